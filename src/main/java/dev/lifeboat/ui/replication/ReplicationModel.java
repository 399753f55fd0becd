package dev.lifeboat.ui.replication;

import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.job.JobQueue;
import dev.lifeboat.engine.job.JobSnapshot;
import dev.lifeboat.engine.replication.Destination;
import dev.lifeboat.engine.replication.DestinationStore;
import dev.lifeboat.engine.replication.Replication;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.ui.common.Latest;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Tasks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.ObservableMap;

/**
 * The destinations and how each stands. Each is looked at by a piece of work of its own: a mounted folder that hangs
 * holds up nothing but its own card.
 */
public final class ReplicationModel {
    private final DestinationStore store;
    private final Replication replication;
    private final Supplier<Repository> repositories;
    private final CopyJobs copies;
    private final JobQueue queue;
    private final AuditLog audit;
    private final Tasks tasks;
    private final ObservableList<DestinationStatus> destinations = FXCollections.observableArrayList();
    private final ObservableMap<String, JobSnapshot> running = FXCollections.observableHashMap();
    private final ReadOnlyObjectWrapper<Throwable> error = new ReadOnlyObjectWrapper<>(this, "error");
    private final ReadOnlyBooleanWrapper loaded = new ReadOnlyBooleanWrapper(this, "loaded");
    private final Latest listing = new Latest();
    private final Map<String, Latest> looking = new HashMap<>();
    private Optional<String> stack = Optional.empty();
    private boolean shown;

    /** Begins to listen to the jobs at once. @param repositories opens the repository that Settings name */
    public ReplicationModel(DestinationStore store, Replication replication, Supplier<Repository> repositories, CopyJobs copies,
            JobQueue queue, AuditLog audit, Tasks tasks) {
        this.store = store;
        this.replication = replication;
        this.repositories = repositories;
        this.copies = copies;
        this.queue = queue;
        this.audit = audit;
        this.tasks = tasks;
        queue.listen(job -> tasks.later(() -> jobChanged(job)));
    }

    /** Those that take the current stack's sets, by name; changes in the foreground. */
    public ObservableList<DestinationStatus> destinations() {
        return destinations;
    }

    /** The copying that waits or runs, by the name of the destination. */
    public ObservableMap<String, JobSnapshot> running() {
        return running;
    }

    /** Why the destinations could not be read, or null. */
    public ReadOnlyObjectProperty<Throwable> errorProperty() {
        return error.getReadOnlyProperty();
    }

    /** Whether the list of destinations has been read at least once. */
    public ReadOnlyBooleanProperty loadedProperty() {
        return loaded.getReadOnlyProperty();
    }

    /** The name of the current stack. */
    public Optional<String> stack() {
        return stack;
    }

    /** A model for adding a destination; what it saves appears here. */
    public DestinationModel adding() {
        var taken = destinations.stream().map(status -> status.destination().name()).toList();
        return new DestinationModel(store, replication, repositories, audit, tasks, taken, this::refresh);
    }

    /** A model that tests a destination there is already. */
    public DestinationModel testing(Destination destination) {
        var model = adding();
        model.test(destination);
        return model;
    }

    /** Another stack was chosen. */
    public void use(Optional<String> now) {
        if (now.equals(stack)) return;
        stack = now;
        forget();
        loaded.set(false);
        if (shown) refresh();
    }

    /** The view is in front, or no longer. */
    public void shown(boolean now) {
        shown = now;
        if (now) refresh();
    }

    /** Reads the list, then looks at each destination, all in the background. */
    public void refresh() {
        listing.start(tasks.run(store::list)
                .onSuccess(found -> {
                    error.set(null);
                    show(found.stream().filter(this::concerns).toList());
                    loaded.set(true);
                })
                .onError(Throwable.class, failed -> {
                    error.set(failed);
                    loaded.set(true);
                }));
    }

    /** Copies now what is missing there, as a job. */
    public void copy(Destination destination) {
        copies.copy(destination);
    }

    /** Asks the copying to a destination to stop. */
    public void cancel(String destination) {
        var job = running.get(destination);
        if (job != null) tasks.act(() -> queue.cancel(job.id())).onError(Throwable.class, error::set).start();
    }

    /** Forgets a destination; what was copied there stays. */
    public void remove(Destination destination) {
        tasks.act(() -> {
            store.remove(destination.name());
            audit.record("destination.remove", destination.name(), "done", Messages.text("replication.removed", destination.location().inWords()));
        }).onSuccess(_ -> refresh()).onError(Throwable.class, error::set).start();
    }

    private boolean concerns(Destination destination) {
        return destination.stack().isEmpty() || destination.stack().equals(stack);
    }

    private void show(List<Destination> found) {
        var before = new HashMap<Destination, DestinationStatus>();
        destinations.forEach(status -> before.put(status.destination(), status));
        destinations.setAll(found.stream().map(each -> before.getOrDefault(each, DestinationStatus.unknown(each))).toList());
        found.forEach(this::look);
    }

    private void look(Destination destination) {
        looking.computeIfAbsent(destination.name(), _ -> new Latest())
                .start(tasks.run(() -> replication.state(repositories.get(), destination))
                        .onSuccess(state -> put(new DestinationStatus(destination, Optional.of(state), Optional.empty())))
                        .onError(Throwable.class, failed -> put(new DestinationStatus(destination, Optional.empty(), Optional.of(failed)))));
    }

    private void put(DestinationStatus status) {
        for (int i = 0; i < destinations.size(); i++) {
            if (destinations.get(i).destination().equals(status.destination())) destinations.set(i, status);
        }
    }

    private void forget() {
        listing.cancel();
        looking.values().forEach(Latest::cancel);
        looking.clear();
        destinations.clear();
        error.set(null);
    }

    private void jobChanged(JobSnapshot job) {
        if (job.state().isFinished()) {
            running.remove(job.target());
            if (shown) refresh();
        } else if (job.command().equals(CopyJobs.command(job.target()).text())) {
            running.put(job.target(), job);
        }
    }
}
