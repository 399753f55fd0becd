package dev.lifeboat.ui.browser.value;

import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;

/** The elements of an array, one below the other, counted from 1 as PostgreSQL does. */
final class ListViewer extends ListView<Integer> {
    private static final double LINE = 26;
    private static final PseudoClass NULL = PseudoClass.getPseudoClass("null");
    private static final KeyCombination COPY = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

    /** @param elements null for NULL */
    ListViewer(List<String> elements) {
        setId("browser-value-list");
        setAccessibleText(Messages.text("browser.value.form.list"));
        getStyleClass().add("browser-value-list");
        setFixedCellSize(LINE);
        setCellFactory(_ -> new Element(elements));
        for (int i = 0; i < elements.size(); i++) getItems().add(i);
        setOnKeyPressed(event -> {
            var chosen = getSelectionModel().getSelectedItem();
            if (!COPY.match(event) || chosen == null) return;
            ValuePane.copy(elements.get(chosen) == null ? "" : elements.get(chosen));
            event.consume();
        });
    }

    private static final class Element extends ListCell<Integer> {
        private final List<String> elements;
        private final Label number = new Label();
        private final Label value = new Label();
        private final javafx.scene.layout.HBox line = Layout.row(Css.GAP, number, value);

        Element(List<String> elements) {
            this.elements = elements;
            number.getStyleClass().addAll(Css.QUIET, "browser-value-number");
            value.getStyleClass().add("browser-cell");
        }

        @Override
        protected void updateItem(Integer index, boolean empty) {
            super.updateItem(index, empty);
            setGraphic(empty || index == null ? null : line);
            if (empty || index == null) return;
            String element = elements.get(index);
            number.setText(String.valueOf(index + 1));
            value.pseudoClassStateChanged(NULL, element == null);
            value.setText(element == null ? Messages.text("browser.cell.null") : element.replace('\n', '⏎'));
            setAccessibleText(number.getText() + ": " + (element != null && element.isEmpty() ? Messages.text("browser.cell.empty") : value.getText()));
        }
    }
}
