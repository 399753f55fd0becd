package dev.lifeboat.ui.restore;

import dev.lifeboat.engine.restore.Proof;
import dev.lifeboat.engine.restore.RestorePlan.Mode;
import dev.lifeboat.engine.restore.RestorePlan.Target;
import dev.lifeboat.engine.restore.RestoreReport;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Messages;
import java.time.Duration;

/** The report of a restore as text, to be copied or saved. Immutable. */
final class ReportText {
    private final Formats formats;

    ReportText(Formats formats) {
        this.formats = formats;
    }

    /** One line: proven or not, from which set. */
    String headline(RestoreReport report) {
        return Messages.text(report.proven() ? "restore.report.proven" : "restore.report.unproven", report.plan().setId());
    }

    /** One line for each database: where it is now. */
    String place(RestoreReport report, Target target) {
        if (report.plan().mode() == Mode.ASIDE) return Messages.text("restore.report.aside", target.database(), target.asideName());
        return target.keptName()
                .map(kept -> Messages.text("restore.report.swapped", target.database(), kept))
                .orElseGet(() -> Messages.text("restore.report.created", target.database()));
    }

    /** One line: what was compared for a database, and what came out. */
    String proof(Proof proof) {
        return Messages.text("restore.report.proof", proof.tables(), proof.rows(), proof.sequences(), proof.constraints(),
                proof.objects(), proof.largeObjects());
    }

    /** How long it took from the first check to the end. */
    Duration total(RestoreReport report) {
        return Duration.between(report.startedAt(), report.endedAt());
    }

    /** All of it. */
    String text(RestoreReport report) {
        var plan = report.plan();
        var text = new StringBuilder(headline(report)).append("\n\n");
        line(text, "restore.report.stack", plan.stack().name());
        line(text, "restore.report.began", formats.time(report.startedAt()));
        line(text, "restore.report.ended", formats.time(report.endedAt()));
        line(text, "restore.report.took", formats.duration(total(report)));
        text.append('\n').append(Messages.text("restore.report.databases")).append('\n');
        plan.targets().forEach(target -> text.append("  ").append(place(report, target)).append('\n'));
        text.append('\n').append(Messages.text("restore.report.proofs")).append('\n');
        for (var proof : report.proofs()) {
            text.append("  ").append(proof.database()).append(": ").append(proof(proof)).append('\n');
            proof.differences().forEach(difference -> text.append("    ! ").append(difference).append('\n'));
        }
        text.append('\n').append(Messages.text("restore.report.phases")).append('\n');
        report.phaseMillis().forEach((phase, millis) -> text.append("  ").append(phase).append(": ")
                .append(formats.duration(Duration.ofMillis(millis))).append('\n'));
        if (!report.notes().isEmpty()) {
            text.append('\n').append(Messages.text("restore.report.notes")).append('\n');
            report.notes().forEach(note -> text.append("  ").append(note).append('\n'));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String key, String value) {
        text.append(Messages.text(key)).append(": ").append(value).append('\n');
    }
}
