package dev.lifeboat.ui.browser;

import atlantafx.base.theme.Styles;
import dev.lifeboat.ui.browser.diagram.DiagramPane;
import dev.lifeboat.ui.browser.edit.EditActions;
import dev.lifeboat.ui.browser.grid.DataPane;
import dev.lifeboat.ui.browser.keys.Reference;
import dev.lifeboat.ui.browser.keys.TrailBar;
import dev.lifeboat.ui.browser.read.RelationAt;
import dev.lifeboat.ui.browser.structure.StructurePane;
import dev.lifeboat.ui.browser.transfer.ExportSheet;
import dev.lifeboat.ui.browser.tree.Icons;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.ViewContext;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** What was chosen in the tree: its name, and a tab each for its rows and its structure. */
final class RelationPane extends VBox {
    private final BrowserModel model;
    private final ViewContext context;
    private final FontIcon icon = new FontIcon();
    private final Label name = new Label();
    private final Label where = new Label();
    private final TabPane tabs = new TabPane();
    private final Tab data;
    private final Tab structure;
    private final Tab diagram;
    private final RelatedRows related;

    RelationPane(BrowserModel model, ViewContext context) {
        this.model = model;
        this.context = context;
        getStyleClass().addAll("browser-relation", Css.GAP);
        var formats = context.formats();
        var rows = new DataPane(model.grid(), formats);
        new EditActions(model.edits(), rows, context);
        related = new RelatedRows(model, rows, formats, this::follow);
        data = tab("browser-data-tab", Messages.text("browser.data"), related);
        structure = tab("browser-structure-tab", Messages.text("browser.structure"), new StructurePane(model.structure(), formats, model::choose));
        tabs.setId("browser-tabs");
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        diagram = tab("browser-diagram-tab", Messages.text("browser.diagram"), new DiagramPane(model.diagram(), this::open));
        tabs.getTabs().addAll(data, structure, diagram);
        tabs.getSelectionModel().selectedItemProperty().addListener(_ -> load());
        VBox.setVgrow(tabs, Priority.ALWAYS);
        getChildren().addAll(new TrailBar(model.trail(), place -> {
            related.arrive();
            model.revisit(place);
        }), header(rows), tabs);
        model.chosenProperty().addListener((_, _, chosen) -> show(chosen));
        show(model.chosenProperty().get());
    }

    private Node header(DataPane rows) {
        name.setId("browser-name");
        name.getStyleClass().add(Styles.TITLE_4);
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        name.setMinWidth(0);
        where.getStyleClass().add(Css.QUIET);
        where.setMinWidth(0);
        icon.getStyleClass().add("browser-icon");
        Button stop = Buttons.icon("browser-stop", Messages.text("browser.stop"), Feather.SQUARE, model.grid()::stop);
        stop.visibleProperty().bind(model.grid().loadingProperty());
        Button filter = Buttons.plain("browser-filter-open", Messages.text("browser.filter"), Feather.FILTER, () -> {
            tabs.getSelectionModel().select(data);
            rows.addCondition();
        });
        Button columns = Buttons.icon("browser-columns", Messages.text("browser.columns.choose"), Feather.COLUMNS, () -> {
            tabs.getSelectionModel().select(data);
            rows.chooseColumns();
        });
        Button export = Buttons.icon("browser-export", Messages.text("export.open"), Feather.DOWNLOAD, () -> export(rows));
        export.setVisible(model.exports());
        export.setManaged(model.exports());
        if (model.exports()) rows.onExport(() -> export(rows));
        Button reload = Buttons.icon("browser-reload", Messages.text("browser.reload"), Feather.ROTATE_CW, this::reload);
        return Layout.row(Css.GAP, icon, name, where, Layout.spring(), stop, related.toggle(), filter, columns, export, reload);
    }

    private void export(DataPane rows) {
        model.export(rows.shownColumns()).ifPresent(of -> context.overlay().show(new ExportSheet(of, context)));
    }

    private void reload() {
        var tab = tabs.getSelectionModel().getSelectedItem();
        if (tab == data) model.grid().retry();
        else if (tab == structure) model.structure().reload();
        else model.diagram().reload();
    }

    private void show(RelationAt chosen) {
        if (chosen == null) return;
        var relation = chosen.relation();
        icon.setIconCode(Icons.of(relation.kind()));
        name.setText(relation.name());
        name.setTooltip(new Tooltip(relation.name()));
        where.setText(Icons.word(relation.kind()) + " · " + chosen.database() + " · " + relation.schema());
        load();
    }

    /** What only one tab shows is read when that is looked at. */
    private void load() {
        var tab = tabs.getSelectionModel().getSelectedItem();
        if (tab == structure) model.structure().load();
        else if (tab == diagram) model.diagram().load();
    }

    private void follow(Reference reference) {
        tabs.getSelectionModel().select(data);
        related.arrive();
        model.follow(reference);
    }

    /** From the diagram to the rows of a table in it. */
    private void open(RelationAt relation) {
        tabs.getSelectionModel().select(data);
        model.choose(relation);
    }

    private static Tab tab(String id, String title, Node content) {
        var tab = new Tab(title, content);
        tab.setId(id);
        return tab;
    }
}
