package dev.lifeboat.ui.schedules;

import dev.lifeboat.engine.ShellWord;
import dev.lifeboat.engine.schedule.Action;
import dev.lifeboat.engine.schedule.LastRun;
import dev.lifeboat.engine.schedule.Schedule;
import dev.lifeboat.engine.schedule.Standing;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.JobStates;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.StatePill;
import dev.lifeboat.ui.common.StatePill.State;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How a schedule stands, in words. */
final class ScheduleWords {
    private ScheduleWords() {}

    /** {@code Back up the databases, every day at 02:00 (Europe/Berlin)}. */
    static String what(Schedule schedule) {
        String when = CronWords.of(schedule.cron()) + " (" + schedule.zone() + ")";
        return Messages.text("schedules.what", action(schedule), when) + (schedule.jitter().isZero() ? ""
                : " " + Messages.text("schedules.what.jitter", schedule.jitter().toMinutes()));
    }

    /** Its options, or by when everything is read again; empty when there is nothing particular. */
    static Optional<String> particular(Schedule schedule) {
        if (schedule.action() == Action.VERIFY) {
            return Optional.of(Messages.text("schedules.rotation", schedule.rotation(Instant.now()).within().toDays()));
        }
        return Optional.of(schedule.options()).filter(options -> !options.isEmpty())
                .map(options -> Messages.text("schedules.options", options.stream().map(ShellWord::quoted).collect(Collectors.joining(" "))));
    }

    static String action(Schedule schedule) {
        return Messages.text("schedules.action." + schedule.action().name().toLowerCase(Locale.ROOT));
    }

    static String next(Standing standing, Formats formats) {
        if (standing.running()) return Messages.text("schedules.next.running");
        return standing.next().map(at -> Messages.text("schedules.next", formats.relative(at), formats.time(at)))
                .orElseGet(() -> Messages.text("schedules.next.never"));
    }

    static String last(Standing standing, Formats formats) {
        return standing.last().map(run -> Messages.text("schedules.last", JobStates.word(run.state()), formats.relative(run.ended()), run.sentence()))
                .orElseGet(() -> Messages.text("schedules.last.none"));
    }

    static StatePill pill(Standing standing) {
        if (standing.overdue().isPresent()) return new StatePill(State.BAD, Messages.text("schedules.state.overdue"));
        if (standing.running()) return new StatePill(State.RUNNING, Messages.text("schedules.state.running"));
        if (standing.last().filter(LastRun::failed).isPresent()) return new StatePill(State.BAD, Messages.text("schedules.state.failed"));
        return standing.last().map(run -> new StatePill(JobStates.meaning(run.state()), JobStates.word(run.state())))
                .orElseGet(() -> new StatePill(State.NEUTRAL, Messages.text("schedules.state.new")));
    }
}
