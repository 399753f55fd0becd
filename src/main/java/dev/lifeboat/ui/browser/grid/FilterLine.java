package dev.lifeboat.ui.browser.grid;

import atlantafx.base.theme.Styles;
import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.ui.browser.read.Condition;
import dev.lifeboat.ui.browser.read.Operator;
import dev.lifeboat.ui.browser.read.WrongValue;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.ChoiceText;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.FieldProblem;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** One condition being written: column, operator, value, and below them what is wrong with the value. */
final class FilterLine extends VBox {
    private final ComboBox<CatalogColumn> column = new ComboBox<>();
    private final ComboBox<Operator> operator = new ComboBox<>();
    private final TextField value = new TextField();
    private final MenuButton choices = new MenuButton(Messages.text("browser.filter.choices"));
    private final FieldProblem wrong;
    private final BiConsumer<CatalogColumn, Consumer<List<String>>> labels;

    /**
     * @param number makes the ids: browser-filter-column-0, ...
     * @param labels finds the values to choose from of an enum column
     */
    FilterLine(int number, List<CatalogColumn> columns, BiConsumer<CatalogColumn, Consumer<List<String>>> labels, Runnable apply, Consumer<FilterLine> remove) {
        this(number, labels, apply);
        wrong.getStyleClass().add("browser-wrong");
        column.getItems().setAll(columns);
        column.setValue(columns.getFirst());
        getChildren().setAll(Layout.row(Css.GAP_SMALL, column, operator, value, choices, close(number, remove)), wrong);
    }

    private FilterLine(int number, BiConsumer<CatalogColumn, Consumer<List<String>>> labels, Runnable apply) {
        this.labels = labels;
        getStyleClass().add(Css.GAP_SMALL);
        column.setId("browser-filter-column-" + number);
        column.setAccessibleText(Messages.text("browser.filter.column"));
        column.setConverter(new ChoiceText<>(CatalogColumn::name));
        column.setPrefWidth(170);
        operator.setId("browser-filter-operator-" + number);
        operator.setAccessibleText(Messages.text("browser.filter.operator"));
        operator.setConverter(new ChoiceText<>(FilterLine::word));
        operator.setPrefWidth(150);
        operator.setMinWidth(150);
        operator.setVisibleRowCount(16);
        value.setId("browser-filter-value-" + number);
        value.setAccessibleText(Messages.text("browser.filter.value"));
        value.setOnAction(_ -> apply.run());
        value.textProperty().addListener(_ -> showWrong(null));
        HBox.setHgrow(value, Priority.ALWAYS);
        choices.setId("browser-filter-choices-" + number);
        choices.setMinWidth(USE_PREF_SIZE);
        offerLabels(List.of());
        wrong = new FieldProblem("browser-filter-wrong-" + number);
        column.valueProperty().addListener((_, _, chosen) -> offer(chosen));
        operator.valueProperty().addListener((_, _, chosen) -> operatorChosen(chosen));
    }

    /** A condition that is written in SQL. */
    static FilterLine sql(int number, Runnable apply, Consumer<FilterLine> remove) {
        var line = new FilterLine(number, (_, _) -> {}, apply);
        line.operator.setValue(Operator.SQL);
        line.value.getStyleClass().add(Css.CODE);
        line.value.setPromptText(Messages.text("browser.filter.sql.prompt"));
        line.value.setAccessibleText(Messages.text("browser.filter.sql"));
        var word = new Label(Messages.text("browser.filter.sql"));
        word.setMinWidth(USE_PREF_SIZE);
        line.getChildren().setAll(Layout.row(Css.GAP, word, line.value, line.close(number, remove)), line.wrong);
        return line;
    }

    private Node close(int number, Consumer<FilterLine> remove) {
        return Buttons.icon("browser-filter-remove-" + number, Messages.text("browser.filter.remove"), Feather.X, () -> remove.accept(this));
    }

    private void offer(CatalogColumn chosen) {
        var before = operator.getValue();
        var offered = Operator.offeredFor(chosen);
        operator.getItems().setAll(offered);
        operator.setValue(before != null && offered.contains(before) ? before : offered.getFirst());
        offerLabels(List.of());
        labels.accept(chosen, found -> {
            if (chosen == column.getValue()) offerLabels(found);
        });
        showWrong(null);
    }

    private void offerLabels(List<String> found) {
        choices.getItems().setAll(found.stream().map(label -> {
            var item = new MenuItem(label);
            item.setMnemonicParsing(false);
            item.setOnAction(_ -> choose(label));
            return item;
        }).toList());
        choices.setManaged(!found.isEmpty());
        choices.setVisible(!found.isEmpty());
    }

    /** In a list it is one more. */
    private void choose(String label) {
        String quoted = label.matches(".*[,\"].*|\\s.*|.*\\s|") ? '"' + label.replace("\"", "\"\"") + '"' : label;
        boolean more = operator.getValue().takesList() && !value.getText().isBlank();
        value.setText(operator.getValue().takesList() ? (more ? value.getText() + ", " : "") + quoted : label);
    }

    private void operatorChosen(Operator chosen) {
        if (chosen == null || chosen == Operator.SQL) return;
        value.setVisible(chosen.takesValue());
        value.setPromptText(switch (chosen) {
            case IN, NOT_IN, HAS_ALL, HAS_ANY -> Messages.text("browser.filter.list");
            case BETWEEN -> Messages.text("browser.filter.between");
            case LAST -> Messages.text("browser.filter.last");
            case LIKE -> Messages.text("browser.filter.like");
            case MATCHES -> Messages.text("browser.filter.matches");
            case JSON_CONTAINS -> Messages.text("browser.filter.json");
            case JSON_PATH -> Messages.text("browser.filter.jsonPath");
            default -> column.getValue() == null ? "" : column.getValue().type();
        });
        showWrong(null);
    }

    Condition condition() {
        if (operator.getValue() == Operator.SQL) return Condition.sql(value.getText());
        return new Condition(column.getValue().name(), operator.getValue(), value.getText());
    }

    /** As if a person had filled it in. */
    void fill(Condition condition) {
        if (condition.operator() != Operator.SQL) {
            column.setValue(column.getItems().stream().filter(each -> each.name().equals(condition.column())).findFirst().orElseThrow());
            operator.setValue(condition.operator());
        }
        value.setText(condition.text());
    }

    /** Says under the field what is wrong, and puts the caret there; nothing for null. */
    void showWrong(WrongValue what) {
        value.pseudoClassStateChanged(Styles.STATE_DANGER, what != null);
        if (what == null) {
            wrong.say("");
            return;
        }
        value.requestFocus();
        wrong.say(what.complaint().map(complaint -> complaint.position()
                .map(at -> Messages.text("browser.filter.wrong.at", at + 1, complaint.message())).orElse(complaint.message()))
                .orElseGet(() -> Messages.text("browser.filter.wrong", what.value(), what.type())));
        what.complaint().flatMap(complaint -> complaint.position()).ifPresent(at -> value.selectRange(at, Math.min(value.getLength(), endOfWord(at))));
    }

    private int endOfWord(int from) {
        String text = value.getText();
        int end = from;
        while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) end++;
        return Math.max(end, from + 1);
    }

    void focusValue() {
        value.requestFocus();
    }

    static String word(Operator operator) {
        return Messages.text("browser.operator." + operator.name().toLowerCase(Locale.ROOT));
    }
}
