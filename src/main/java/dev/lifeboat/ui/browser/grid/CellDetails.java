package dev.lifeboat.ui.browser.grid;

import atlantafx.base.theme.Styles;
import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.ui.browser.read.Cell;
import dev.lifeboat.ui.browser.read.GridRow;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** One value, whole: however long it is, here it can be read, selected and copied. */
final class CellDetails extends VBox {
    private final GridModel model;
    private final Formats formats;
    private final Label name = new Label();
    private final Label facts = new Label();
    private final TextArea text = new TextArea();

    CellDetails(GridModel model, Formats formats, Runnable close) {
        this.model = model;
        this.formats = formats;
        setId("browser-details");
        getStyleClass().addAll("browser-details", Css.GAP_SMALL);
        name.getStyleClass().add(Styles.TEXT_BOLD);
        facts.setId("browser-details-facts");
        facts.getStyleClass().add(Css.QUIET);
        text.setId("browser-details-text");
        text.setEditable(false);
        text.setWrapText(true);
        text.getStyleClass().add(Css.CODE);
        VBox.setVgrow(text, Priority.ALWAYS);
        getChildren().addAll(Layout.row(Css.GAP, name, facts, Layout.spring(),
                Buttons.icon("browser-details-copy", Messages.text("browser.details.copy"), Feather.COPY, () -> copy(text.getText())),
                Buttons.icon("browser-details-close", Messages.text("browser.details.close"), Feather.X, close)), text);
    }

    void show(CatalogColumn column, int index, GridRow row) {
        var cell = row.cell(index);
        name.setText(column.name());
        text.setAccessibleText(column.name());
        text.setPromptText(Messages.text(cell.isNull() ? "browser.cell.null" : "browser.cell.empty"));
        if (cell.cut()) {
            text.setText("");
            text.setPromptText(Messages.text("browser.details.reading"));
            facts.setText(column.type());
            model.whole(row, index, whole -> showText(column, cell, whole));
        } else {
            showText(column, cell, cell.isNull() ? "" : cell.isBinary() ? "\\x" + cell.text() : cell.text());
        }
    }

    private void showText(CatalogColumn column, Cell cell, String whole) {
        text.setText(whole);
        facts.setText(column.type() + " · " + (cell.isNull() ? Messages.text("browser.cell.null")
                : cell.isBinary() ? formats.size(cell.bytes()) : Messages.text("browser.details.length", whole.codePointCount(0, whole.length()))));
    }

    static void copy(String text) {
        var content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }
}
