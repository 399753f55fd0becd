package dev.lifeboat.ui.browser.structure;

import atlantafx.base.theme.Styles;
import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.engine.postgres.CatalogStructure;
import dev.lifeboat.engine.postgres.CatalogTable;
import dev.lifeboat.ui.common.CodeBlock;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** How a table or view is built: columns, keys, foreign keys both ways, indexes, checks, triggers, size. */
public final class StructurePane extends VBox {
    private final Formats formats;
    private final VBox sections = Layout.column(Css.GAP_LARGE);
    private final ProgressBar busy = new ProgressBar();

    public StructurePane(StructureModel model, Formats formats) {
        this.formats = formats;
        setId("browser-structure");
        getStyleClass().addAll("browser-structure", Css.GAP_SMALL);
        sections.getStyleClass().add("browser-sections");
        busy.getStyleClass().addAll("browser-busy", Styles.SMALL);
        busy.setMaxWidth(Double.MAX_VALUE);
        busy.visibleProperty().bind(model.loadingProperty());
        var scroll = new ScrollPane(sections);
        scroll.setFitToWidth(true);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(new Trouble("browser-structure-error", model.errorProperty(), model::reload), busy, scroll);
        model.structureProperty().addListener((_, _, structure) -> {
            sections.getChildren().clear();
            if (structure != null) show(structure.table(), structure.rest());
        });
    }

    private void show(CatalogTable table, CatalogStructure rest) {
        rest.comment().ifPresent(comment -> sections.getChildren().add(Layout.wrapped(comment)));
        rest.size().ifPresent(size -> sections.getChildren().add(size(size)));
        add("columns", columns(table));
        add("keys", list(rest.keys(), CatalogStructure.Constraint::name, CatalogStructure.Constraint::definition));
        add("foreign", list(rest.foreignKeys(), CatalogStructure.ForeignKey::name, CatalogStructure.ForeignKey::definition));
        add("referenced", list(rest.referencedBy(), key -> key.schema() + "." + key.table() + " · " + key.name(), CatalogStructure.ForeignKey::definition));
        add("indexes", list(rest.indexes(), index -> index.name() + " · " + formats.size(index.sizeBytes())
                + (index.valid() ? "" : " · " + Messages.text("browser.structure.invalid")), CatalogStructure.Index::definition));
        add("checks", list(rest.checks(), CatalogStructure.Constraint::name, CatalogStructure.Constraint::definition));
        add("triggers", list(rest.triggers(), trigger -> trigger.name()
                + (trigger.enabled() ? "" : " · " + Messages.text("browser.structure.disabled")), CatalogStructure.Trigger::definition));
        rest.viewDefinition().ifPresent(text -> {
            var block = new CodeBlock("browser-structure-definition", Messages.text("browser.structure.definition"));
            block.show(text.strip());
            sections.getChildren().add(block);
        });
    }

    /** What a table does not have takes no room. */
    private void add(String section, List<Node> content) {
        if (content.isEmpty()) return;
        var heading = new Label(Messages.text("browser.structure." + section));
        heading.getStyleClass().addAll(Styles.TEXT_BOLD, Css.HEADING);
        var all = Layout.column(Css.GAP, heading);
        all.setId("browser-structure-" + section);
        all.getChildren().addAll(content);
        sections.getChildren().add(all);
    }

    private Node size(CatalogStructure.Size size) {
        var total = new Label(formats.size(size.total()));
        total.getStyleClass().add(Styles.TEXT_BOLD);
        var parts = Layout.wrapped(Messages.text("browser.structure.size", formats.size(size.table()), formats.size(size.indexes()),
                formats.size(size.largeValues())), Css.QUIET);
        var row = Layout.row(Css.GAP, Layout.icon(Feather.HARD_DRIVE, "browser-icon"), total, parts);
        row.setId("browser-structure-size");
        return row;
    }

    private static <T> List<Node> list(List<T> items, Function<T, String> name, Function<T, String> definition) {
        return items.stream().<Node>map(item -> {
            var entry = Layout.column("browser-definition", Layout.wrapped(name.apply(item)), Layout.wrapped(definition.apply(item), Css.CODE, Css.QUIET));
            entry.setAccessibleText(name.apply(item) + ": " + definition.apply(item));
            return entry;
        }).toList();
    }

    private static List<Node> columns(CatalogTable table) {
        if (table.columns().isEmpty()) return List.of();
        var grid = new GridPane();
        grid.getStyleClass().add("browser-columns");
        for (int i = 0; i < 4; i++) {
            var width = new ColumnConstraints();
            width.setHgrow(i == 3 ? Priority.ALWAYS : Priority.NEVER);
            width.setMinWidth(i == 3 ? 80 : ColumnConstraints.CONSTRAIN_TO_PREF);
            grid.getColumnConstraints().add(width);
        }
        int line = 0;
        for (String heading : List.of("name", "type", "nulls", "value")) grid.add(quiet(Messages.text("browser.structure.column." + heading)), line++, 0);
        line = 1;
        for (var column : table.columns()) grid.addRow(line++, cells(table, column));
        return List.of(grid);
    }

    private static Node[] cells(CatalogTable table, CatalogColumn column) {
        var name = Layout.row(Css.GAP_SMALL, cut(column.name(), Styles.TEXT_BOLD));
        if (table.key().contains(column.name())) name.getChildren().addFirst(Layout.icon(Feather.KEY, "browser-key"));
        var words = new ArrayList<String>();
        if (column.origin() != CatalogColumn.Origin.PLAIN) {
            words.add(Messages.text("browser.origin." + column.origin().name().toLowerCase(Locale.ROOT)));
        }
        column.defaultValue().ifPresent(words::add);
        var value = Layout.column("browser-definition");
        if (!words.isEmpty()) value.getChildren().add(Layout.wrapped(String.join(" ", words), Css.CODE));
        column.comment().ifPresent(comment -> value.getChildren().add(Layout.wrapped(comment, Css.QUIET)));
        var nulls = new Label(Messages.text(column.notNull() ? "browser.notNull" : "browser.nullable"));
        nulls.getStyleClass().add(Css.QUIET);
        var cells = new Node[] {name, cut(column.type(), Css.CODE), nulls, value};
        for (var cell : cells) GridPane.setValignment(cell, VPos.TOP);
        name.setAlignment(Pos.TOP_LEFT);
        return cells;
    }

    /** A name on one line; a very long one is cut in the middle and shown whole in its tooltip. */
    private static Label cut(String text, String styleClass) {
        var label = new Label(text);
        label.getStyleClass().add(styleClass);
        label.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        label.setMaxWidth(240);
        label.setTooltip(new Tooltip(text));
        return label;
    }

    private static Label quiet(String text) {
        return Layout.wrapped(text, Css.QUIET);
    }
}
