package dev.lifeboat.ui.common;

import dev.lifeboat.engine.job.JobSnapshot;
import dev.lifeboat.engine.job.JobState;
import dev.lifeboat.engine.job.Unit;
import java.util.ArrayList;
import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * A job that runs: its phase, a bar that moves by what was really done, and how much that is. The bar never passes
 * its end, and it wanders while the end is not known.
 */
public final class JobProgress extends VBox {
    private final Formats formats;
    private final Label phase = new Label();
    private final Label amount = new Label();
    private final HBox line = Layout.row(Css.GAP, phase, Layout.spring(), amount);
    private final ProgressBar bar = new ProgressBar();

    public JobProgress(Formats formats) {
        this.formats = formats;
        getStyleClass().addAll("job-progress", Css.GAP_SMALL);
        phase.getStyleClass().add("job-phase");
        amount.getStyleClass().addAll(Css.QUIET, Css.NUMERIC);
        amount.setMinWidth(USE_PREF_SIZE);
        bar.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(phase, Priority.ALWAYS);
        getChildren().addAll(line, bar);
    }

    /** For where there is no room beside the phase: the amount stands below the bar. */
    public JobProgress narrow() {
        line.getChildren().remove(amount);
        getChildren().add(amount);
        return this;
    }

    /** Shows that a job is about to begin. */
    public void begin(String what) {
        phase.setText(what);
        amount.setText("");
        bar.setProgress(ProgressBar.INDETERMINATE_PROGRESS);
        bar.setAccessibleText(what);
    }

    /** Shows how far the job is now. */
    public void show(JobSnapshot job) {
        phase.setText(phaseOf(job));
        amount.setText(amountOf(job, formats));
        bar.setProgress(job.state() == JobState.WAITING ? 0 : job.fraction().orElse(ProgressBar.INDETERMINATE_PROGRESS));
        bar.setAccessibleText(phase.getText() + " " + amount.getText());
    }

    /** What the job does at the moment, such as {@code Dumping shop · public.orders}. */
    public static String phaseOf(JobSnapshot job) {
        if (job.state() == JobState.WAITING) return Messages.text("job.waiting");
        if (job.state() == JobState.CANCELLING) return Messages.text("job.cancelling");
        if (job.item().isBlank()) return job.phase();
        return job.phase().isBlank() ? job.item() : job.phase() + " · " + job.item();
    }

    /** How much was done, of how much, and how fast, such as {@code 62 % · 1.2 GiB of 1.9 GiB · 80 MiB/s} or {@code 50 % · 2 of 4 tables}. */
    public static String amountOf(JobSnapshot job, Formats formats) {
        var parts = new ArrayList<String>();
        if (job.total() > 0) {
            long done = Math.min(job.done(), job.total());
            parts.add(formats.percent(done, job.total()));
            parts.add(Messages.text("job.doneOfTotal", job.unit() == Unit.BYTES ? formats.size(done) : formats.count(done), amount(job.total(), job.unit(), formats)));
        } else if (job.done() > 0) {
            parts.add(amount(job.done(), job.unit(), formats));
        }
        if (job.unitsPerSecond() > 0) {
            parts.add(job.unit() == Unit.BYTES
                    ? formats.rate(job.unitsPerSecond())
                    : Messages.text("format.perSecond", formats.count(Math.round(job.unitsPerSecond()))));
        }
        return String.join(" · ", parts);
    }

    private static String amount(long number, Unit unit, Formats formats) {
        if (unit == Unit.BYTES) return formats.size(number);
        return Messages.text("job.unit." + unit.name().toLowerCase(Locale.ROOT), number);
    }
}
