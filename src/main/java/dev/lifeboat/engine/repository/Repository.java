package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.secret.Encryption;
import dev.lifeboat.engine.secret.Unlock;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The folder that holds backup sets. The catalogue is the manifests: nothing else needs to be there. Thread-safe;
 * writers of several processes are kept apart by {@link #lock}.
 *
 * <pre>
 * lifeboat-repository.json     says that the folder is ours; proves that a disk is mounted
 * lock.json                    while somebody writes
 * verified/                    results of verifications, one file per set
 * proven/                      what restore tests proved, one file per set
 * pinned/                      which sets are kept whatever the retention is, one file per set
 * 20261122T020000Z-shop-database/
 * </pre>
 */
public final class Repository {

    /** The file that says that a folder is a repository. */
    public static final String MARKER = RepositoryMarker.FILE;

    private final Path folder;
    private final RepositoryMarker marker;
    private final Optional<Path> caches;

    /**
     * What lies in the repository.
     * @param sets       complete sets, newest first
     * @param unreadable folders whose manifest is damaged or of a newer version: path and why
     * @param orphans    folders of runs that were killed: no manifest, no live owner; they may be deleted
     */
    public record Listing(List<BackupSet> sets, List<Unreadable> unreadable, List<Path> orphans) {}

    /** A set that cannot be used. @param why one sentence */
    public record Unreadable(Path folder, String why) {

        /** Whether it is a set of this stack, as its name says. */
        public boolean isOf(String stack) {
            return SetFiles.isOf(folder.getFileName().toString(), stack);
        }
    }

    private Repository(Path folder, RepositoryMarker marker, Optional<Path> caches) {
        this.folder = folder;
        this.marker = marker;
        this.caches = caches;
    }

    /**
     * Opens a repository; one on a read-only disk too, from which can be listed, verified and restored.
     * @throws Failure.NoRepository missing, not readable, or not ours (without our marker)
     */
    public static Repository open(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        return new Repository(absolute, RepositoryMarker.read(absolute), Optional.empty());
    }

    /**
     * Makes the folder and its marker when the folder is missing or empty; otherwise opens.
     * @throws Failure.NoRepository when it holds other things, or cannot be made
     */
    public static Repository openOrCreate(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        return new Repository(absolute, RepositoryMarker.readOrCreate(absolute), Optional.empty());
    }

    /**
     * The same, listing faster: keeps the manifests it has read in a file in this folder. They stay the truth: a manifest
     * that has changed is read again, the file may be deleted at any time, and whoever verifies, restores or copies a
     * set reads its manifest itself.
     */
    public Repository cachedIn(Path folderOfCaches) {
        return new Repository(folder, marker, Optional.of(folderOfCaches));
    }

    public Path folder() {
        return folder;
    }

    /** Made once and kept: tells repositories apart wherever they are mounted. */
    public String id() {
        return marker.id();
    }

    /** @throws Failure.StorageFailed when the folder cannot be read any more */
    public Listing list() {
        return new Catalogue(folder, caches.map(where -> CatalogueCache.of(folder, marker.id(), where))).list();
    }

    /** By id, unique prefix of an id, or {@code latest}. @throws Failure.NotFound with the sets that come nearest */
    public BackupSet find(String idOrPrefix) {
        return find(idOrPrefix, _ -> true);
    }

    /** The same among some sets only, so that {@code latest} is the newest of those. */
    public BackupSet find(String idOrPrefix, Predicate<BackupSet> among) {
        BackupSet found = look(idOrPrefix, list().sets().stream().filter(among).toList());
        return caches.isEmpty() ? found : read(found.folder());
    }

    private BackupSet look(String idOrPrefix, List<BackupSet> sets) {
        if (sets.isEmpty()) {
            throw new Failure.NotFound("There is no backup set in " + folder + ".", "Take a backup first.");
        }
        if (idOrPrefix.equals("latest")) {
            return sets.getFirst();
        }
        Optional<BackupSet> exact = sets.stream().filter(set -> set.id().equals(idOrPrefix)).findFirst();
        if (exact.isPresent()) {
            return exact.get();
        }
        List<BackupSet> matching = idOrPrefix.isEmpty() ? List.of() : sets.stream().filter(set -> set.id().startsWith(idOrPrefix)).toList();
        if (matching.size() == 1) {
            return matching.getFirst();
        }
        List<BackupSet> shown = matching.isEmpty() ? sets : matching;
        String names = String.join(", ", shown.stream().limit(5).map(BackupSet::id).toList()) + (shown.size() > 5 ? ", ..." : "");
        throw matching.isEmpty()
                ? new Failure.NotFound("There is no backup set \"" + idOrPrefix + "\" in " + folder + ".", "The newest are: " + names + ".")
                : new Failure.NotFound("\"" + idOrPrefix + "\" is the beginning of " + matching.size() + " sets.", "Say which: " + names + ".");
    }

    /** A set by its folder, anywhere. @throws Failure.SetDamaged when it is none, or its manifest cannot be used */
    public static BackupSet read(Path setFolder) {
        return Catalogue.read(setFolder.toAbsolutePath().normalize());
    }

    /**
     * Becomes the one writer.
     * @param purpose for people: "backing up shop"
     * @throws Failure.RepositoryLocked naming the owner and since when
     * @throws Failure.NoRepository     when the repository is read-only
     */
    public RepositoryLock lock(String purpose) {
        return RepositoryLock.acquire(folder, purpose);
    }

    /** Who writes in it now, in words; empty when nobody does. */
    public Optional<String> inUseBy() {
        return new Catalogue(folder, Optional.empty()).writer().map(LockOwner::inWords);
    }

    /** Begins a set that is not encrypted. */
    public SetWriter begin(RepositoryLock lock, Kind kind, String stack, Instant at) {
        return begin(lock, kind, stack, at, Encryption.NONE);
    }

    /** Begins a set; until {@link SetWriter#complete} it does not exist for anyone. Two in one second get different ids. */
    public SetWriter begin(RepositoryLock lock, Kind kind, String stack, Instant at, Encryption encryption) {
        if (!lock.repository().equals(folder)) {
            throw new IllegalArgumentException("the lock is of another repository");
        }
        String id = SetFiles.id(at, stack, kind);
        String free = id;
        for (int i = 2; Files.exists(folder.resolve(free)) || Files.exists(folder.resolve(SetFiles.Partial.name(free, lock.token()))); i++) {
            free = id + "-" + i;
        }
        return SetWriter.begin(lock, free, encryption);
    }

    /** Verifies without a key: deeply only a set that is not encrypted. */
    public VerificationResult verify(BackupSet set, VerificationResult.Depth depth, Progress progress, Cancellation cancellation) {
        return verify(set, depth, Unlock.NONE, progress, cancellation);
    }

    /**
     * Verifies and keeps the result beside the set. What is wrong with the set is in the result, not thrown.
     * @throws Failure.StorageFailed when a file is there and cannot be read
     * @throws Failure.NotFound      when the set was deleted meanwhile
     * @throws Failure.KeyNeeded     when the set looks whole, and cannot be read deeply with what is at hand; nothing is kept
     */
    public VerificationResult verify(BackupSet set, VerificationResult.Depth depth, Unlock unlock, Progress progress, Cancellation cancellation) {
        if (depth == VerificationResult.Depth.PROVEN) {
            throw new IllegalArgumentException("a set is proven by restoring it"); // ProvenVerification does
        }
        VerificationResult result;
        try {
            result = verified(set, depth, unlock, progress, cancellation);
        } catch (Failure.StorageFailed e) {
            requireThere(set);
            throw e;
        }
        requireThere(set);
        Beside beside = Beside.of(set.folder());
        beside.keepOrTell(set.id(), result, progress);
        if (!Files.exists(set.folder())) {
            beside.forget(set.id()); // deleted just then
        }
        return result;
    }

    /**
     * @throws Failure.NotFound     when the set is not there any more: somebody, a retention perhaps, has deleted it
     * @throws Failure.NoRepository when the repository is not there any more
     */
    public static void requireThere(BackupSet set) {
        if (!Files.exists(set.folder())) {
            RepositoryMarker.requireThere(set.folder().getParent());
            throw new Failure.NotFound("The set " + set.id() + " was deleted meanwhile.", "Those that are there: lifeboat sets list");
        }
    }

    /** By the manifest as it is now: the one in memory may come from a cache, or be older than a damage. */
    private static VerificationResult verified(BackupSet set, VerificationResult.Depth depth, Unlock unlock, Progress progress, Cancellation cancellation) {
        try {
            return new Verification(read(set.folder()), depth, unlock, progress, cancellation).run();
        } catch (Failure.SetDamaged e) {
            return new VerificationResult(Instant.now(), depth, 0, List.of(e.getMessage()));
        }
    }

    /** What the last restore test of a set proved, if there was one that went well. */
    public Optional<ProvenRecord> proven(BackupSet set) {
        return Beside.of(set.folder()).proven(set.id());
    }

    /** Keeps what a restore test proved. */
    public void keep(BackupSet set, ProvenRecord record) {
        Beside.of(set.folder()).keep(set.id(), record);
    }

    /** Keeps the result of a verification that was made elsewhere than here. */
    public void keep(BackupSet set, VerificationResult result) {
        Beside.of(set.folder()).keep(set.id(), result);
    }

    /** Keeps a set whatever the retention is. @param note why, for people; may be empty */
    public void pin(BackupSet set, String note) {
        new Beside(folder).keep(set.id(), new Pin(Instant.now(), note));
    }

    /** The retention decides over the set again. Does nothing when it is not pinned. */
    public void unpin(BackupSet set) {
        new Beside(folder).unpin(set.id());
    }

    /** Bytes that can be written before the disk is full. @throws Failure.StorageFailed when the disk does not answer */
    public long freeBytes() {
        try {
            FileStore store = Files.getFileStore(folder);
            return store.getUsableSpace();
        } catch (IOException e) {
            throw AtomicFile.failed("Could not ask for the free space at " + folder, e);
        }
    }
}
