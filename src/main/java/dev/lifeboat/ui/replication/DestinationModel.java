package dev.lifeboat.ui.replication;

import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.replication.Destination;
import dev.lifeboat.engine.replication.DestinationStore;
import dev.lifeboat.engine.replication.Replication;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.ui.common.EquivalentCommand;
import dev.lifeboat.ui.common.Latest;
import dev.lifeboat.ui.common.Tasks;
import java.util.List;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** One destination that is tried and, when nothing failed, kept. What was not tried cannot be kept. */
public final class DestinationModel {
    private final DestinationStore store;
    private final Replication replication;
    private final Supplier<Repository> repositories;
    private final AuditLog audit;
    private final Tasks tasks;
    private final List<String> taken;
    private final Runnable saved;
    private final Latest work = new Latest();
    private final ObservableList<Check> checks = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<Throwable> error = new ReadOnlyObjectWrapper<>(this, "error");
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy");
    private final ReadOnlyObjectWrapper<Destination> passed = new ReadOnlyObjectWrapper<>(this, "passed");

    /** @param taken the names there are already; @param saved is called in the foreground after saving */
    DestinationModel(DestinationStore store, Replication replication, Supplier<Repository> repositories, AuditLog audit, Tasks tasks,
            List<String> taken, Runnable saved) {
        this.store = store;
        this.replication = replication;
        this.repositories = repositories;
        this.audit = audit;
        this.tasks = tasks;
        this.taken = taken;
        this.saved = saved;
    }

    /** The names there are already. */
    public List<String> taken() {
        return taken;
    }

    /** What the last test looked at, in its order; empty while it runs. */
    public ObservableList<Check> checks() {
        return checks;
    }

    /** Why the test or the saving could not be done at all, or null. */
    public ReadOnlyObjectProperty<Throwable> errorProperty() {
        return error.getReadOnlyProperty();
    }

    /** Whether a test runs. */
    public ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /** The destination whose test found nothing that forbids it, or null. */
    public ReadOnlyObjectProperty<Destination> passedProperty() {
        return passed.getReadOnlyProperty();
    }

    /** Tries a round trip there, in the background. */
    public void test(Destination destination) {
        forget();
        busy.set(true);
        work.start(tasks.run(() -> replication.test(destination, repositories.get()))
                .onSuccess(found -> {
                    checks.setAll(found);
                    if (found.stream().noneMatch(check -> check.level() == Check.Level.FAIL)) passed.set(destination);
                })
                .onError(Throwable.class, error::set)
                .onDone(() -> busy.set(false)));
    }

    /** What was typed has changed: the test no longer speaks of it. */
    public void forget() {
        work.cancel();
        busy.set(false);
        error.set(null);
        checks.clear();
        passed.set(null);
    }

    /** Keeps the destination that passed. @param then is called in the foreground when it is kept */
    public void save(Runnable then) {
        var destination = passed.get();
        if (destination == null) return;
        work.start(tasks.act(() -> {
            store.save(destination);
            audit.record("destination.add", destination.name(), "done", destination.location().inWords());
        }).onSuccess(_ -> {
            saved.run();
            then.run();
        }).onError(Throwable.class, error::set));
    }

    /** The command that does the same. */
    public static EquivalentCommand command(Destination destination) {
        return EquivalentCommand.of("destination add").add(destination.name()).add(destination.location().inWords())
                .option("--stack", destination.stack().stream().toList());
    }
}
