package dev.lifeboat.cli;

import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.restore.PointPlan;
import dev.lifeboat.engine.restore.PointReport;
import dev.lifeboat.engine.wal.RecoveryWindow;
import dev.lifeboat.engine.wal.WalEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Recovery windows, and restores to a point, in words and as JSON. */
final class RestorePointText {

    private final Words words;

    RestorePointText(Words words) {
        this.words = words;
    }

    /** Local and UTC: what is typed at night must not be an hour off. */
    private String time(Instant at) {
        return words.time(at) + " (" + at + ")";
    }

    String windows(String stack, List<RecoveryWindow> windows) {
        if (windows.isEmpty()) {
            return "There is no base backup of the stack " + stack + " yet. Take one: lifeboat backup base --stack " + stack
                    + "\nAnd keep the log from then on: lifeboat wal receive --stack " + stack + "\n";
        }
        StringBuilder text = new StringBuilder();
        for (RecoveryWindow window : windows) {
            text.append(window.base().id()).append('\n');
            Table facts = new Table("  ", "", "").row("From", time(window.from()) + ", position " + window.first());
            if (window.isOpen()) {
                facts.row("To", time(window.until()) + ", position " + window.last() + ", timeline " + window.timeline())
                        .row("Log", words.count(window.segments().size(), "segment") + "; " + window.why());
            } else {
                facts.row("To", "the same: " + window.why());
            }
            window.points().forEach(point -> facts.row("Restore point", point.name() + ", " + time(point.time())));
            text.append(facts);
        }
        return text.toString();
    }

    static Map<String, Object> json(RecoveryWindow window) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("base", window.base().id());
        json.put("from", window.from());
        json.put("until", window.until());
        json.put("first", window.first());
        json.put("last", window.last());
        json.put("timeline", window.timeline());
        json.put("segments", window.segments().size());
        json.put("restorePoints", window.points());
        json.put("why", window.why());
        return json;
    }

    String plan(PointPlan plan, List<Check> checks) {
        RecoveryWindow window = plan.window();
        StringBuilder text = new StringBuilder("This would bring a copy of the server of the stack " + plan.stack().name() + " to " + plan.target().inWords()
                + ". Nothing has been changed, and the server would not be touched.\n\n");
        text.append("1. Unpack the base backup ").append(window.base().id()).append(" into ").append(place(plan)).append(" and compare every file with the server's own list.\n");
        text.append("2. Bring ").append(words.count(plan.stop().segments().size(), "segment")).append(" of the log, each checked.\n");
        text.append("3. Recover without network and without archiving, and stop ").append(plan.stop().lastCommit()
                .map(last -> "behind transaction " + last.transaction() + ", which ended at " + time(last.at())).orElse("at the end of the base backup")).append(".\n");
        text.append("4. Prove from the server that it stopped there.\n");
        text.append(plan.promote() ? "5. Make it a server of its own, on a new timeline, and stop it.\n\n" : "5. Leave it waiting there, readable on its socket only.\n\n");
        return text.append(ChecksText.of(checks, "")).toString();
    }

    private static String place(PointPlan plan) {
        return switch (plan.place()) {
            case PointPlan.Place.Folder(var path) -> path.toString();
        };
    }

    static Map<String, Object> json(PointPlan plan, List<Check> checks) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("stack", plan.stack().name());
        json.put("target", plan.target().inWords());
        json.put("place", place(plan));
        json.put("promote", plan.promote());
        json.put("neededBytes", plan.neededBytes());
        json.put("window", json(plan.window()));
        json.put("segments", plan.stop().segments().size());
        json.put("setting", plan.stop().setting());
        json.put("value", plan.stop().value());
        json.put("lastTransaction", plan.stop().lastCommit().map(WalEvent::transaction).orElse(null));
        json.put("lastTransactionAt", plan.stop().lastCommit().map(WalEvent::at).orElse(null));
        json.put("checks", checks);
        return json;
    }

    String report(PointPlan plan, PointReport report) {
        StringBuilder text = new StringBuilder((report.proven() ? "Restored and proven: " : "RESTORED, BUT NOT PROVEN: ") + plan.stack().name() + " at " + plan.target().inWords()
                + ", in " + report.place() + "\n");
        report.lastCommit().ifPresent(at -> text.append("  Last transaction: ").append(time(at)).append('\n'));
        text.append(ChecksText.of(report.proof(), "  "));
        report.log().forEach(line -> text.append("  ").append(line).append('\n'));
        text.append("  Took: ").append(report.phaseMillis().entrySet().stream().map(phase -> phase.getKey() + " " + words.duration(phase.getValue())).collect(Collectors.joining("; "))).append('\n');
        if (report.promoted()) {
            return text.append("It is a server of its own now, and stopped. Look at its configuration, start it as you start your server, and take a new base backup.\n").toString();
        }
        text.append("It waits there and can be read. Nothing reaches it but its socket.\n");
        report.commands().forEach((name, command) -> text.append("  To ").append(name).append(": ").append(command).append('\n'));
        return text.toString();
    }

    static Map<String, Object> json(PointReport report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("place", report.place());
        json.put("proven", report.proven());
        json.put("proof", report.proof());
        json.put("lastTransactionAt", report.lastCommit().orElse(null));
        json.put("log", report.log());
        json.put("promoted", report.promoted());
        json.put("commands", report.commands());
        json.put("phaseMillis", report.phaseMillis());
        return json;
    }
}
