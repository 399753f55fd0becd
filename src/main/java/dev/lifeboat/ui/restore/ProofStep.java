package dev.lifeboat.ui.restore;

import atlantafx.base.theme.Styles;
import dev.lifeboat.engine.restore.Proof;
import dev.lifeboat.engine.restore.RestoreReport;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Card;
import dev.lifeboat.ui.common.CodeBlock;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.ErrorBanner;
import dev.lifeboat.ui.common.Facts;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Note;
import dev.lifeboat.ui.common.StatePill;
import dev.lifeboat.ui.common.ViewContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.kordamp.ikonli.feather.Feather;

/** The last step: what was restored, whether it is proven, how long each phase took; to be copied and saved. */
final class ProofStep extends VBox {
    private final RestoreModel model;
    private final Formats formats;
    private final ReportText text;
    private final ErrorBanner error = new ErrorBanner("restore-save-error");
    private final Label saved = Layout.wrapped("", Css.QUIET);
    private RestoreReport report;

    ProofStep(RestoreModel model, ViewContext context) {
        this.model = model;
        formats = context.formats();
        text = new ReportText(formats);
        getStyleClass().addAll("restore-step", Css.GAP_LARGE);
        model.stepProperty().addListener((_, _, step) -> {
            if (step == Step.PROOF) show();
        });
        model.errorProperty().addListener((_, _, failed) -> {
            if (failed == null || model.stepProperty().get() != Step.PROOF) error.clear();
            else error.show(failed);
        });
        show();
    }

    private void show() {
        var run = model.runProperty().get();
        if (run == null || run.reportProperty().get() == null) return;
        report = run.reportProperty().get();
        saved.setText("");
        var headline = new Note(report.proven() ? StatePill.State.GOOD : StatePill.State.BAD, text.headline(report),
                Messages.text("restore.report.total", formats.duration(text.total(report))));
        headline.setId("restore-headline");
        var block = new CodeBlock("restore-report", Messages.text("restore.report"));
        block.show(text.text(report));
        getChildren().setAll(headline, places(), proofs(), phases());
        if (!report.notes().isEmpty()) getChildren().add(notes());
        var save = Buttons.plain("restore-save", Messages.text("restore.save"), Feather.SAVE, this::save);
        getChildren().addAll(block, Layout.row(Css.GAP_LARGE, save, saved), error);
    }

    private Node places() {
        var lines = Layout.column(Css.GAP_SMALL);
        report.plan().targets().forEach(target -> lines.getChildren().add(Layout.wrapped(text.place(report, target))));
        return new Card(Messages.text("restore.report.databases"), lines);
    }

    private Node proofs() {
        var card = new Card(Messages.text("restore.report.proofs"));
        report.proofs().forEach(proof -> card.getChildren().add(proof(proof)));
        return card;
    }

    private Node proof(Proof proof) {
        var pill = proof.proven()
                ? new StatePill(StatePill.State.GOOD, Messages.text("restore.proven"))
                : new StatePill(StatePill.State.BAD, Messages.text("restore.unproven", proof.differences().size()));
        var name = new Label(proof.database());
        name.getStyleClass().add(Styles.TEXT_BOLD);
        List<Node> lines = new ArrayList<>(List.of(Layout.row(Css.GAP, name, pill), Layout.wrapped(text.proof(proof), Css.QUIET)));
        proof.differences().forEach(difference -> lines.add(Layout.wrapped("• " + difference)));
        return Layout.column(Css.GAP_SMALL, lines.toArray(Node[]::new));
    }

    private Node phases() {
        var facts = new Facts();
        report.phaseMillis().forEach((phase, millis) -> facts.add(phase, formats.duration(Duration.ofMillis(millis))));
        return new Card(Messages.text("restore.report.phases"), facts);
    }

    private Node notes() {
        var lines = Layout.column(Css.GAP_SMALL);
        report.notes().forEach(note -> lines.getChildren().add(Layout.wrapped(note)));
        return new Card(Messages.text("restore.report.notes"), lines);
    }

    private void save() {
        var chooser = new FileChooser();
        chooser.setTitle(Messages.text("restore.save"));
        chooser.setInitialFileName(Messages.text("restore.save.file", report.plan().setId()));
        var file = chooser.showSaveDialog(getScene().getWindow());
        if (file != null) model.save(file.toPath(), text.text(report), () -> saved.setText(Messages.text("restore.saved", file)));
    }
}
