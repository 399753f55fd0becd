package dev.lifeboat.ui.browser.console;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.ui.browser.console.ConsoleStore.HistoryEntry;
import dev.lifeboat.ui.browser.console.ConsoleStore.SavedTab;
import dev.lifeboat.ui.browser.console.ConsoleStore.SavedTabs;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Latest;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Tasks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;

/** The consoles of the current stack. What is typed is on the disk a moment later, and comes back with its stack. */
public final class ConsolesModel {
    private static final Duration PAUSE = Duration.ofMillis(600);

    private final Tasks tasks;
    private final Formats formats;
    private final Function<Stack, ConsoleServer> connect;
    private final ConsoleStore store;
    private final Latest saving = new Latest();
    private final ObservableList<ConsoleModel> tabs = FXCollections.observableArrayList();
    private final ObjectProperty<ConsoleModel> chosen = new SimpleObjectProperty<>(this, "chosen");
    private final ObservableList<HistoryEntry> history = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<Throwable> error = new ReadOnlyObjectWrapper<>(this, "error");
    private ConsoleServer server;
    private boolean restoring;
    private long saves;

    /**
     * @param connect makes what asks the server of a stack; it connects only when it is asked for something
     * @param store   where tabs and history are kept
     */
    public ConsolesModel(Tasks tasks, Formats formats, Function<Stack, ConsoleServer> connect, ConsoleStore store) {
        this.tasks = tasks;
        this.formats = formats;
        this.connect = connect;
        this.store = store;
        tabs.addListener((ListChangeListener<ConsoleModel>) _ -> save());
        chosen.addListener(_ -> save());
    }

    /** Puts the consoles of one stack away and brings back those of another. */
    public void use(Optional<Stack> stack) {
        if (server != null && stack.equals(Optional.of(server.stack()))) return;
        saveNow();
        tabs.forEach(ConsoleModel::close);
        restoring = true;
        chosen.set(null);
        tabs.clear();
        history.clear();
        error.set(null);
        server = stack.map(connect).orElse(null);
        restoring = false;
        if (server != null) restore(server);
    }

    private void restore(ConsoleServer of) {
        String name = of.stack().name();
        tasks.run(() -> new Stored(store.tabs(name), store.history(name))).onSuccess(stored -> {
            if (of != server) return;
            restoring = true;
            // One that was opened meanwhile stays, behind those that were there before.
            tabs.addAll(0, stored.tabs().tabs().stream().map(this::console).toList());
            history.addAll(stored.history());
            int at = stored.tabs().chosen();
            if (chosen.get() == null && at >= 0 && at < tabs.size()) chosen.set(tabs.get(at));
            restoring = false;
        }).onError(Failure.class, error::set).start();
    }

    private record Stored(SavedTabs tabs, List<HistoryEntry> history) {}

    /** Opens an empty console, in front. @param database where it works; the stack's own when empty */
    public void open(Optional<String> database) {
        if (server == null) return;
        String where = database.or(() -> server.stack().databases().stream().findFirst()).orElse(server.server().address().maintenanceDatabase());
        var console = console(new SavedTab(unusedName(), where, "", 0));
        tabs.add(console);
        chosen.set(console);
    }

    private String unusedName() {
        int number = 1;
        while (true) {
            String name = Messages.text("console.name", number++);
            if (tabs.stream().noneMatch(tab -> tab.nameProperty().get().equals(name))) return name;
        }
    }

    private ConsoleModel console(SavedTab saved) {
        var of = server;
        var console = new ConsoleModel(tasks, server, formats, saved, entry -> remember(of, entry));
        console.nameProperty().addListener(_ -> save());
        console.textProperty().addListener(_ -> save());
        console.databaseProperty().addListener(_ -> save());
        return console;
    }

    private void remember(ConsoleServer of, HistoryEntry entry) {
        tasks.run(() -> store.remember(of.stack().name(), entry)).onSuccess(kept -> {
            if (kept && of == server) history.addFirst(entry);
        }).onError(Failure.class, error::set).start();
    }

    /** Closes a console: what runs in it ends, an open transaction is rolled back, its text is gone. */
    void close(ConsoleModel console) {
        int at = tabs.indexOf(console);
        if (at < 0) return;
        if (chosen.get() == console) chosen.set(at + 1 < tabs.size() ? tabs.get(at + 1) : at > 0 ? tabs.get(at - 1) : null);
        tabs.remove(console);
        console.close();
    }

    private void save() {
        if (restoring || server == null) return;
        saving.start(tasks.act(() -> Thread.sleep(PAUSE)).onSuccess(_ -> saveNow()));
    }

    /** Writes what is there now. */
    public void saveNow() {
        saving.cancel();
        if (server == null) return;
        String stack = server.stack().name();
        var now = new SavedTabs(tabs.stream().map(ConsoleModel::saved).toList(), tabs.indexOf(chosen.get()));
        long number = ++saves;
        tasks.act(() -> store.save(stack, now, number)).onError(Failure.class, error::set).start();
    }

    ObservableList<ConsoleModel> tabs() {
        return tabs;
    }

    /** The console in front; null while none is. */
    ObjectProperty<ConsoleModel> chosenProperty() {
        return chosen;
    }

    /** What was run on this stack, the latest first. */
    ObservableList<HistoryEntry> history() {
        return history;
    }

    /** Why tabs or history could not be read or written; null when they could. */
    ReadOnlyObjectProperty<Throwable> errorProperty() {
        return error.getReadOnlyProperty();
    }
}
