package dev.lifeboat.ui.replication;

import dev.lifeboat.engine.Check;
import dev.lifeboat.ui.common.Checks;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.ErrorBanner;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.VBox;

/** Each step of the test of a destination, that it still runs, or why it could not be made. */
final class TestResult extends VBox {
    TestResult(DestinationModel model) {
        getStyleClass().addAll("test-result", Css.GAP);
        var indicator = new ProgressIndicator();
        indicator.getStyleClass().add("small-indicator");
        var busy = Layout.row(Css.GAP, indicator, new Label(Messages.text("replication.testing")));
        busy.visibleProperty().bind(model.busyProperty());
        busy.managedProperty().bind(model.busyProperty());
        var checks = new Checks("destination-checks");
        var error = new ErrorBanner("destination-error");
        model.checks().addListener((ListChangeListener<Check>) _ -> checks.show(model.checks()));
        model.errorProperty().addListener((_, _, failed) -> {
            if (failed == null) error.clear();
            else error.show(failed);
        });
        checks.show(model.checks());
        if (model.errorProperty().get() != null) error.show(model.errorProperty().get());
        getChildren().addAll(busy, checks, error);
    }
}
