package dev.lifeboat.ui.common;

import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** A command, a log or a query to read, select and copy. Takes no room while its text is empty. */
public final class CodeBlock extends VBox {
    private static final int MAX_ROWS = 12;
    private static final int SHORTEST_ROW = 30;
    /** A little more than a character of the fixed-width font takes, in pixels: words are not broken. */
    private static final double CHARACTER = 8.2;
    private static final double EDGES = 28;

    private final TextArea text = new TextArea();

    /** The text area is called {@code <id>-text}, its button {@code <id>-copy}. */
    public CodeBlock(String id, String title) {
        setId(id);
        getStyleClass().addAll("code-block", Css.GAP_SMALL);
        text.setId(id + "-text");
        text.setEditable(false);
        text.setWrapText(true);
        text.setAccessibleText(title);
        text.getStyleClass().add(Css.CODE);
        text.widthProperty().addListener((_, _, _) -> fit());
        var label = new Label(title);
        label.getStyleClass().add(Css.QUIET);
        var copy = Buttons.icon(id + "-copy", Messages.text("common.copy", title), Feather.COPY, this::copy);
        getChildren().addAll(Layout.row(Css.GAP, label, Layout.spring(), copy), text);
    }

    /** Shows another text; the place one has scrolled to stays when only lines were added. */
    public void show(String content) {
        setVisible(!content.isBlank());
        setManaged(!content.isBlank());
        if (content.equals(text.getText())) return;
        if (!text.getText().isEmpty() && content.startsWith(text.getText())) {
            text.appendText(content.substring(text.getText().length()));
        } else {
            text.setText(content);
        }
        fit();
    }

    /** As many rows as the text takes when it is wrapped. */
    private void fit() {
        int inRow = (int) Math.max(SHORTEST_ROW, (text.getWidth() - EDGES) / CHARACTER);
        long rows = text.getText().lines().mapToLong(line -> Math.max(1, Math.ceilDiv(line.length(), inRow))).sum();
        text.setPrefRowCount(Math.clamp(rows, 1, MAX_ROWS));
    }

    private void copy() {
        var content = new ClipboardContent();
        content.putString(text.getText());
        Clipboard.getSystemClipboard().setContent(content);
    }
}
