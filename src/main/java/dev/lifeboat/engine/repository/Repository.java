package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The folder that holds backup sets. The catalogue is the manifests: nothing else needs to be there. Thread-safe;
 * writers of several processes are kept apart by {@link #lock}.
 */
public final class Repository {

    /**
     * What lies in the repository.
     * @param sets       complete sets, newest first
     * @param unreadable folders whose manifest is damaged or of a newer version: path and why
     * @param orphans    folders of runs that were killed: no manifest, no live owner
     */
    public record Listing(List<BackupSet> sets, List<Unreadable> unreadable, List<Path> orphans) {}

    public record Unreadable(Path folder, String why) {}

    /** @throws dev.lifeboat.engine.Failure.NoRepository missing, read-only, or not ours (not empty and without our marker) */
    public static Repository open(Path folder) { throw new UnsupportedOperationException(); }
    /** Makes the folder and its marker when the folder is missing or empty; otherwise opens. */
    public static Repository openOrCreate(Path folder) { throw new UnsupportedOperationException(); }

    public Path folder() { throw new UnsupportedOperationException(); }
    public Listing list() { throw new UnsupportedOperationException(); }
    /** By id, unique prefix of an id, or {@code latest}. @throws dev.lifeboat.engine.Failure.NotFound */
    public BackupSet find(String idOrPrefix) { throw new UnsupportedOperationException(); }
    /** A set by its folder, anywhere. @throws dev.lifeboat.engine.Failure.SetDamaged */
    public static BackupSet read(Path setFolder) { throw new UnsupportedOperationException(); }

    /** @throws dev.lifeboat.engine.Failure.RepositoryLocked naming the owner and since when */
    public RepositoryLock lock(String purpose) { throw new UnsupportedOperationException(); }

    /** Begins a set; until {@link SetWriter#complete} it does not exist for anyone. */
    public SetWriter begin(RepositoryLock lock, Kind kind, String stack, Instant at) { throw new UnsupportedOperationException(); }

    /** Verifies and keeps the result beside the set. */
    public VerificationResult verify(BackupSet set, VerificationResult.Depth depth, Progress progress, Cancellation cancellation) { throw new UnsupportedOperationException(); }
}
