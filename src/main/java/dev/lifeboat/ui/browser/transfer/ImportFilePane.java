package dev.lifeboat.ui.browser.transfer;

import atlantafx.base.theme.Styles;
import dev.lifeboat.engine.transfer.CsvEncoding;
import dev.lifeboat.engine.transfer.CsvForm;
import dev.lifeboat.engine.transfer.CsvSample;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Choice;
import dev.lifeboat.ui.common.ChoiceText;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.FieldProblem;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Tables;
import dev.lifeboat.ui.common.ViewContext;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;

/** Which file, how it is to be read, and what its first rows look like then. */
final class ImportFilePane extends VBox {
    private static final PseudoClass NULL = PseudoClass.getPseudoClass("null");
    private static final PseudoClass BLANK = PseudoClass.getPseudoClass("blank");
    private static final double PREVIEW = 230;
    private static final double COLUMN = 130;
    private static final double NARROW = 110;
    private static final double WIDE = 160;

    private final ImportModel model;
    private final ViewContext context;
    private final TextField file = new TextField();
    private final FieldProblem problem = new FieldProblem("import-file-problem");
    private final Choice<Character> delimiter = new Choice<>("import-delimiter", Messages.text("transfer.delimiter"), List.of(',', ';', '\t', '|'), ExportSheet::word);
    private final Choice<Optional<Character>> quote = new Choice<>("import-quote", Messages.text("import.quote"), List.of(Optional.of('"'), Optional.of('\''), Optional.empty()),
            each -> each.map(String::valueOf).orElseGet(() -> Messages.text("import.quote.none")));
    private final ComboBox<CsvEncoding> encoding = new ComboBox<>();
    private final TextField nullText = new TextField();
    private final CheckBox header = ExportSheet.box("import-header", Messages.text("export.header"), true);
    private final CheckBox quotedIsNull = ExportSheet.box("import-quoted", Messages.text("import.quoted"), false);
    private final TableView<List<String>> preview = Tables.table("import-preview", Messages.text("import.preview"), new Label(Messages.text("import.preview.nothing")));
    private final Label about = Layout.wrapped("", Css.QUIET);
    private final FieldProblem broken = new FieldProblem("import-broken");
    private boolean filling;

    ImportFilePane(ImportModel model, ViewContext context) {
        this.model = model;
        this.context = context;
        getStyleClass().add(Css.GAP_LARGE);
        ExportSheet.field(file, "import-file", Messages.text("transfer.file"));
        file.setPromptText(Messages.text("transfer.file.whole"));
        ExportSheet.field(nullText, "import-null", Messages.text("transfer.null"));
        nullText.setPromptText(Messages.text("import.null.prompt"));
        nullText.setPrefWidth(NARROW);
        encoding.setId("import-encoding");
        encoding.setAccessibleText(Messages.text("import.encoding"));
        encoding.getItems().setAll(CsvEncoding.values());
        encoding.setConverter(new ChoiceText<>(each -> Messages.text("import.encoding." + each.name().toLowerCase(Locale.ROOT))));
        encoding.setPrefWidth(WIDE);
        about.setId("import-about");
        preview.setColumnResizePolicy(TableView.UNCONSTRAINED_RESIZE_POLICY);
        preview.setPrefHeight(PREVIEW);
        preview.getStyleClass().add(Styles.DENSE);
        HBox.setHgrow(file, Priority.ALWAYS);
        var options = new FlowPane(labelled(Messages.text("transfer.delimiter"), delimiter), labelled(Messages.text("import.quote"), quote),
                labelled(Messages.text("import.encoding"), encoding), labelled(Messages.text("transfer.null"), nullText));
        options.getStyleClass().add("import-options");
        getChildren().addAll(labelled(Messages.text("transfer.file"), Layout.row(Css.GAP, file, Buttons.plain("import-choose", Messages.text("transfer.choose"), this::choose)), problem),
                options, Layout.column(Css.GAP_SMALL, header, quotedIsNull), Layout.column(Css.GAP_SMALL, about, preview, broken));
        bind();
        fill(model.formProperty().get());
        show(model.sampleProperty().get());
    }

    private static VBox labelled(String name, Node... nodes) {
        return ExportSheet.labelled(name, nodes);
    }

    private void bind() {
        file.textProperty().addListener(_ -> fileNamed());
        delimiter.valueProperty().addListener(_ -> changed());
        quote.valueProperty().addListener(_ -> changed());
        encoding.valueProperty().addListener(_ -> changed());
        nullText.textProperty().addListener(_ -> changed());
        header.selectedProperty().addListener(_ -> changed());
        quotedIsNull.selectedProperty().addListener(_ -> changed());
        model.formProperty().addListener((_, _, form) -> fill(form));
        model.sampleProperty().addListener((_, _, sample) -> show(sample));
        model.errorProperty().addListener((_, _, failed) -> problem.say(failed == null ? "" : failed.getMessage()));
    }

    private void fill(CsvForm form) {
        filling = true;
        delimiter.valueProperty().set(form.delimiter());
        quote.valueProperty().set(form.quote());
        encoding.setValue(form.encoding());
        if (!nullText.getText().equals(form.nullText())) nullText.setText(form.nullText());
        header.setSelected(form.header());
        quotedIsNull.setSelected(form.quotedIsNull());
        filling = false;
    }

    private void changed() {
        if (!filling) model.read(new CsvForm(encoding.getValue(), delimiter.valueProperty().get(), quote.valueProperty().get(), header.isSelected(), nullText.getText(), quotedIsNull.isSelected()));
    }

    private void fileNamed() {
        try {
            var path = Path.of(file.getText().strip());
            if (path.isAbsolute()) model.choose(path);
            problem.say(path.isAbsolute() ? "" : Messages.text("transfer.file.whole"));
        } catch (InvalidPathException _) {
            problem.say(Messages.text("transfer.file.whole"));
        }
    }

    private void choose() {
        var chooser = new FileChooser();
        chooser.setTitle(Messages.text("import.choose"));
        chooser.getExtensionFilters().addAll(new FileChooser.ExtensionFilter(Messages.text("import.files"), "*.csv", "*.tsv", "*.txt"),
                new FileChooser.ExtensionFilter(Messages.text("import.files.all"), "*"));
        var chosen = chooser.showOpenDialog(getScene().getWindow());
        if (chosen != null) file.setText(chosen.getPath());
    }

    private void show(CsvSample sample) {
        preview.getColumns().clear();
        preview.getItems().clear();
        about.setText(sample == null ? Messages.text("import.about") : Messages.text("import.about.file", context.formats().size(sample.sizeBytes()), sample.names().size()));
        broken.say(sample == null ? "" : sample.problem().orElse(""));
        if (sample == null) return;
        for (int i = 0; i < sample.names().size(); i++) {
            int index = i;
            TableColumn<List<String>, String> column = Tables.text(sample.names().get(i), COLUMN, row -> index < row.size() ? row.get(index) : null);
            column.setSortable(false);
            column.setCellFactory(_ -> new ValueCell(index));
            preview.getColumns().add(column);
        }
        preview.getItems().setAll(sample.rows());
    }

    /** Without line breaks. */
    static String inLine(String text) {
        return text.replace("\r\n", "⏎").replace('\n', '⏎').replace('\r', '⏎').replace('\t', '→');
    }

    /** NULL is told from the text, and from nothing at all where a record ends too early. */
    private static final class ValueCell extends TableCell<List<String>, String> {
        private final int column;

        ValueCell(int column) {
            this.column = column;
            getStyleClass().add("browser-cell");
        }

        @Override
        protected void updateItem(String text, boolean empty) {
            super.updateItem(text, empty);
            var row = empty || getIndex() < 0 || getIndex() >= getTableView().getItems().size() ? null : getTableView().getItems().get(getIndex());
            boolean there = row != null && column < row.size();
            pseudoClassStateChanged(NULL, there && text == null);
            pseudoClassStateChanged(BLANK, there && text != null && text.isEmpty());
            setText(!there ? null : text == null ? Messages.text("browser.cell.null") : inLine(text));
        }
    }
}
