package dev.lifeboat.ui.browser.structure;

import atlantafx.base.theme.Styles;
import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.engine.postgres.CatalogForeignKey;
import dev.lifeboat.engine.postgres.CatalogStructure;
import dev.lifeboat.engine.postgres.CatalogTable;
import dev.lifeboat.ui.browser.read.RelationAt;
import dev.lifeboat.ui.common.CodeBlock;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
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
    private final StructureSections lines;
    private final VBox sections = Layout.column(Css.GAP_LARGE);
    private final ProgressBar busy = new ProgressBar();

    /** @param opened is told which table was clicked */
    public StructurePane(StructureModel model, Formats formats, Consumer<RelationAt> opened) {
        this.formats = formats;
        lines = new StructureSections(formats, opened);
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
            if (structure != null) show(structure);
        });
    }

    private void show(StructureModel.Structure structure) {
        var table = structure.table();
        var rest = structure.rest();
        rest.comment().ifPresent(comment -> sections.getChildren().add(Layout.wrapped(comment)));
        rest.size().ifPresent(size -> sections.getChildren().add(size(size)));
        sections.getChildren().add(lines.facts(rest.upkeep(), rest.size().isPresent()));
        add("columns", columns(table));
        add("keys", StructureSections.list(rest.keys(), CatalogStructure.Constraint::name, CatalogStructure.Constraint::definition));
        add("foreign", lines.keys(structure.database(), structure.keys().from(), CatalogForeignKey::to, rest.foreignKeys()));
        add("referenced", lines.keys(structure.database(), structure.keys().to(), CatalogForeignKey::from, rest.referencedBy()));
        add("indexes", lines.indexes(rest.indexes()));
        add("checks", StructureSections.list(rest.checks(), CatalogStructure.Constraint::name, CatalogStructure.Constraint::definition));
        add("triggers", StructureSections.list(rest.triggers(), trigger -> trigger.name()
                + (trigger.enabled() ? "" : " · " + Messages.text("browser.structure.disabled")), CatalogStructure.Trigger::definition));
        add("policies", StructureSections.policies(rest.upkeep()));
        add("partitions", lines.partitions(structure.database(), rest.upkeep().partitions()));
        add("privileges", StructureSections.privileges(rest.upkeep().privileges()));
        sections.getChildren().add(definition(structure));
    }

    /** The statements that make it again. */
    private static Node definition(StructureModel.Structure structure) {
        var block = new CodeBlock("browser-structure-definition", Messages.text("browser.structure.definition"));
        block.show(structure.ddl());
        var owner = new CheckBox(Messages.text("browser.structure.withOwner"));
        owner.setId("browser-structure-owner");
        owner.setOnAction(_ -> block.show(owner.isSelected() ? structure.ddlWithOwner() : structure.ddl()));
        return Layout.column(Css.GAP_SMALL, block, owner);
    }

    /** What a table does not have takes no room. */
    private void add(String section, List<Node> content) {
        if (content.isEmpty()) return;
        var heading = StructureSections.heading(section);
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
