package dev.lifeboat.ui.replication;

import atlantafx.base.theme.Styles;
import dev.lifeboat.engine.replication.Destination;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.ViewContext;
import javafx.scene.layout.VBox;

/** The test of a destination there is already: what was tried and how it went. */
final class TestSheet extends VBox {
    TestSheet(DestinationModel model, Destination destination, ViewContext context) {
        setId("destination-test-sheet");
        getStyleClass().addAll("lb-sheet", "destination-sheet", Css.GAP_LARGE);
        var again = Buttons.plain("destination-again", Messages.text("replication.testAgain"), () -> model.test(destination));
        again.disableProperty().bind(model.busyProperty());
        var close = Buttons.accent("destination-close", Messages.text("common.close"), () -> {
            model.forget();
            context.overlay().close();
        });
        close.setCancelButton(true);
        close.setDefaultButton(true);
        getChildren().addAll(Layout.wrapped(Messages.text("replication.test.title", destination.name()), Styles.TITLE_4),
                new TestResult(model), Layout.row(Css.GAP, again, Layout.spring(), close));
    }
}
