package dev.lifeboat.cli;

import dev.lifeboat.engine.ShellWord;
import dev.lifeboat.engine.schedule.Action;
import dev.lifeboat.engine.schedule.LastRun;
import dev.lifeboat.engine.schedule.Schedule;
import dev.lifeboat.engine.schedule.Standing;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A schedule in words and as JSON. */
final class ScheduleText {

    private ScheduleText() {}

    static String next(Standing standing, Words words) {
        if (standing.running()) {
            return "running now";
        }
        String next = standing.next().map(words::time).orElse("never");
        return standing.overdue().map(since -> "OVERDUE since " + words.time(since) + "; then ").orElse("") + next;
    }

    /** What is particular about it, in a line of its own; empty when it is as usual. */
    static Optional<String> particular(Schedule schedule) {
        if (schedule.action() == Action.VERIFY) {
            return Optional.of("every byte is read again within " + schedule.rotation(Instant.now()).within().toDays() + " days");
        }
        return Optional.of(schedule.options()).filter(options -> !options.isEmpty())
                .map(options -> options.stream().map(ShellWord::quoted).collect(Collectors.joining(" ")));
    }

    static String last(Standing standing, Words words) {
        return standing.last().map(run -> run.state().name().toLowerCase(Locale.ROOT) + " " + words.ago(run.ended())
                + (run.sentence().isEmpty() ? "" : ": " + run.sentence())).orElse("not yet");
    }

    static Map<String, Object> json(Schedule schedule) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", schedule.name());
        json.put("stack", schedule.stack());
        json.put("action", Commands.word(schedule.action()));
        json.put("cron", schedule.cron().text());
        json.put("zone", schedule.zone().getId());
        json.put("jitterMinutes", schedule.jitter().toMinutes());
        json.put("options", schedule.options());
        if (schedule.action() == Action.VERIFY) {
            json.put("everyByteWithinHours", schedule.rotation(Instant.now()).within().toHours());
        }
        json.put("command", schedule.command());
        return json;
    }

    static Map<String, Object> json(Standing standing) {
        Map<String, Object> json = json(standing.schedule());
        json.put("next", standing.next().orElse(null));
        json.put("running", standing.running());
        json.put("overdueSince", standing.overdue().orElse(null));
        json.put("last", standing.last().map(ScheduleText::json).orElse(null));
        return json;
    }

    private static Map<String, Object> json(LastRun run) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("planned", run.planned());
        json.put("started", run.started());
        json.put("ended", run.ended());
        json.put("state", run.state().name().toLowerCase(Locale.ROOT));
        json.put("sentence", run.sentence());
        json.put("job", run.jobId());
        return json;
    }
}
