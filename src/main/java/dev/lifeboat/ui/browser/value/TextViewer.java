package dev.lifeboat.ui.browser.value;

import atlantafx.base.theme.Styles;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Messages;
import javafx.scene.Node;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Text to be read and selected, with lines wrapped or not. */
final class TextViewer {
    private final TextArea text = new TextArea();
    private final ToggleButton wrap = new ToggleButton(null, new FontIcon(Feather.CORNER_DOWN_LEFT));

    TextViewer() {
        text.setId("browser-details-text");
        text.setEditable(false);
        text.setWrapText(true);
        text.getStyleClass().add(Css.CODE);
        wrap.setId("browser-details-wrap");
        wrap.setSelected(true);
        wrap.setAccessibleText(Messages.text("browser.value.wrap"));
        wrap.setTooltip(new Tooltip(Messages.text("browser.value.wrap")));
        wrap.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
        text.wrapTextProperty().bind(wrap.selectedProperty());
    }

    ToggleButton wrap() {
        return wrap;
    }

    Node of(ValueModel.Opened opened, String content) {
        text.setAccessibleText(opened.column().name());
        text.setPromptText(Messages.text(opened.cell().isNull() ? "browser.cell.null" : "browser.cell.empty"));
        text.setText(content);
        return text;
    }

    Node reading() {
        text.setText("");
        text.setPromptText(Messages.text("browser.details.reading"));
        return text;
    }
}
