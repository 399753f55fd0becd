package dev.lifeboat.ui.shell;

import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.engine.stack.StackStore;
import dev.lifeboat.ui.common.Latest;
import dev.lifeboat.ui.common.Tasks;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The stacks there are and the one in front. Read anew when the window comes back: the terminal may add one. */
final class StacksModel {
    private final StackStore store;
    private final Tasks tasks;
    private final ObservableList<Stack> stacks = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<Optional<Stack>> current =
            new ReadOnlyObjectWrapper<>(this, "current", Optional.empty());
    private final ReadOnlyBooleanWrapper loaded = new ReadOnlyBooleanWrapper(this, "loaded");

    private final Latest reading = new Latest();
    private String wanted = "";

    StacksModel(StackStore store, Tasks tasks) {
        this.store = store;
        this.tasks = tasks;
    }

    /** Reads the stacks; the current one stays when it is still there, otherwise the first one comes to the front. */
    void load() {
        // What is read now may be older than a stack just added: the answer that was asked for last counts.
        reading.start(tasks.run(store::list).onSuccess(this::show));
    }

    /** Reads the stacks and brings the one of this name to the front. */
    void loadAndChoose(String name) {
        wanted = name;
        load();
    }

    private void show(List<Stack> found) {
        if (!found.equals(stacks)) stacks.setAll(found);
        current.set(chosen(found, wanted));
        wanted = current.get().map(Stack::name).orElse("");
        loaded.set(true);
    }

    private static Optional<Stack> chosen(List<Stack> found, String wanted) {
        return found.stream().filter(stack -> stack.name().equals(wanted)).findFirst().or(() -> found.stream().findFirst());
    }

    /** Brings a stack to the front. */
    void choose(Stack stack) {
        wanted = stack.name();
        current.set(Optional.of(stack));
    }

    /** By name. */
    ObservableList<Stack> stacks() {
        return stacks;
    }

    /** Never null; empty when there is no stack. */
    ReadOnlyObjectProperty<Optional<Stack>> currentProperty() {
        return current.getReadOnlyProperty();
    }

    /** True as soon as the stacks were read once. */
    ReadOnlyBooleanProperty loadedProperty() {
        return loaded.getReadOnlyProperty();
    }
}
