package dev.lifeboat.ui.browser.transfer;

import dev.lifeboat.engine.job.JobSnapshot;
import dev.lifeboat.ui.common.Tasks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** One export: what may be exported, and how far it is once it runs. */
public final class ExportModel {
    private final Tasks tasks;
    private final ExportJobs jobs;
    private final RowSource rows;
    private final Optional<RowSource> allColumns;
    private final ReadOnlyObjectWrapper<JobSnapshot> job = new ReadOnlyObjectWrapper<>(this, "job");
    private final ReadOnlyBooleanWrapper replaces = new ReadOnlyBooleanWrapper(this, "replaces");
    private Path looked;

    /**
     * @param rows       what is exported
     * @param allColumns the same with the columns that are hidden; empty when none is
     */
    public ExportModel(Tasks tasks, ExportJobs jobs, RowSource rows, Optional<RowSource> allColumns) {
        this.tasks = tasks;
        this.jobs = jobs;
        this.rows = rows;
        this.allColumns = allColumns;
    }

    RowSource rows() {
        return rows;
    }

    boolean hidesColumns() {
        return allColumns.isPresent();
    }

    /** Starts the job; it goes on whatever becomes of the window's views. */
    void start(boolean withHidden, RowForm form, Path file) {
        var started = jobs.export(allColumns.filter(_ -> withHidden).orElse(rows), form, file);
        var listening = jobs.listen(snapshot -> {
            if (snapshot.id().equals(started.id())) tasks.later(() -> show(snapshot));
        });
        job.addListener((_, _, now) -> {
            if (now.state().isFinished()) listening.close();
        });
        show(started.snapshot());
    }

    /** What is known of the end is not taken back by what was known before. */
    private void show(JobSnapshot snapshot) {
        if (job.get() == null || !job.get().state().isFinished()) job.set(snapshot);
    }

    void stop() {
        var running = job.get();
        if (running != null) tasks.act(() -> jobs.stop(running.id())).start();
    }

    /** Looks whether there is a file of that name already. */
    void look(Path file) {
        looked = file;
        tasks.run(() -> Files.exists(file)).onSuccess(there -> {
            if (file.equals(looked)) replaces.set(there);
        }).start();
    }

    /** Null before it is started. */
    ReadOnlyObjectProperty<JobSnapshot> jobProperty() {
        return job.getReadOnlyProperty();
    }

    /** Whether the file that was looked for last is there. */
    ReadOnlyBooleanProperty replacesProperty() {
        return replaces.getReadOnlyProperty();
    }
}
