package dev.lifeboat.ui.browser.value;

import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Messages;
import javafx.collections.FXCollections;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;

/** Bytes in hex with their ASCII beside them. */
final class HexViewer extends ListView<String> {
    private static final double LINE = 20;
    private static final KeyCombination COPY = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

    HexViewer(ValueModel.Part part) {
        super(FXCollections.observableArrayList(HexDump.lines(part.bytes(), part.from())));
        setId("browser-value-hex");
        setAccessibleText(Messages.text("browser.value.form.hex"));
        getStyleClass().addAll(Css.CODE, "browser-value-hex");
        setFixedCellSize(LINE);
        getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        setOnKeyPressed(event -> {
            if (!COPY.match(event)) return;
            ValuePane.copy(String.join("\n", getSelectionModel().getSelectedItems()));
            event.consume();
        });
    }
}
