package dev.lifeboat.ui.common;

import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.feather.Feather;

/** A path or a hash on one line: can be selected, scrolled with the keyboard, and copied whole with its button. */
public final class CopyText extends HBox {
    private final TextField text;

    /** The field is called {@code <id>-text}, the button {@code <id>-copy}; {@code name} says what it is. */
    public CopyText(String id, String name, String value) {
        setId(id);
        getStyleClass().addAll("copy-text", Css.GAP_SMALL);
        text = new TextField(value);
        text.setId(id + "-text");
        text.setEditable(false);
        text.setAccessibleText(name);
        text.getStyleClass().add(Css.CODE);
        HBox.setHgrow(text, Priority.ALWAYS);
        getChildren().addAll(text, Buttons.icon(id + "-copy", Messages.text("common.copy", name), Feather.COPY, this::copy));
    }

    private void copy() {
        var content = new ClipboardContent();
        content.putString(text.getText());
        Clipboard.getSystemClipboard().setContent(content);
    }
}
