package dev.lifeboat.ui.activity;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.audit.AuditEntry;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.job.JobSnapshot;
import dev.lifeboat.ui.common.Jobs;
import dev.lifeboat.ui.common.Tasks;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The jobs, and the audit log with the state of its chain. */
public final class ActivityModel {
    /** How the chain of the audit log stands. */
    public sealed interface Chain {
        /** It was not looked at yet. */
        record Unknown() implements Chain {}

        /** Every entry is as it was written. */
        record Whole(int entries) implements Chain {}

        /** From this entry on the log is not what was written. */
        record Broken(long firstNumber) implements Chain {}
    }

    private final Jobs jobs;
    private final AuditLog audit;
    private final Tasks tasks;
    private final ObservableList<AuditEntry> entries = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<Chain> chain = new ReadOnlyObjectWrapper<>(this, "chain", new Chain.Unknown());
    private final ReadOnlyObjectWrapper<Throwable> error = new ReadOnlyObjectWrapper<>(this, "error");

    public ActivityModel(Jobs jobs, AuditLog audit, Tasks tasks) {
        this.jobs = jobs;
        this.audit = audit;
        this.tasks = tasks;
    }

    /** Reads the audit log and verifies its chain, in the background. */
    public void load() {
        tasks.run(() -> new Audit(audit.entries(), audit.firstBroken())).onSuccess(found -> {
            error.set(null);
            entries.setAll(found.entries());
            chain.set(found.broken().<Chain>map(Chain.Broken::new).orElseGet(() -> new Chain.Whole(found.entries().size())));
        }).onError(Failure.class, error::set).start();
    }

    private record Audit(List<AuditEntry> entries, Optional<Long> broken) {}

    /** Unfinished ones first, then finished ones, newest first. */
    public ObservableList<JobSnapshot> jobs() {
        return jobs.list();
    }

    /** Newest first. */
    public ObservableList<AuditEntry> entries() {
        return entries;
    }

    /** Never null. */
    public ReadOnlyObjectProperty<Chain> chainProperty() {
        return chain.getReadOnlyProperty();
    }

    /** Why the audit log could not be read; null when it could. */
    public ReadOnlyObjectProperty<Throwable> errorProperty() {
        return error.getReadOnlyProperty();
    }

    /** Whether {@link #cancel} reaches the job. */
    public boolean canCancel(JobSnapshot job) {
        return jobs.canCancel(job);
    }

    /** Asks a job to stop. */
    public void cancel(JobSnapshot job) {
        jobs.cancel(job.id());
    }
}
