package dev.lifeboat.ui.browser.transfer;

import atlantafx.base.theme.Styles;
import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.engine.transfer.ColumnType;
import dev.lifeboat.ui.common.ChoiceText;
import dev.lifeboat.ui.common.CodeBlock;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.FieldProblem;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Note;
import dev.lifeboat.ui.common.StatePill;
import dev.lifeboat.ui.common.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;

/** Where each column of the file goes; for a new table its name, its columns and the statement that makes it. */
final class ImportColumnsPane extends VBox {
    private static final int EXAMPLES = 3;

    private final ImportModel model;
    private final TableView<Integer> table = Tables.table("import-columns", Messages.text("import.columns"), new Label(""));
    private final CodeBlock creation = new CodeBlock("import-creation", Messages.text("import.creation"));
    private final FieldProblem problem = new FieldProblem("import-problem");
    private final VBox notes = Layout.column(Css.GAP_SMALL);

    ImportColumnsPane(ImportModel model) {
        this.model = model;
        boolean creates = model.goal() instanceof ImportModel.Goal.New;
        getStyleClass().add(Css.GAP_LARGE);
        table.getColumns().add(Tables.text(Messages.text("import.columns.file"), 170, index -> model.fields().get(index).name()));
        table.getColumns().add(Tables.text(Messages.text("import.columns.example"), 230, this::examples));
        table.getColumns().add(Tables.node(Messages.text(creates ? "import.columns.name" : "import.columns.goes"), creates ? 200 : 330, creates ? this::name : this::target));
        if (creates) table.getColumns().add(Tables.node(Messages.text("import.columns.type"), 170, this::type));
        table.getColumns().forEach(column -> column.setSortable(false));
        table.setPrefHeight(creates ? 232 : 320);
        if (creates) {
            var named = new TextField();
            ExportSheet.field(named, "import-table", Messages.text("import.table"));
            named.textProperty().bindBidirectional(model.tableNameProperty());
            getChildren().add(ExportSheet.labelled(Messages.text("import.table"), named));
        }
        getChildren().addAll(table, problem, notes, creation);
        model.fields().addListener((ListChangeListener<ImportModel.Field>) _ -> show());
        model.tableNameProperty().addListener(_ -> show());
        model.sampleProperty().addListener(_ -> fill());
        fill();
    }

    /** Why it cannot be begun as it stands; empty when it can. */
    ReadOnlyStringProperty problemProperty() {
        return problem.textProperty();
    }

    private void fill() {
        table.getItems().setAll(IntStream.range(0, model.fields().size()).boxed().toList());
        show();
    }

    private void show() {
        problem.say(model.problem().orElse(""));
        if (model.goal() instanceof ImportModel.Goal.New) creation.show(model.problem().isPresent() ? "" : model.creation());
        else creation.show("");
        List<Node> said = new ArrayList<>();
        if (!model.missing().isEmpty()) said.add(note("import-missing", StatePill.State.WARNING, Messages.text("import.missing", String.join(", ", model.missing()))));
        if (!model.made().isEmpty()) said.add(note("import-made", StatePill.State.NEUTRAL, Messages.text("import.made", String.join(", ", model.made()))));
        notes.getChildren().setAll(said);
        notes.setManaged(!said.isEmpty());
    }

    private static Note note(String id, StatePill.State state, String words) {
        var note = new Note(state, words, "");
        note.setId(id);
        return note;
    }

    private String examples(int index) {
        var sample = model.sampleProperty().get();
        if (sample == null) return "";
        return String.join(" · ", sample.rows().stream().map(row -> index < row.size() ? row.get(index) : null).filter(Objects::nonNull)
                .filter(value -> !value.isBlank()).map(value -> ImportFilePane.inLine(value.length() > 60 ? value.substring(0, 60) + "…" : value)).limit(EXAMPLES).toList());
    }

    private Node target(int index) {
        var box = new ComboBox<String>();
        box.setId("import-goes-" + index);
        box.setAccessibleText(Messages.text("import.columns.goes.of", model.fields().get(index).name()));
        box.setMaxWidth(Double.MAX_VALUE);
        box.getItems().add("");
        var columns = model.fillable();
        box.getItems().addAll(columns.stream().map(CatalogColumn::name).toList());
        box.setConverter(new ChoiceText<>(name -> columns.stream().filter(column -> column.name().equals(name)).findFirst()
                .map(column -> Messages.text(column.notNull() ? "import.columns.notNull" : "import.columns.column", name, column.type())).orElseGet(() -> Messages.text("import.columns.none"))));
        box.setValue(model.fields().get(index).column().orElse(""));
        box.valueProperty().addListener((_, _, chosen) -> model.map(index, chosen));
        return box;
    }

    private Node name(int index) {
        var field = new TextField(model.fields().get(index).column().orElse(""));
        field.setId("import-name-" + index);
        field.setAccessibleText(Messages.text("import.columns.name.of", model.fields().get(index).name()));
        field.setPromptText(Messages.text("import.columns.none"));
        field.getStyleClass().add(Styles.SMALL);
        field.textProperty().addListener((_, _, text) -> model.map(index, text));
        return field;
    }

    private Node type(int index) {
        var box = new ComboBox<ColumnType>();
        box.setId("import-type-" + index);
        box.setAccessibleText(Messages.text("import.columns.type.of", model.fields().get(index).name()));
        box.setMaxWidth(Double.MAX_VALUE);
        box.getItems().setAll(ColumnType.values());
        box.setConverter(new ChoiceText<>(ColumnType::sql));
        box.setValue(model.fields().get(index).type());
        box.valueProperty().addListener((_, _, chosen) -> model.type(index, chosen));
        return box;
    }
}
