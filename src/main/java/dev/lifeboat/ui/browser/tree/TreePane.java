package dev.lifeboat.ui.browser.tree;

import dev.lifeboat.engine.postgres.CatalogObject;
import dev.lifeboat.engine.postgres.CatalogRelation;
import dev.lifeboat.ui.browser.read.RelationAt;
import dev.lifeboat.ui.browser.read.SchemaAt;
import dev.lifeboat.ui.browser.tree.DatabaseBranch.Content;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ChangeListener;
import javafx.collections.ListChangeListener;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The tree of databases, schemas, tables and views, with the search above it. */
public final class TreePane extends VBox {
    /** Shows the diagram of the schema in which the chosen line is. */
    public static final KeyCombination DIAGRAM = new KeyCodeCombination(KeyCode.D, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN);

    private static final double LINE = 28;

    private final TreeModel model;
    private final Chosen chosen;
    private final TreeView<TreeEntry> tree = new TreeView<>(new TreeItem<>());
    private final Set<String> openSchemas = new HashSet<>();
    private boolean rebuilding;
    /** What was chosen last: it is chosen again when its line comes back, as after the list was read anew. */
    private TreeEntry kept;
    /** Where the menu was opened last: what is read meanwhile may take the choice away. */
    private Optional<SchemaAt> asked = Optional.empty();

    /** Is told what a person chose in the tree. */
    public interface Chosen {
        void relation(RelationAt at);

        void function(String database, CatalogObject function);

        void diagram(SchemaAt schema);

        /** ContainerPub's, with how they are doing. */
        void functions(String database);
    }

    public TreePane(TreeModel model, Formats formats, Chosen chosen) {
        this.model = model;
        this.chosen = chosen;
        getStyleClass().addAll("browser-tree-pane", Css.GAP);
        setMinWidth(160);
        tree.setId("browser-tree");
        tree.setAccessibleText(Messages.text("browser.tree"));
        tree.setShowRoot(false);
        tree.setFixedCellSize(LINE);
        tree.getStyleClass().addAll("browser-tree", atlantafx.base.theme.Styles.DENSE);
        tree.setCellFactory(_ -> new TreeLine(formats));
        tree.getSelectionModel().selectedItemProperty().addListener((_, _, item) -> selected(item));
        tree.setContextMenu(menu());
        tree.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (!DIAGRAM.match(event)) return;
            event.consume();
            diagram();
        });
        VBox.setVgrow(tree, Priority.ALWAYS);
        getChildren().addAll(searchRow(), tree, systemBox());
        model.databases().addListener((ListChangeListener<DatabaseBranch>) _ -> rebuild());
        model.searchProperty().addListener(_ -> refill());
        rebuild();
    }

    /** Offers, on a schema and what is in it, to read a file as a new table there. */
    public void onImport(Consumer<SchemaAt> wanted) {
        var load = new MenuItem(Messages.text("import.new"), Layout.icon(Feather.UPLOAD));
        load.setId("browser-tree-import");
        load.setOnAction(_ -> asked.ifPresent(wanted));
        tree.getContextMenu().getItems().add(load);
    }

    private HBox searchRow() {
        var search = new TextField();
        search.setId("browser-search");
        search.setPromptText(Messages.text("browser.tree.search"));
        search.setAccessibleText(Messages.text("browser.tree.search"));
        search.textProperty().bindBidirectional(model.searchProperty());
        search.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE) search.clear();
            if (event.getCode() == KeyCode.DOWN) tree.requestFocus();
        });
        HBox.setHgrow(search, Priority.ALWAYS);
        var refresh = Buttons.icon("browser-refresh", Messages.text("browser.tree.refresh"), Feather.REFRESH_CW, model::load);
        refresh.disableProperty().bind(model.loadingProperty());
        var diagram = Buttons.icon("browser-schema-diagram", Messages.text("browser.tree.diagram"), Feather.SHARE_2, this::diagram);
        diagram.disableProperty().bind(Bindings.createBooleanBinding(() -> schema().isEmpty(), tree.getSelectionModel().selectedItemProperty()));
        return Layout.row(Css.GAP_SMALL, search, diagram, refresh);
    }

    private ContextMenu menu() {
        var diagram = new MenuItem(Messages.text("browser.tree.diagram"), Layout.icon(Feather.SHARE_2));
        diagram.setId("browser-menu-schema-diagram");
        diagram.setAccelerator(DIAGRAM);
        diagram.setOnAction(_ -> diagram());
        var menu = new ContextMenu(diagram);
        menu.setOnShowing(_ -> {
            asked = schema();
            menu.getItems().forEach(item -> item.setDisable(asked.isEmpty()));
        });
        return menu;
    }

    private void diagram() {
        schema().ifPresent(chosen::diagram);
    }

    /** The schema of the chosen line. */
    private Optional<SchemaAt> schema() {
        var item = tree.getSelectionModel().getSelectedItem();
        return Optional.ofNullable(item == null ? null : switch (item.getValue()) {
            case TreeEntry.Schema(var database, var name, _) -> new SchemaAt(database.name(), name);
            case TreeEntry.Relation(var database, var branch) -> new SchemaAt(database.name(), branch.relation().schema());
            case TreeEntry.Folder(var database, var schema, _, _) -> new SchemaAt(database.name(), schema);
            case TreeEntry.Thing(var database, var object) -> new SchemaAt(database.name(), object.schema());
            case TreeEntry.Shortcut(var database, var shortcut) -> new SchemaAt(database.name(), shortcut.relation().schema());
            case TreeEntry.Database _, TreeEntry.ContainerPub _, TreeEntry.Functions _, TreeEntry.Note _ -> null;
        });
    }

    private CheckBox systemBox() {
        var box = new CheckBox(Messages.text("browser.tree.system"));
        box.setId("browser-system");
        box.selectedProperty().bindBidirectional(model.systemProperty());
        return box;
    }

    /** Selects a relation that was chosen elsewhere, if it is listed. */
    public void reveal(RelationAt chosen) {
        if (tree.getSelectionModel().getSelectedItem() instanceof TreeItem<TreeEntry> item && is(item, chosen.database(), chosen.relation())) return;
        rebuilding = true;
        try {
            find(tree.getRoot(), item -> is(item, chosen.database(), chosen.relation())).ifPresent(item -> {
                kept = item.getValue();
                tree.getSelectionModel().select(item);
                tree.scrollTo(Math.max(0, tree.getRow(item) - 3));
            });
        } finally {
            rebuilding = false;
        }
    }

    private void rebuild() {
        var items = model.databases().stream().map(this::databaseItem).toList();
        keepingSelection(() -> tree.getRoot().getChildren().setAll(items));
    }

    private TreeItem<TreeEntry> databaseItem(DatabaseBranch branch) {
        var item = new TreeItem<TreeEntry>(new TreeEntry.Database(branch));
        fill(item, branch);
        item.setExpanded(!(branch.contentProperty().get() instanceof Content.NotRead));
        item.expandedProperty().addListener((_, _, open) -> {
            if (open) model.open(branch);
        });
        ChangeListener<Content> follow = (_, before, _) -> {
            keepingSelection(() -> fill(item, branch));
            if (before instanceof Content.NotRead) item.setExpanded(true);
        };
        branch.contentProperty().addListener(follow);
        branch.sizesProperty().addListener(_ -> tree.refresh());
        branch.countsProperty().addListener(_ -> keepingSelection(() -> fill(item, branch)));
        return item;
    }

    private void refill() {
        keepingSelection(() -> tree.getRoot().getChildren().forEach(item -> {
            if (item.getValue() instanceof TreeEntry.Database(var branch)) fill(item, branch);
        }));
    }

    private void fill(TreeItem<TreeEntry> item, DatabaseBranch branch) {
        List<TreeItem<TreeEntry>> children = switch (branch.contentProperty().get()) {
            case Content.NotRead(), Content.Reading() -> List.of(note(Messages.text("browser.tree.reading"), false));
            case Content.Failed(var error) -> List.of(note(error.getMessage(), true));
            case Content.Read read -> schemaItems(branch, model.visible(read));
        };
        item.getChildren().setAll(children);
    }

    private List<TreeItem<TreeEntry>> schemaItems(DatabaseBranch branch, List<TreeFilter.Schema> schemas) {
        boolean searching = !model.searchProperty().get().isBlank();
        if (schemas.isEmpty()) return List.of(note(Messages.text(searching ? "browser.tree.nothing" : "browser.tree.empty"), false));
        List<TreeItem<TreeEntry>> items = new ArrayList<>(schemas.stream().map(schema -> schemaItem(branch, schema, searching || schemas.size() == 1)).toList());
        if (!searching && branch.contentProperty().get() instanceof Content.Read read) containerPub(branch, read).ifPresent(item -> items.addFirst(item));
        return items;
    }

    private TreeItem<TreeEntry> schemaItem(DatabaseBranch branch, TreeFilter.Schema schema, boolean open) {
        var item = new TreeItem<TreeEntry>(new TreeEntry.Schema(branch, schema.name(), schema.relations().size()));
        String key = branch.name() + "/" + schema.name();
        List<TreeItem<TreeEntry>> children = new ArrayList<>();
        Map<Group, List<TreeItem<TreeEntry>>> folders = new EnumMap<>(Group.class);
        for (var relation : schema.relations()) {
            Group.of(relation.relation().kind()).map(group -> folders.computeIfAbsent(group, _ -> new ArrayList<>())).orElse(children).add(relationItem(branch, relation));
        }
        folders.forEach((group, items) -> {
            var folder = folder(new TreeEntry.Folder(branch, schema.name(), group, items.size()));
            folder.getChildren().setAll(items);
            if (!model.searchProperty().get().isBlank()) folder.setExpanded(true);
            children.add(folder);
        });
        if (model.searchProperty().get().isBlank()) children.addAll(things(branch, schema.name()));
        item.getChildren().setAll(children.isEmpty() ? List.of(note(Messages.text("browser.tree.schema.empty"), false)) : children);
        item.setExpanded(open || openSchemas.contains(key));
        item.expandedProperty().addListener((_, _, expanded) -> {
            if (expanded) openSchemas.add(key);
            else openSchemas.remove(key);
        });
        return item;
    }

    private TreeItem<TreeEntry> folder(TreeEntry.Folder entry) {
        var item = new TreeItem<TreeEntry>(entry);
        String key = entry.database().name() + "/" + entry.schema() + "/" + entry.group();
        item.setExpanded(openSchemas.contains(key));
        item.expandedProperty().addListener((_, _, expanded) -> {
            if (expanded) openSchemas.add(key);
            else openSchemas.remove(key);
        });
        return item;
    }

    /** Folders whose content is listed when they are opened. */
    private List<TreeItem<TreeEntry>> things(DatabaseBranch branch, String schema) {
        return branch.countsProperty().get().stream().filter(counts -> counts.schema().equals(schema))
                .flatMap(counts -> Arrays.stream(CatalogObject.Kind.values()).filter(kind -> counts.of(kind) > 0).map(kind -> things(branch, schema, kind, counts.of(kind)))).toList();
    }

    private TreeItem<TreeEntry> things(DatabaseBranch branch, String schema, CatalogObject.Kind kind, int count) {
        var item = folder(new TreeEntry.Folder(branch, schema, Group.of(kind), count));
        item.getChildren().add(note(Messages.text("browser.tree.reading"), false));
        Runnable list = () -> model.list(branch, schema, kind,
                found -> item.getChildren().setAll(found.stream().map(object -> new TreeItem<TreeEntry>(new TreeEntry.Thing(branch, object))).toList()),
                failed -> item.getChildren().setAll(List.of(note(failed.getMessage(), true))));
        item.expandedProperty().addListener((_, _, expanded) -> {
            if (expanded) list.run();
        });
        if (item.isExpanded()) list.run();
        return item;
    }

    private Optional<TreeItem<TreeEntry>> containerPub(DatabaseBranch branch, Content.Read read) {
        var shortcuts = Shortcuts.in(read.relations());
        if (shortcuts.isEmpty()) return Optional.empty();
        var item = new TreeItem<TreeEntry>(new TreeEntry.ContainerPub(branch));
        item.getChildren().setAll(shortcuts.stream().map(shortcut -> new TreeItem<TreeEntry>(new TreeEntry.Shortcut(branch, shortcut))).toList());
        // The questions about them name no schema.
        if (Shortcuts.canBeAsked(shortcuts)) item.getChildren().addFirst(new TreeItem<>(new TreeEntry.Functions(branch)));
        item.setExpanded(true);
        return Optional.of(item);
    }

    private TreeItem<TreeEntry> relationItem(DatabaseBranch database, TreeFilter.Branch branch) {
        var item = new TreeItem<TreeEntry>(new TreeEntry.Relation(database, branch));
        item.getChildren().setAll(branch.partitions().stream().map(partition -> relationItem(database, partition)).toList());
        if (!model.searchProperty().get().isBlank()) item.setExpanded(true);
        return item;
    }

    private static TreeItem<TreeEntry> note(String text, boolean failed) {
        return new TreeItem<>(new TreeEntry.Note(text, failed));
    }

    /** A click on a failure tries again: the line says what failed, the database it belongs to is its parent. */
    private void selected(TreeItem<TreeEntry> item) {
        if (rebuilding || item == null) return;
        kept = item.getValue();
        switch (item.getValue()) {
            case TreeEntry.Relation(var database, var branch) -> chosen.relation(new RelationAt(database.name(), branch.relation()));
            case TreeEntry.Database(var branch) -> {
                if (branch.contentProperty().get() instanceof Content.Failed) model.read(branch);
            }
            case TreeEntry.Shortcut(var database, var shortcut) -> chosen.relation(new RelationAt(database.name(), shortcut.relation()));
            case TreeEntry.Thing(var database, var object) -> {
                if (object.kind() == CatalogObject.Kind.FUNCTION) chosen.function(database.name(), object);
            }
            case TreeEntry.Functions(var database) -> chosen.functions(database.name());
            case TreeEntry.Schema _, TreeEntry.Note _, TreeEntry.Folder _, TreeEntry.ContainerPub _ -> {}
        }
    }

    /** New items for the same lines must not look like a click. */
    private void keepingSelection(Runnable change) {
        rebuilding = true;
        try {
            tree.getSelectionModel().clearSelection();
            change.run();
            Optional<TreeItem<TreeEntry>> again = switch (kept) {
                case TreeEntry.Relation(var database, var branch) -> find(tree.getRoot(), item -> item.getValue() instanceof TreeEntry.Relation && is(item, database.name(), branch.relation()));
                case TreeEntry.Shortcut(var database, var shortcut) -> find(tree.getRoot(), item -> item.getValue() instanceof TreeEntry.Shortcut && is(item, database.name(), shortcut.relation()));
                case TreeEntry.Functions(var database) -> find(tree.getRoot(), item -> item.getValue() instanceof TreeEntry.Functions(var at) && at.name().equals(database.name()));
                case null, default -> Optional.empty();
            };
            again.filter(TreePane::visible).ifPresent(tree.getSelectionModel()::select);
        } finally {
            rebuilding = false;
        }
    }

    private static Optional<TreeItem<TreeEntry>> find(TreeItem<TreeEntry> below, Predicate<TreeItem<TreeEntry>> wanted) {
        for (var item : below.getChildren()) {
            if (wanted.test(item)) return Optional.of(item);
            var deeper = find(item, wanted);
            if (deeper.isPresent()) return deeper;
        }
        return Optional.empty();
    }

    private static boolean is(TreeItem<TreeEntry> item, String database, CatalogRelation wanted) {
        if (item.getValue() instanceof TreeEntry.Shortcut(var at, var shortcut)) return at.name().equals(database) && shortcut.relation().oid() == wanted.oid();
        return item.getValue() instanceof TreeEntry.Relation(var at, var branch) && at.name().equals(database) && branch.relation().oid() == wanted.oid();
    }

    /** Selecting an item opens the branches above it, and one that was closed should stay so. */
    private static boolean visible(TreeItem<TreeEntry> item) {
        for (var above = item.getParent(); above != null; above = above.getParent()) {
            if (!above.isExpanded() && above.getParent() != null) return false;
        }
        return true;
    }
}
