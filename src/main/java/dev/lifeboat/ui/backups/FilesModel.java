package dev.lifeboat.ui.backups;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.JobQueue;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.DockerRecord.VolumeRecord;
import dev.lifeboat.engine.repository.FileListing;
import dev.lifeboat.engine.repository.SetVolumes;
import dev.lifeboat.engine.repository.files.FileEntry;
import dev.lifeboat.engine.secret.Unlock;
import dev.lifeboat.ui.common.EquivalentCommand;
import dev.lifeboat.ui.common.Latest;
import dev.lifeboat.ui.common.Tasks;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * The files of a set's volumes: those of one folder, or those below it whose path has a text in it. They are read from the
 * index as they come, a part at a time, so that a volume of a million files shows its first ones at once.
 */
final class FilesModel {
    /** So many rows are shown before one has to ask for more. */
    static final int PART = 5_000;
    static final String ROOT = ".";
    private static final int BATCH = 500;
    private static final int LOOK = 20_000;

    private final SetVolumes contents;
    private final SetJobs jobs;
    private final Tasks tasks;
    private final FollowedJob job;
    private final Latest working = new Latest();
    private final ObservableList<FileEntry> files = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<VolumeRecord> volume = new ReadOnlyObjectWrapper<>(this, "volume");
    private final ReadOnlyObjectWrapper<String> folder = new ReadOnlyObjectWrapper<>(this, "folder", ROOT);
    private final ReadOnlyObjectWrapper<Throwable> error = new ReadOnlyObjectWrapper<>(this, "error");
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy");
    private final ReadOnlyBooleanWrapper ended = new ReadOnlyBooleanWrapper(this, "ended");
    private final ReadOnlyLongWrapper passed = new ReadOnlyLongWrapper(this, "passed");
    private String text = "";
    private Reading reading;

    /** @param unlock what opens an encrypted set */
    FilesModel(BackupSet set, Unlock unlock, SetJobs jobs, JobQueue queue, Tasks tasks) {
        contents = new SetVolumes(set, unlock);
        this.jobs = jobs;
        this.tasks = tasks;
        job = new FollowedJob(queue, tasks);
    }

    BackupSet set() {
        return contents.set();
    }

    List<VolumeRecord> volumes() {
        return contents.set().manifest().volumes();
    }

    /** Shows the files at the root of a volume. */
    void choose(VolumeRecord chosen) {
        volume.set(chosen);
        text = "";
        open(ROOT);
    }

    /** Shows what is in a folder. */
    void open(String path) {
        folder.set(path);
        start();
    }

    /** Shows what lies anywhere below the folder and has this text in its path; with an empty one, what is in the folder. */
    void find(String wanted) {
        if (wanted.strip().equals(text)) return;
        text = wanted.strip();
        start();
    }

    boolean finding() {
        return !text.isEmpty();
    }

    /** Reads on where it stopped. */
    void more() {
        if (!busy.get() && !ended.get() && reading != null) read(reading);
    }

    /** Ends what is being read. */
    void close() {
        working.cancel();
        if (reading == null) return;
        var old = reading;
        reading = null;
        old.cancellation.cancel();
        tasks.act(old::close).start();
    }

    private void start() {
        close();
        files.clear();
        passed.set(0);
        ended.set(false);
        reading = new Reading(volume.get(), wanted(folder.get(), text));
        read(reading);
    }

    private void read(Reading now) {
        busy.set(true);
        error.set(null);
        working.start(tasks.act(() -> now.part())
                .onError(Failure.class, error::set)
                .onDone(() -> busy.set(false)));
    }

    /** What is shown of a folder, or found below it. */
    static Predicate<FileEntry> wanted(String folder, String text) {
        String below = folder.equals(ROOT) ? "" : folder + "/";
        if (text.isEmpty()) {
            return entry -> entry.path().startsWith(below) && entry.path().indexOf('/', below.length()) < 0 && !entry.path().equals(ROOT);
        }
        String lower = text.toLowerCase(Locale.ROOT);
        return entry -> entry.path().startsWith(below) && !entry.path().equals(ROOT)
                && entry.path().substring(below.length()).toLowerCase(Locale.ROOT).contains(lower);
    }

    /** One way through the index. Its parts are read one after the other, on some thread. */
    private final class Reading {
        private final VolumeRecord of;
        private final Predicate<FileEntry> wanted;
        private final Cancellation cancellation = new Cancellation();
        private FileListing listing;

        Reading(VolumeRecord of, Predicate<FileEntry> wanted) {
            this.of = of;
            this.wanted = wanted;
        }

        synchronized void part() {
            cancellation.check();
            if (listing == null) listing = contents.list(of);
            for (int shown = 0; shown < PART && !listing.ended(); ) {
                var batch = listing.next(wanted, Math.min(BATCH, PART - shown), LOOK, cancellation);
                shown += batch.size();
                long seen = listing.passed();
                boolean atEnd = listing.ended();
                tasks.later(() -> show(batch, seen, atEnd));
            }
        }

        private void show(List<FileEntry> batch, long seen, boolean atEnd) {
            if (reading != this) return;
            files.addAll(batch);
            passed.set(seen);
            ended.set(atEnd);
        }

        synchronized void close() {
            if (listing != null) listing.close();
        }
    }

    /** Takes files and folders out of the volume into a folder of this computer, as a job. */
    void takeOut(List<FileEntry> chosen, Path into) {
        job.follow(jobs.takeOut(contents, volume.get(), chosen.stream().map(FileEntry::path).toList(), into));
    }

    FollowedJob job() {
        return job;
    }

    /** The command that shows the same, or takes out what is chosen. @param into as it was typed; not used when nothing is chosen */
    EquivalentCommand command(List<FileEntry> chosen, String into) {
        if (volume.get() == null) return EquivalentCommand.of("sets look").add(set().id());
        return SetJobs.filesCommand(set().id(), volume.get().name(), chosen.stream().map(FileEntry::path).toList(), into);
    }

    /** Those that are shown; grows while they are read. */
    ObservableList<FileEntry> files() {
        return files;
    }

    /** Null until one is chosen. */
    ReadOnlyObjectProperty<VolumeRecord> volumeProperty() {
        return volume.getReadOnlyProperty();
    }

    /** Its path; {@link #ROOT} for the volume itself. */
    ReadOnlyObjectProperty<String> folderProperty() {
        return folder.getReadOnlyProperty();
    }

    /** Why the files could not be read, or null. */
    ReadOnlyObjectProperty<Throwable> errorProperty() {
        return error.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /** Whether all files of the volume were looked at. */
    ReadOnlyBooleanProperty endedProperty() {
        return ended.getReadOnlyProperty();
    }

    /** How many files of the volume were looked at. */
    ReadOnlyLongProperty passedProperty() {
        return passed.getReadOnlyProperty();
    }
}
