package dev.lifeboat.ui.browser.value;

import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.feather.Feather;

/** Which part of a long value is shown, and the ways to others. */
final class PartBar extends HBox {
    private final ValueModel model;
    private final Formats formats;
    private final Label where = new Label();

    PartBar(ValueModel model, Formats formats) {
        this.model = model;
        this.formats = formats;
        where.setId("browser-value-where");
        where.getStyleClass().add(Css.QUIET);
        getStyleClass().add(Css.GAP_SMALL);
        setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        Button first = Buttons.icon("browser-value-first", Messages.text("browser.value.first"), Feather.CHEVRONS_LEFT, model::first);
        Button previous = Buttons.icon("browser-value-previous", Messages.text("browser.value.previous"), Feather.CHEVRON_LEFT, model::previous);
        Button next = Buttons.icon("browser-value-next", Messages.text("browser.value.next"), Feather.CHEVRON_RIGHT, model::next);
        Button last = Buttons.icon("browser-value-last", Messages.text("browser.value.last"), Feather.CHEVRONS_RIGHT, model::last);
        var atStart = Bindings.createBooleanBinding(() -> model.partProperty().get() == null || model.partProperty().get().from() == 0, model.partProperty());
        var atEnd = Bindings.createBooleanBinding(() -> model.partProperty().get() == null || end() >= model.total(), model.partProperty());
        first.disableProperty().bind(atStart.or(model.loadingProperty()));
        previous.disableProperty().bind(atStart.or(model.loadingProperty()));
        next.disableProperty().bind(atEnd.or(model.loadingProperty()));
        last.disableProperty().bind(atEnd.or(model.loadingProperty()));
        getChildren().addAll(where, Layout.spring(), first, previous, next, last);
        model.partProperty().addListener((_, _, part) -> {
            if (part != null && !part.whole()) say(part);
        });
        setVisible(false);
        setManaged(false);
    }

    private long end() {
        var part = model.partProperty().get();
        return part.from() + (part.text().isEmpty() ? part.bytes().length : part.text().codePointCount(0, part.text().length()));
    }

    private void say(ValueModel.Part part) {
        boolean binary = part.text().isEmpty();
        where.setText(Messages.text(binary ? "browser.value.bytes" : "browser.value.characters",
                formats.count(part.from() + 1), formats.count(end()), formats.count(model.total())));
    }
}
