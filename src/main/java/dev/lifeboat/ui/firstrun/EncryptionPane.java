package dev.lifeboat.ui.firstrun;

import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Note;
import dev.lifeboat.ui.common.Place;
import dev.lifeboat.ui.common.StatePill;
import dev.lifeboat.ui.common.ViewContext;
import dev.lifeboat.ui.firstrun.ConnectModel.KeyTick;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** The part of the stack form that says to which keys new sets are encrypted. */
final class EncryptionPane extends VBox {
    private final ConnectModel model;
    private final VBox list = Layout.column(Css.GAP);
    private final Note open = new Note(StatePill.State.WARNING, Messages.text("connect.keys.open"), "");

    EncryptionPane(ConnectModel model, ViewContext context) {
        this.model = model;
        getStyleClass().addAll("connect-pane", Css.GAP_LARGE);
        open.setId("connect-keys-open");
        var settings = Buttons.plain("connect-keys-settings", Messages.text("connect.keys.settings"), () -> {
            context.overlay().close();
            context.navigator().open(Place.SETTINGS);
        });
        getChildren().addAll(Layout.wrapped(Messages.text("connect.keys.sentence"), Css.QUIET), list, open, Layout.row(Css.GAP, settings));
        model.keyTicks().addListener((ListChangeListener<KeyTick>) _ -> show());
        show();
    }

    private void show() {
        list.getChildren().clear();
        for (var tick : model.keyTicks()) list.getChildren().add(row(tick));
        if (model.keyTicks().isEmpty()) list.getChildren().add(new Label(Messages.text("keys.none")));
        showOpen();
    }

    private Node row(KeyTick tick) {
        var box = new CheckBox(tick.name().orElseGet(() -> Messages.text("connect.keys.unknown")));
        box.setId("connect-key-" + tick.name().orElseGet(tick.recipient()::publicKey));
        box.setMnemonicParsing(false);
        box.selectedProperty().bindBidirectional(tick.chosen());
        box.selectedProperty().addListener((_, _, _) -> showOpen());
        var key = Layout.wrapped(tick.recipient().shortened(), Css.QUIET, Css.CODE);
        return Layout.row(Css.GAP, box, Layout.spring(), key);
    }

    /** Nothing is chosen: that is said before it is saved. */
    private void showOpen() {
        boolean none = model.keyTicks().stream().noneMatch(tick -> tick.chosen().get());
        open.setVisible(none);
        open.setManaged(none);
    }
}
