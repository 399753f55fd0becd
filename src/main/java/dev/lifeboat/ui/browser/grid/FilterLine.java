package dev.lifeboat.ui.browser.grid;

import atlantafx.base.theme.Styles;
import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.ui.browser.read.Condition;
import dev.lifeboat.ui.browser.read.Operator;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.kordamp.ikonli.feather.Feather;

/** One condition being written: column, operator, value, and below them what is wrong with the value. */
final class FilterLine extends VBox {
    private final ComboBox<CatalogColumn> column = new ComboBox<>();
    private final ComboBox<Operator> operator = new ComboBox<>();
    private final TextField value = new TextField();
    private final Label wrong = Layout.wrapped("", Styles.DANGER);

    /** @param number makes the ids: browser-filter-column-0, ... */
    FilterLine(int number, List<CatalogColumn> columns, Runnable apply, Consumer<FilterLine> remove) {
        getStyleClass().add(Css.GAP_SMALL);
        column.setId("browser-filter-column-" + number);
        column.setAccessibleText(Messages.text("browser.filter.column"));
        column.setConverter(shown(CatalogColumn::name));
        column.getItems().setAll(columns);
        column.setPrefWidth(170);
        operator.setId("browser-filter-operator-" + number);
        operator.setAccessibleText(Messages.text("browser.filter.operator"));
        operator.setConverter(shown(FilterLine::word));
        operator.setPrefWidth(130);
        operator.setMinWidth(130);
        value.setId("browser-filter-value-" + number);
        value.setAccessibleText(Messages.text("browser.filter.value"));
        value.setOnAction(_ -> apply.run());
        value.textProperty().addListener(_ -> showWrong(null));
        HBox.setHgrow(value, Priority.ALWAYS);
        wrong.setId("browser-filter-wrong-" + number);
        wrong.getStyleClass().add("browser-wrong");
        column.valueProperty().addListener((_, _, chosen) -> offer(chosen));
        operator.valueProperty().addListener((_, _, chosen) -> operatorChosen(chosen));
        column.setValue(columns.getFirst());
        showWrong(null);
        var close = Buttons.icon("browser-filter-remove-" + number, Messages.text("browser.filter.remove"), Feather.X, () -> remove.accept(this));
        getChildren().addAll(Layout.row(Css.GAP_SMALL, column, operator, value, close), wrong);
    }

    private void offer(CatalogColumn chosen) {
        var before = operator.getValue();
        var offered = Operator.offeredFor(chosen);
        operator.getItems().setAll(offered);
        operator.setValue(before != null && offered.contains(before) ? before : offered.getFirst());
        showWrong(null);
    }

    private void operatorChosen(Operator chosen) {
        boolean asks = chosen != null && chosen.takesValue();
        value.setVisible(asks);
        value.setPromptText(chosen == Operator.IN ? Messages.text("browser.filter.list") : column.getValue() == null ? "" : column.getValue().type());
        showWrong(null);
    }

    Condition condition() {
        return new Condition(column.getValue().name(), operator.getValue(), value.getText());
    }

    /** Says under the field what is wrong, or nothing for null. */
    void showWrong(String text) {
        wrong.setText(text == null ? "" : text);
        wrong.setManaged(text != null);
        wrong.setVisible(text != null);
        value.pseudoClassStateChanged(Styles.STATE_DANGER, text != null);
        if (text != null) value.requestFocus();
    }

    void focusValue() {
        value.requestFocus();
    }

    static String word(Operator operator) {
        return Messages.text("browser.operator." + operator.name().toLowerCase(Locale.ROOT));
    }

    private static <T> StringConverter<T> shown(java.util.function.Function<T, String> words) {
        return new StringConverter<>() {
            @Override
            public String toString(T item) {
                return item == null ? "" : words.apply(item);
            }

            @Override
            public T fromString(String text) {
                throw new UnsupportedOperationException("nobody types into it");
            }
        };
    }
}
