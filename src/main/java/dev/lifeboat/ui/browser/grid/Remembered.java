package dev.lifeboat.ui.browser.grid;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.ui.browser.read.RelationAt;
import dev.lifeboat.ui.common.Tasks;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** How a person has arranged the columns of what is shown, and how one copies. Belongs to the FX thread, except {@link #layout(Optional, String, RelationAt)}. */
final class Remembered {
    private final Tasks tasks;
    private final Consumer<Throwable> failed;
    private final Copying copying = new Copying(choice -> keep(kept -> kept.save(choice)));
    private final ReadOnlyObjectWrapper<Optional<GridLayout>> layout = new ReadOnlyObjectWrapper<>(this, "layout", Optional.empty());
    private Optional<GridMemory> memory = Optional.empty();
    private String stack = "";
    private RelationAt relation;

    Remembered(Tasks tasks, Consumer<Throwable> failed) {
        this.tasks = tasks;
        this.failed = failed;
    }

    /** From now on across restarts, for the tables of this stack. */
    void in(GridMemory kept, String of) {
        memory = Optional.of(kept);
        stack = of;
        tasks.run(kept::copyChoice).onSuccess(copying::begin).start();
    }

    Optional<GridMemory> memory() {
        return memory;
    }

    String stack() {
        return stack;
    }

    /** What is remembered of a table; called in the background. */
    static Optional<GridLayout> layout(Optional<GridMemory> memory, String stack, RelationAt of) {
        return memory.flatMap(kept -> kept.layout(stack, of));
    }

    /** Another table is shown. */
    void show(RelationAt of, Optional<GridLayout> found) {
        relation = of;
        layout.set(found);
    }

    /** The columns are arranged in another way. */
    void arranged(List<GridLayout.Column> columns) {
        if (relation == null) return;
        var now = new GridLayout(stack, relation.database(), relation.relation().schema(), relation.relation().name(), columns);
        layout.set(Optional.of(now));
        keep(kept -> kept.save(now));
    }

    /** Forgets how the columns are arranged. */
    void forgetArrangement() {
        layout.set(Optional.empty());
        var of = relation;
        var where = stack;
        keep(kept -> kept.forget(where, of));
    }

    private void keep(Consumer<GridMemory> work) {
        memory.ifPresent(kept -> tasks.act(() -> work.accept(kept)).onError(Failure.class, failed::accept).start());
    }

    Copying copying() {
        return copying;
    }

    /** Empty for the table's own way. */
    ReadOnlyObjectProperty<Optional<GridLayout>> layoutProperty() {
        return layout.getReadOnlyProperty();
    }
}
