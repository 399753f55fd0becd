package dev.lifeboat.cli;

import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.restore.Proof;
import dev.lifeboat.engine.restore.RestorePlan;
import dev.lifeboat.engine.restore.RestorePlan.Mode;
import dev.lifeboat.engine.restore.RestoreReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A restore, before and after, in words and as JSON. */
final class RestoreText {

    private final Words words;

    RestoreText(Words words) {
        this.words = words;
    }

    String plan(RestorePlan plan, List<Check> checks) {
        StringBuilder text = new StringBuilder("This would restore " + plan.setId() + " to the stack " + plan.stack().name() + " ("
                + Commands.word(plan.stack().environment()) + ", " + StackText.server(plan.stack().server()) + "). Nothing has been changed.\n\n");
        int step = 1;
        for (RestorePlan.Target target : plan.targets()) {
            text.append(step++).append(". Restore the database ").append(target.database()).append(" as ").append(target.asideName())
                    .append(", stopping at the first error.\n");
        }
        text.append(step++).append(". Prove it: every table's rows and content hash, sequences, constraints and large objects, compared with the manifest.\n");
        if (plan.mode() == Mode.IN_PLACE) {
            for (RestorePlan.Target target : plan.targets()) {
                text.append(step++).append(target.keptName()
                        .map(kept -> ". End the connections to " + target.database() + ", rename it to " + kept + ", and rename " + target.asideName() + " to " + target.database() + ".\n")
                        .orElse(". Rename " + target.asideName() + " to " + target.database() + "; there is no such database now.\n"));
            }
        } else {
            text.append(step).append(". Leave it there. The present databases are not touched.\n");
        }
        text.append("\n  ").append(words.size(plan.rawBytes())).append(" to load").append(plan.expectedMillis().map(millis -> ", about " + words.duration(millis)).orElse("")).append(".\n");
        return text + "\nChecked before:\n" + ChecksText.of(checks, "  ");
    }

    String report(RestoreReport report) {
        RestorePlan plan = report.plan();
        StringBuilder text = new StringBuilder("Restored from " + plan.setId() + (report.proven() ? ", and proven to be equal to it.\n" : ", but NOT equal to it.\n"));
        for (RestorePlan.Target target : plan.targets()) {
            text.append("  ").append(plan.mode() == Mode.IN_PLACE ? target.database() + target.keptName().map(kept -> "; the one before is kept as " + kept).orElse("")
                    : target.database() + " as " + target.asideName()).append("\n");
        }
        text.append("\nProof\n");
        report.proofs().forEach(proof -> text.append(proof(proof)));
        text.append("\nTime\n").append(phases(report.phaseMillis()));
        if (!report.notes().isEmpty()) {
            text.append("\n");
            report.notes().forEach(note -> text.append(note).append("\n"));
        }
        return text.toString();
    }

    private String proof(Proof proof) {
        StringBuilder text = new StringBuilder("  " + (proof.proven() ? "OK    " : "FAIL  ") + proof.database() + ": " + words.count(proof.tables(), "table") + ", "
                + words.count(proof.rows(), "row") + ", " + words.count(proof.sequences(), "sequence") + ", " + words.count(proof.constraints(), "constraint") + ", "
                + words.count(proof.objects(), "definition") + ", " + words.count(proof.largeObjects(), "large object") + "\n");
        proof.differences().forEach(difference -> text.append("        ").append(difference).append("\n"));
        return text.toString();
    }

    private String phases(Map<String, Long> phaseMillis) {
        Table table = new Table("  ", "", ">");
        phaseMillis.forEach((phase, millis) -> table.row(phase, words.duration(millis)));
        return table.row("Together", words.duration(phaseMillis.values().stream().mapToLong(Long::longValue).sum())).toString();
    }

    static Map<String, Object> json(RestorePlan plan, List<Check> checks) {
        Map<String, Object> json = json(plan);
        json.put("checks", checks);
        return json;
    }

    static Map<String, Object> json(RestoreReport report) {
        Map<String, Object> json = json(report.plan());
        json.put("startedAt", report.startedAt());
        json.put("endedAt", report.endedAt());
        json.put("phaseMillis", report.phaseMillis());
        json.put("proven", report.proven());
        json.put("proofs", report.proofs());
        json.put("notes", report.notes());
        return json;
    }

    private static Map<String, Object> json(RestorePlan plan) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("set", plan.setId());
        json.put("stack", plan.stack().name());
        json.put("environment", Commands.word(plan.stack().environment()));
        json.put("mode", Commands.word(plan.mode()));
        json.put("targets", plan.targets());
        json.put("rawBytes", plan.rawBytes());
        json.put("expectedMillis", plan.expectedMillis().orElse(null));
        return json;
    }
}
