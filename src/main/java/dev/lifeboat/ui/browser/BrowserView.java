package dev.lifeboat.ui.browser;

import dev.lifeboat.engine.postgres.CatalogObject;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.ui.browser.console.ConsoleTabs;
import dev.lifeboat.ui.browser.console.ConsolesModel;
import dev.lifeboat.ui.browser.executed.ExecutedModel;
import dev.lifeboat.ui.browser.executed.ExecutedSheet;
import dev.lifeboat.ui.browser.functions.FunctionsPane;
import dev.lifeboat.ui.browser.read.RelationAt;
import dev.lifeboat.ui.browser.read.SchemaAt;
import dev.lifeboat.ui.browser.transfer.ImportSheet;
import dev.lifeboat.ui.browser.tree.TreePane;
import dev.lifeboat.ui.browser.search.Found;
import dev.lifeboat.ui.browser.search.QuickOpen;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.CodeBlock;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.EmptyState;
import dev.lifeboat.ui.common.ErrorBanner;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Note;
import dev.lifeboat.ui.common.Page;
import dev.lifeboat.ui.common.StatePill;
import dev.lifeboat.ui.common.Trouble;
import dev.lifeboat.ui.common.View;
import dev.lifeboat.ui.common.ViewContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.InputEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.feather.Feather;

/** The Browser: the tree at the left, what was chosen in it at the right. */
public final class BrowserView implements View {
    private static final KeyCombination BACK = new KeyCodeCombination(KeyCode.LEFT, KeyCombination.ALT_DOWN);
    private static final KeyCombination OPEN = new KeyCodeCombination(KeyCode.P, KeyCombination.SHORTCUT_DOWN);
    private static final KeyCombination FORWARD = new KeyCodeCombination(KeyCode.RIGHT, KeyCombination.ALT_DOWN);

    private final BrowserModel model;
    private final ViewContext context;
    private final Page page;
    private final SplitPane split;
    private final List<Node> actions = new ArrayList<>();
    private Optional<ConsolesModel> consoles = Optional.empty();
    private final QuickOpen quickOpen;

    public BrowserView(BrowserModel model, ViewContext context) {
        this.model = model;
        this.context = context;
        var tree = new TreePane(model.tree(), context.formats(), new Choices());
        if (model.imports()) tree.onImport(schema -> model.importFile(schema).ifPresent(of -> context.overlay().show(new ImportSheet(of, context))));
        var relation = new RelationPane(model, context);
        var functions = new FunctionsPane(model.functions(), context.formats());
        split = new SplitPane(tree, right(relation, functions));
        split.getStyleClass().add("browser-split");
        split.setDividerPositions(0.29);
        SplitPane.setResizableWithParent(tree, false);
        quickOpen = new QuickOpen(model.search(), this::open);
        page = new Page(Messages.text("place.browser"), split);
        page.setId("browser");
        page.getStyleClass().add("browser");
        page.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (OPEN.match(event)) quickOpen(event);
        });
        for (var part : List.of(tree, relation, functions)) part.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            // Where one writes, these keys go from word to word on some systems.
            if (event.getTarget() instanceof TextInputControl) return;
            if (BACK.match(event)) step(event, -1);
            else if (FORWARD.match(event)) step(event, 1);
        });
        page.addEventFilter(MouseEvent.MOUSE_PRESSED, event -> {
            if (event.getButton() == MouseButton.BACK) step(event, -1);
            else if (event.getButton() == MouseButton.FORWARD) step(event, 1);
        });
        model.chosenProperty().addListener((_, _, chosen) -> {
            if (chosen != null) tree.reveal(chosen);
        });
        page.notes().getChildren().addAll(new Trouble("browser-error", model.tree().errorProperty(), model.tree()::load), reconnected());
    }

    private Node reconnected() {
        var place = new StackPane();
        place.visibleProperty().bind(model.lostAtProperty().isNotNull());
        place.managedProperty().bind(place.visibleProperty());
        model.lostAtProperty().addListener((_, _, when) -> {
            if (when == null) return;
            var note = new Note(StatePill.State.NEUTRAL, Messages.text("browser.reconnected", context.formats().clock(when)), "",
                    Buttons.icon("browser-reconnected-close", Messages.text("common.close"), Feather.X, model::seen));
            note.setId("browser-reconnected");
            place.getChildren().setAll(note);
        });
        return place;
    }

    /** Puts SQL consoles beside the tables. */
    public BrowserView with(ConsolesModel model) {
        consoles = Optional.of(model);
        var tabs = new ConsoleTabs(model, split.getItems().getLast(), context, this.model.grid().copying(), () -> Optional.ofNullable(this.model.chosenProperty().get()).map(RelationAt::database));
        this.model.chosenProperty().addListener((_, _, chosen) -> {
            if (chosen != null) tabs.showTables();
        });
        this.model.schemaProperty().addListener((_, _, schema) -> {
            if (schema != null) tabs.showTables();
        });
        this.model.functions().databaseProperty().addListener((_, _, database) -> {
            if (database != null) tabs.showTables();
        });
        double tree = split.getDividerPositions()[0];
        split.getItems().set(1, tabs);
        split.setDividerPositions(tree);
        act(tabs.button());
        page.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (!ConsoleTabs.OPEN.match(event)) return;
            event.consume();
            tabs.open();
        });
        return this;
    }

    /** Puts a button in the heading that shows which statements were run. */
    public BrowserView with(ExecutedModel model) {
        act(ExecutedSheet.button(model, context));
        return this;
    }

    private void act(Node button) {
        actions.add(button);
        page.actions(actions.toArray(Node[]::new));
    }

    private Node right(RelationPane relation, FunctionsPane functions) {
        var nothing = new EmptyState(Feather.GRID, Messages.text("browser.choose.title"), Messages.text("browser.choose"));
        functions.visibleProperty().bind(model.functions().databaseProperty().isNotNull());
        nothing.visibleProperty().bind(model.chosenProperty().isNull().and(model.schemaProperty().isNull()).and(functions.visibleProperty().not()));
        relation.visibleProperty().bind(nothing.visibleProperty().or(functions.visibleProperty()).not());
        var right = new StackPane(nothing, relation, functions);
        right.setMinWidth(240);
        return right;
    }

    /** The keys that work in this view, with what they do. */
    public static Map<KeyCombination, String> keys() {
        Map<KeyCombination, String> keys = new LinkedHashMap<>();
        keys.put(OPEN, Messages.text("browser.key.open"));
        keys.put(BACK, Messages.text("browser.key.back"));
        keys.put(FORWARD, Messages.text("browser.key.forward"));
        keys.put(TreePane.DIAGRAM, Messages.text("browser.key.diagram"));
        return keys;
    }

    private void quickOpen(InputEvent event) {
        event.consume();
        quickOpen.begin();
        context.overlay().show(quickOpen);
    }

    private void open(Found found) {
        context.overlay().close();
        switch (found) {
            case Found.Table(var at) -> model.choose(at);
            case Found.Column(var at, _, _) -> model.choose(at);
            case Found.Function(var database, var function) -> define(database, function);
        }
    }

    private final class Choices implements TreePane.Chosen {
        @Override
        public void relation(RelationAt at) {
            model.choose(at);
        }

        @Override
        public void function(String database, CatalogObject function) {
            define(database, function);
        }

        @Override
        public void functions(String database) {
            model.chooseFunctions(database);
        }

        @Override
        public void diagram(SchemaAt schema) {
            model.chooseSchema(schema);
        }
    }

    /** Shows how a function is made. */
    private void define(String database, CatalogObject function) {
        var text = new CodeBlock("browser-definition", function.schema() + "." + function.name());
        var trouble = new ErrorBanner("browser-definition-error");
        model.define(database, function, text::show, trouble::show);
        var close = Buttons.plain("browser-definition-close", Messages.text("common.close"), context.overlay()::close);
        var sheet = Layout.column(Css.GAP_LARGE, text, trouble, Layout.row(Css.GAP, Layout.spring(), close));
        sheet.setId("browser-definition-sheet");
        sheet.getStyleClass().addAll("lb-sheet", "quick-open");
        context.overlay().show(sheet);
    }

    /** Back or forward along the trail. */
    private void step(InputEvent event, int by) {
        model.step(by);
        event.consume();
    }

    @Override
    public Parent node() {
        return page;
    }

    @Override
    public void onShown() {
        model.load();
    }

    @Override
    public void onHidden() {
        consoles.ifPresent(ConsolesModel::saveNow);
    }

    @Override
    public int unsaved() {
        return model.edits().staged();
    }

    @Override
    public void onStackChanged(Optional<Stack> stack) {
        model.use(stack);
        consoles.ifPresent(each -> each.use(stack));
    }
}
