package dev.lifeboat.ui.schedules;

import dev.lifeboat.engine.backup.BackupChoices;
import dev.lifeboat.engine.backup.OptionWords;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.JsonFolder;
import dev.lifeboat.engine.repository.Retention;
import dev.lifeboat.engine.schedule.Action;
import dev.lifeboat.engine.schedule.Cron;
import dev.lifeboat.engine.schedule.Schedule;
import dev.lifeboat.ui.common.EquivalentCommand;
import dev.lifeboat.ui.common.Messages;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the sheet for a schedule holds, and the one step from there to what the engine takes. Immutable.
 *
 * @param taken   the names that other schedules have
 * @param choices of a backup, as the schedule has them; what they mean nothing to does without
 */
record ScheduleForm(String name, String stack, Action action, String cron, String zone, String jitter, List<String> taken, BackupChoices choices) {

    /** The expression of a schedule, to be changed. */
    static String cronOf(Schedule schedule) {
        return schedule.cron().text();
    }

    Optional<String> nameProblem() {
        if (name.isBlank()) return Optional.of(Messages.text("schedules.form.noName"));
        if (taken.contains(name.strip())) return Optional.of(Messages.text("schedules.form.takenName", name.strip()));
        return JsonFolder.problemsOfName(name.strip()).stream().findFirst();
    }

    Optional<String> cronProblem() {
        return problem(() -> Cron.parse(cron));
    }

    Optional<String> zoneProblem() {
        return problem(() -> Retention.zone(zone.strip()));
    }

    Optional<String> jitterProblem() {
        long most = Schedule.LONGEST_JITTER.toMinutes();
        return jitter.strip().matches("\\d{1,5}") && Long.parseLong(jitter.strip()) <= most ? Optional.empty()
                : Optional.of(Messages.text("schedules.form.badJitter", most));
    }

    /** The schedule, when nothing is wrong. @param now from when on its runs are promised */
    Optional<Schedule> schedule(Instant now) {
        return nameProblem().isPresent() ? Optional.empty() : times(now);
    }

    /** When it would run, whatever its name; empty while the times are not whole. */
    List<Instant> preview(Instant now, int count) {
        return times(now).map(schedule -> schedule.nextStarts(now, count)).orElse(List.of());
    }

    /** The command that does the same. */
    String command(boolean replace) {
        var command = EquivalentCommand.of("schedule add").add(name.isBlank() ? "NAME" : name.strip())
                .add(action.name().toLowerCase(Locale.ROOT).replace('_', '-')).option("--cron", List.of(cron.strip()))
                .option("--stack", List.of(stack)).option("--zone", List.of(zone.strip()));
        if (!jitter.strip().equals("0")) command = command.option("--jitter", List.of(jitter.strip()));
        for (String word : OptionWords.of(fitting())) command = command.add(word);
        // Too long for one line of the sheet; a shell takes the two as one.
        return command.text().replaceFirst(" --cron ", " \\\\\n  --cron ") + (replace ? " --replace" : "");
    }

    private BackupChoices fitting() {
        return action.kind().filter(kind -> choices.problems(kind).isEmpty()).map(_ -> choices).orElse(BackupChoices.USUAL);
    }

    private Optional<Schedule> times(Instant now) {
        if (cronProblem().isPresent() || zoneProblem().isPresent() || jitterProblem().isPresent()) return Optional.empty();
        return Optional.of(new Schedule(name.strip(), stack, action, Cron.parse(cron), ZoneId.of(zone.strip()),
                Duration.ofMinutes(Long.parseLong(jitter.strip())), now, fitting()));
    }

    private static Optional<String> problem(Supplier<?> parsed) {
        try {
            parsed.get();
            return Optional.empty();
        } catch (Failure.BadInput e) {
            return Optional.of(e.getMessage());
        }
    }
}
