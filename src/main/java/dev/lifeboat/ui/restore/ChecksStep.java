package dev.lifeboat.ui.restore;

import dev.lifeboat.engine.Check;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Checks;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.ErrorBanner;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The fourth step: what was looked at before anything is changed, and how it stands. */
final class ChecksStep extends VBox {
    private final RestoreModel model;
    private final ErrorBanner error = new ErrorBanner("restore-checks-error");
    private final Checks checks = new Checks("restore-checks");
    private final Label summary = Layout.wrapped("", Css.QUIET);

    ChecksStep(RestoreModel model) {
        this.model = model;
        getStyleClass().addAll("restore-step", Css.GAP_LARGE);
        var indicator = new ProgressIndicator();
        indicator.getStyleClass().add("small-indicator");
        var busy = Layout.row(Css.GAP, indicator, new Label(Messages.text("restore.checking")));
        busy.visibleProperty().bind(model.busyProperty());
        busy.managedProperty().bind(model.busyProperty());
        var again = Buttons.plain("restore-check-again", Messages.text("restore.checkAgain"), Feather.REFRESH_CW, model::check);
        again.disableProperty().bind(model.busyProperty());
        summary.setId("restore-checks-summary");
        getChildren().addAll(busy, error, checks, Layout.row(Css.GAP_LARGE, again, summary));
        model.checks().addListener((ListChangeListener<Check>) _ -> show());
        model.errorProperty().addListener((_, _, _) -> show());
        show();
    }

    private void show() {
        checks.show(model.checks());
        if (model.errorProperty().get() != null && model.stepProperty().get() == Step.CHECKS) error.show(model.errorProperty().get());
        else error.clear();
        summary.setText(model.checks().isEmpty() ? "" : Messages.text("restore.checks.summary", count(Check.Level.OK),
                count(Check.Level.WARN), count(Check.Level.FAIL)));
    }

    private long count(Check.Level level) {
        return model.checks().stream().filter(check -> check.level() == level).count();
    }
}
