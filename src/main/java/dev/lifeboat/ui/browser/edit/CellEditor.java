package dev.lifeboat.ui.browser.edit;

import atlantafx.base.theme.Styles;
import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.ui.browser.read.GridRow;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.FieldProblem;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;

/**
 * Where a value is typed or chosen, over its cell. Enter keeps it (Ctrl and Enter where there are several lines), Escape leaves
 * it as it was. What is typed is asked of the server first: only it knows what a value of the type is.
 */
final class CellEditor extends VBox {
    private static final int LINE = 60;

    private final EditModel model;
    private final Runnable closed;
    private final FieldProblem problem = new FieldProblem("edit-cell-problem");
    private GridRow row;
    private CatalogColumn column;
    private Original original;
    private boolean swapping;

    /** @param closed is told when the editor is not needed any more */
    CellEditor(EditModel model, Runnable closed) {
        this.model = model;
        this.closed = closed;
        setId("edit-cell");
        getStyleClass().addAll("cell-editor", Css.GAP_SMALL);
        addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        // What was typed is kept when one goes on somewhere else.
        focusWithinProperty().addListener((_, _, within) -> {
            if (!within && !swapping && row != null) keepTyped();
        });
    }

    /** Begins with what the column holds or is to hold. */
    void edit(GridRow of, CatalogColumn in, Original before, Value now) {
        swapping = true;
        row = of;
        column = in;
        original = before;
        problem.say("");
        String text = now instanceof Value.Text(var given) ? given : "";
        var input = input(text);
        input.setId("edit-cell-value");
        input.setAccessibleText(column.name() + ", " + column.type());
        var name = new Label(column.name());
        name.getStyleClass().add(Styles.TEXT_BOLD);
        var type = new Label(column.type());
        type.getStyleClass().add(Css.QUIET);
        getChildren().setAll(Layout.row(Css.GAP, name, type), input, problem, buttons(input));
        if (input instanceof TextInputControl typed) {
            typed.setPromptText(now instanceof Value.Text ? Messages.text("browser.cell.empty") : RowWords.of(now));
            typed.selectAll();
        }
        setAccessibleText(Messages.text("edit.cell", column.name()));
    }

    void focusInput() {
        lookup("#edit-cell-value").requestFocus();
        swapping = false;
    }

    private void end() {
        row = null;
        closed.run();
    }

    private Node input(String text) {
        var choices = model.rulesProperty().get().right(column.name()).map(TableRights.Column::choices).orElse(List.of());
        if (!choices.isEmpty()) return choice(choices, text);
        if (column.castType().equals("boolean")) return truth(text);
        boolean lines = column.family() == CatalogColumn.Family.JSON || text.length() > LINE || text.contains("\n");
        if (!lines) return new TextField(text);
        var area = new TextArea(text);
        area.setWrapText(true);
        area.setPrefRowCount(7);
        if (column.family() != CatalogColumn.Family.TEXT) area.getStyleClass().add(Css.CODE);
        return area;
    }

    private Node choice(List<String> choices, String text) {
        var box = new ComboBox<String>();
        box.getItems().setAll(choices);
        box.setValue(text.isEmpty() ? null : text);
        box.setMaxWidth(Double.MAX_VALUE);
        return box;
    }

    private Node truth(String text) {
        var group = new ToggleGroup();
        var both = Layout.row(Css.GAP_SMALL);
        for (String value : List.of("true", "false")) {
            var button = new ToggleButton(value);
            button.setId("edit-cell-" + value);
            button.setToggleGroup(group);
            button.setSelected(value.equals(text));
            button.setOnAction(_ -> keep(new Value.Text(value)));
            both.getChildren().add(button);
        }
        both.setFocusTraversable(true);
        return both;
    }

    private Node buttons(Node input) {
        var row = Layout.row(Css.GAP_SMALL);
        if (!column.notNull()) row.getChildren().add(small("edit-cell-null", Messages.text("browser.cell.null"), new Value.Null()));
        if (column.family() == CatalogColumn.Family.TEXT) row.getChildren().add(small("edit-cell-empty", Messages.text("browser.cell.empty"), new Value.Text("")));
        if (column.defaultValue().isPresent() || column.origin() != CatalogColumn.Origin.PLAIN) row.getChildren().add(small("edit-cell-default", "DEFAULT", new Value.Default()));
        if (column.castType().startsWith("timestamp") || column.castType().equals("date")) row.getChildren().add(small("edit-cell-now", Messages.text("edit.cell.now"), new Value.Now()));
        var hint = new Label(Messages.text(input instanceof TextArea ? "edit.cell.keys.lines" : "edit.cell.keys"));
        hint.getStyleClass().addAll(Css.QUIET, "cell-editor-hint");
        var keep = Buttons.accent("edit-cell-keep", Messages.text("edit.cell.keep"), this::keepTyped);
        keep.getStyleClass().add(Styles.SMALL);
        row.getChildren().addAll(Layout.spring(), hint, keep);
        return row;
    }

    private Button small(String id, String text, Value value) {
        var button = Buttons.plain(id, text, () -> keep(value));
        button.getStyleClass().add(Styles.SMALL);
        return button;
    }

    private void pressed(KeyEvent event) {
        boolean lines = event.getTarget() instanceof TextArea;
        boolean enter = event.getCode() == KeyCode.ENTER && !(event.getTarget() instanceof Button);
        if (event.getCode() == KeyCode.ESCAPE) end();
        else if (enter && event.isShiftDown() && !lines && event.getTarget() instanceof TextField field) moreLines(field);
        else if (enter && (!lines || event.isShortcutDown())) keepTyped();
        else return;
        event.consume();
    }

    private void moreLines(TextField field) {
        var area = new TextArea(field.getText() + "\n");
        area.setId(field.getId());
        area.setAccessibleText(field.getAccessibleText());
        area.setWrapText(true);
        area.setPrefRowCount(7);
        swapping = true;
        getChildren().set(getChildren().indexOf(field), area);
        getChildren().set(getChildren().size() - 1, buttons(area));
        area.requestFocus();
        swapping = false;
        area.end();
    }

    /** Keeps what is in the input, unless it is no value of the column. */
    void keepTyped() {
        switch (lookup("#edit-cell-value")) {
            case TextInputControl typed -> keepText(typed.getText());
            case ComboBox<?> box when box.getValue() != null -> keep(new Value.Text((String) box.getValue()));
            default -> end();
        }
    }

    /** A field that shows NULL or DEFAULT and in which nothing was typed stays as it is. */
    private void keepText(String text) {
        boolean untouched = text.isEmpty() && lookup("#edit-cell-value") instanceof TextInputControl input && !input.getPromptText().equals(Messages.text("browser.cell.empty"));
        if (untouched) {
            end();
            return;
        }
        var asked = row;
        var in = column;
        model.questions().check(column, text, wrong -> {
            if (asked != row || in != column) return;
            if (wrong.isPresent()) problem.say(wrong.get());
            else keep(new Value.Text(text));
        });
    }

    private void keep(Value value) {
        var of = row;
        end();
        model.set(of, column, original, value);
    }
}
