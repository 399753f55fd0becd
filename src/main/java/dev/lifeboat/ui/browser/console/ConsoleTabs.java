package dev.lifeboat.ui.browser.console;

import dev.lifeboat.ui.browser.grid.Copying;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.ConfirmDialog;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.ErrorBanner;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.ViewContext;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The tables of the Browser in the first tab and a tab for each console beside it; the tabs show only when there is a console. */
public final class ConsoleTabs extends VBox {
    /** Opens a console. */
    public static final KeyCombination OPEN = new KeyCodeCombination(KeyCode.T, KeyCombination.SHORTCUT_DOWN);

    private static final KeyCombination CLOSE = new KeyCodeCombination(KeyCode.W, KeyCombination.SHORTCUT_DOWN);
    private static final KeyCombination RENAME = new KeyCodeCombination(KeyCode.F2);

    private final ConsolesModel model;
    private final ViewContext context;
    private final Copying copying;
    private final Supplier<Optional<String>> database;
    private final TabPane tabs = new TabPane();
    private final Tab tables;
    private final Map<ConsoleModel, Tab> made = new HashMap<>();

    /**
     * @param tables   what the first tab shows
     * @param copying  how a person copies, here as there
     * @param database where a new console works
     */
    public ConsoleTabs(ConsolesModel model, Node tables, ViewContext context, Copying copying, Supplier<Optional<String>> database) {
        this.model = model;
        this.context = context;
        this.copying = copying;
        this.database = database;
        this.tables = new Tab(Messages.text("console.tables"), tables);
        this.tables.setId("browser-tables-tab");
        this.tables.setClosable(false);
        this.tables.setGraphic(Layout.icon(Feather.GRID));
        tabs.setId("console-tabs");
        tabs.getStyleClass().add("console-tabs");
        tabs.setTabDragPolicy(TabPane.TabDragPolicy.FIXED);
        tabs.getTabs().add(this.tables);
        VBox.setVgrow(tabs, Priority.ALWAYS);
        var error = new ErrorBanner("consoles-error");
        model.errorProperty().addListener((_, _, failed) -> {
            if (failed == null) error.clear();
            else error.show(failed);
        });
        getChildren().addAll(error, tabs);
        model.tabs().addListener((ListChangeListener<ConsoleModel>) _ -> arrange());
        model.chosenProperty().addListener((_, _, chosen) -> choose(chosen));
        tabs.getSelectionModel().selectedItemProperty().addListener((_, _, tab) -> selected(tab));
        addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        arrange();
    }

    /** The keys of the consoles with what they do, for the list of keys. */
    public static Map<KeyCombination, String> keys() {
        var keys = new LinkedHashMap<KeyCombination, String>();
        keys.put(OPEN, Messages.text("console.key.open"));
        keys.put(ConsolePane.RUN, Messages.text("console.key.run"));
        keys.put(ConsolePane.RUN_ALL, Messages.text("console.key.runAll"));
        keys.put(ConsolePane.EXPLAIN, Messages.text("console.key.explain"));
        keys.put(ConsolePane.ANALYZE, Messages.text("console.key.analyze"));
        keys.put(ConsolePane.STOP, Messages.text("console.key.stop"));
        keys.put(ConsolePane.HISTORY, Messages.text("console.key.history"));
        keys.put(SqlEditor.COMPLETE, Messages.text("console.key.complete"));
        keys.put(ConsolePane.OTHER_HALF, Messages.text("console.key.half"));
        keys.put(RENAME, Messages.text("console.key.rename"));
        keys.put(CLOSE, Messages.text("console.key.close"));
        return keys;
    }

    /** The button that opens a console. */
    public Button button() {
        return Buttons.plain("console-open", Messages.text("console.open"), Feather.TERMINAL, this::open);
    }

    /** Opens a console and gives it the keys. */
    public void open() {
        model.open(database.get());
    }

    /** Brings the tables to the front. */
    public void showTables() {
        tabs.getSelectionModel().select(tables);
    }

    private void arrange() {
        made.keySet().removeIf(console -> {
            boolean gone = !model.tabs().contains(console);
            if (gone) tabs.getTabs().remove(made.get(console));
            return gone;
        });
        for (int i = 0; i < model.tabs().size(); i++) {
            var console = model.tabs().get(i);
            if (!made.containsKey(console)) tabs.getTabs().add(i + 1, made.computeIfAbsent(console, this::tab));
        }
        tabs.pseudoClassStateChanged(PseudoClass.getPseudoClass("alone"), model.tabs().isEmpty());
    }

    private Tab tab(ConsoleModel console) {
        var tab = new Tab();
        tab.setId("console-tab");
        tab.setUserData(console);
        tab.textProperty().bind(console.nameProperty());
        tab.setGraphic(Layout.icon(Feather.TERMINAL));
        tab.setOnCloseRequest(event -> {
            event.consume();
            close(console);
        });
        var rename = new MenuItem(Messages.text("console.rename"));
        rename.setOnAction(_ -> rename(console));
        var closing = new MenuItem(Messages.text("console.close"));
        closing.setOnAction(_ -> close(console));
        tab.setContextMenu(new ContextMenu(rename, closing));
        return tab;
    }

    private void choose(ConsoleModel chosen) {
        var tab = chosen == null ? tables : made.get(chosen);
        if (tab == null) return;
        tabs.getSelectionModel().select(tab);
        content(tab).ifPresent(ConsolePane::focus);
    }

    private void selected(Tab tab) {
        var console = tab == null || tab == tables ? null : (ConsoleModel) tab.getUserData();
        if (console != null && tab.getContent() == null) tab.setContent(new ConsolePane(console, model, context, copying));
        model.chosenProperty().set(console);
        // The text gets the keys once it is on the screen.
        content(tab).ifPresent(pane -> Platform.runLater(pane::focus));
    }

    private static Optional<ConsolePane> content(Tab tab) {
        return Optional.ofNullable(tab).map(Tab::getContent).filter(ConsolePane.class::isInstance).map(ConsolePane.class::cast);
    }

    private void pressed(KeyEvent event) {
        var console = model.chosenProperty().get();
        if (console == null) return;
        if (CLOSE.match(event)) close(console);
        else if (RENAME.match(event)) rename(console);
        else return;
        event.consume();
    }

    private void close(ConsoleModel console) {
        boolean open = console.stateProperty().get() == ConsoleModel.State.OPEN;
        boolean running = console.runningProperty().get();
        boolean text = !console.textProperty().get().isBlank();
        if (!open && !running && !text) {
            model.close(console);
            return;
        }
        String key = running ? "console.close.running" : open ? "console.close.open" : "console.close.text";
        String name = console.nameProperty().get();
        context.overlay().show(ConfirmDialog.plain(context.overlay(), Messages.text("console.close.title", name), Messages.text(key),
                Messages.text("console.close.verb", name), () -> model.close(console)));
    }

    private void rename(ConsoleModel console) {
        var name = new TextField(console.nameProperty().get());
        name.setId("console-name");
        name.setAccessibleText(Messages.text("console.rename.name"));
        var go = Buttons.accent("console-rename-go", Messages.text("console.rename.verb"), () -> {
            context.overlay().close();
            console.nameProperty().set(name.getText().strip());
        });
        go.setDefaultButton(true);
        go.disableProperty().bind(name.textProperty().map(String::isBlank));
        var title = new Label(Messages.text("console.rename.name"));
        var cancel = Buttons.plain("console-rename-cancel", Messages.text("common.cancel"), context.overlay()::close);
        var sheet = Layout.column(Css.GAP_LARGE, title, name, Layout.row(Css.GAP, Layout.spring(), cancel, go));
        sheet.getStyleClass().add("lb-sheet");
        context.overlay().show(sheet);
        name.requestFocus();
        name.selectAll();
    }
}
