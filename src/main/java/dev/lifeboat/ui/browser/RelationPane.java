package dev.lifeboat.ui.browser;

import dev.lifeboat.ui.browser.diagram.DiagramPane;
import dev.lifeboat.ui.browser.edit.EditActions;
import dev.lifeboat.ui.browser.grid.DataPane;
import dev.lifeboat.ui.browser.keys.Reference;
import dev.lifeboat.ui.browser.keys.TrailBar;
import dev.lifeboat.ui.browser.read.RelationAt;
import dev.lifeboat.ui.browser.read.SchemaAt;
import dev.lifeboat.ui.browser.structure.StructurePane;
import dev.lifeboat.ui.browser.transfer.ExportSheet;
import dev.lifeboat.ui.browser.transfer.ImportSheet;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.ViewContext;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** What was chosen in the tree: its name, and a tab each for its rows and its structure. */
final class RelationPane extends VBox {
    private final BrowserModel model;
    private final ViewContext context;
    private final RelationHeader header = new RelationHeader();
    private final TabPane tabs = new TabPane();
    private final Tab data;
    private final Tab structure;
    private final Tab diagram;
    private final RelatedRows related;
    private Tab before;

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
        offerActions(rows);
        tabs.getSelectionModel().selectedItemProperty().addListener(_ -> load());
        VBox.setVgrow(tabs, Priority.ALWAYS);
        getChildren().addAll(new TrailBar(model.trail(), place -> {
            related.arrive();
            model.revisit(place);
        }), header, tabs);
        model.chosenProperty().addListener((_, _, chosen) -> show(chosen));
        model.schemaProperty().addListener((_, _, schema) -> show(schema));
        show(model.chosenProperty().get());
    }

    private void offerActions(DataPane rows) {
        Button filter = Buttons.plain("browser-filter-open", Messages.text("browser.filter"), Feather.FILTER, () -> {
            tabs.getSelectionModel().select(data);
            rows.addCondition();
        });
        Button columns = Buttons.icon("browser-columns", Messages.text("browser.columns.choose"), Feather.COLUMNS, () -> {
            tabs.getSelectionModel().select(data);
            rows.chooseColumns();
        });
        List<Button> rare = new ArrayList<>(List.of(columns));
        if (model.exports()) {
            rare.add(Buttons.icon("browser-export", Messages.text("export.open"), Feather.DOWNLOAD, () -> export(rows)));
            rows.onExport(() -> export(rows));
        }
        if (model.imports()) {
            rare.add(Buttons.icon("browser-import", Messages.text("import.open"), Feather.UPLOAD, this::importFile));
            rows.onImport(this::importFile);
        }
        header.rows(List.of(related.toggle(), filter), rare);
        header.always(reloadOrStop());
    }

    /** One takes the place of the other, so that nothing moves; the lower one keeps the focus. */
    private Node reloadOrStop() {
        Button stop = Buttons.icon("browser-stop", Messages.text("browser.stop"), Feather.SQUARE, model.grid()::stop);
        Button reload = Buttons.icon("browser-reload", Messages.text("browser.reload"), Feather.ROTATE_CW, this::reload);
        stop.visibleProperty().bind(model.grid().loadingProperty());
        reload.opacityProperty().bind(Bindings.when(stop.visibleProperty()).then(0).otherwise(1));
        return new StackPane(reload, stop);
    }

    private void export(DataPane rows) {
        model.export(rows.shownColumns()).ifPresent(of -> context.overlay().show(new ExportSheet(of, context)));
    }

    private void importFile() {
        model.importFile().ifPresent(of -> context.overlay().show(new ImportSheet(of, context)));
    }

    private void reload() {
        var tab = tabs.getSelectionModel().getSelectedItem();
        if (tab == data) model.grid().retry();
        else if (tab == structure) model.structure().reload();
        else model.diagram().reload();
    }

    private void show(RelationAt chosen) {
        if (chosen == null) return;
        header.show(chosen);
        load();
    }

    /** In front of a table the diagram of a schema stands alone; the tab that was looked at comes back with the table. */
    private void show(SchemaAt schema) {
        if (schema != null) {
            if (tabs.getTabs().size() > 1) before = tabs.getSelectionModel().getSelectedItem();
            header.show(schema);
            tabs.getTabs().setAll(diagram);
        } else {
            tabs.getTabs().setAll(data, structure, diagram);
            tabs.getSelectionModel().select(before);
            show(model.chosenProperty().get());
        }
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
        before = data;
        tabs.getSelectionModel().select(data);
        model.choose(relation);
    }

    private static Tab tab(String id, String title, Node content) {
        var tab = new Tab(title, content);
        tab.setId(id);
        return tab;
    }
}
