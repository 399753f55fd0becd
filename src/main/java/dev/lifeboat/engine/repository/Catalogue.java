package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Json;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads what lies in a folder of sets. A set that cannot be read never hides the others. Thread-safe. */
final class Catalogue {

    private final Path folder;
    private final Optional<CatalogueCache> cache;

    /** @param cache of manifests that were read before */
    Catalogue(Path folder, Optional<CatalogueCache> cache) {
        this.folder = folder;
        this.cache = cache;
    }

    /** What one sub-folder is. */
    private sealed interface Found {
        record Complete(BackupSet set) implements Found {}
        record Damaged(Repository.Unreadable unreadable) implements Found {}
        record Orphan(Path folder) implements Found {}
        record Nothing() implements Found {}
    }

    Repository.Listing list() {
        Optional<String> writing = writer().map(LockOwner::token);
        List<Path> subfolders = subfolders();
        List<Found> found = subfolders.parallelStream().map(sub -> look(sub, writing)).toList();
        cache.ifPresent(kept -> kept.keep(subfolders.stream().map(sub -> sub.getFileName().toString()).collect(Collectors.toSet())));
        List<BackupSet> sets = new ArrayList<>();
        List<Repository.Unreadable> unreadable = new ArrayList<>();
        List<Path> orphans = new ArrayList<>();
        for (Found one : found) {
            switch (one) {
                case Found.Complete(BackupSet set) -> sets.add(set);
                case Found.Damaged(Repository.Unreadable damaged) -> unreadable.add(damaged);
                case Found.Orphan(Path orphan) -> orphans.add(orphan);
                case Found.Nothing() -> { }
            }
        }
        sets.sort(Comparator.comparing((BackupSet set) -> set.manifest().startedAt()).thenComparing(BackupSet::id).reversed());
        return new Repository.Listing(List.copyOf(sets), List.copyOf(unreadable), List.copyOf(orphans));
    }

    private Found look(Path sub, Optional<String> writing) {
        String name = sub.getFileName().toString();
        SetFiles.Partial partial = SetFiles.Partial.ofNameOrNull(name);
        if (partial != null) {
            return writing.filter(partial.token()::equals).isPresent() ? new Found.Nothing() : new Found.Orphan(sub);
        }
        if (!SetFiles.isId(name)) {
            return new Found.Nothing();
        }
        if (!Files.exists(sub.resolve(SetFiles.MANIFEST), LinkOption.NOFOLLOW_LINKS)) {
            // Gone altogether when it was removed while we looked.
            return Files.exists(sub) ? new Found.Orphan(sub) : new Found.Nothing();
        }
        try {
            return new Found.Complete(cache.isPresent() ? beside(sub, cache.get().manifest(sub)) : read(sub));
        } catch (Failure.SetDamaged | Failure.StorageFailed e) {
            return new Found.Damaged(new Repository.Unreadable(sub, e.getMessage()));
        }
    }

    /** @throws Failure.SetDamaged when its manifest cannot be used */
    static BackupSet read(Path setFolder) {
        return beside(setFolder, SetFiles.readManifest(setFolder));
    }

    private static BackupSet beside(Path setFolder, Manifest manifest) {
        Beside beside = Beside.of(setFolder);
        return new BackupSet(setFolder, manifest, beside.verified(manifest.id()), beside.pin(manifest.id()));
    }

    /** The writer that is at work now. */
    Optional<LockOwner> writer() {
        Path file = folder.resolve(RepositoryLock.FILE);
        try {
            Optional<LockOwner> owner = LockOwner.read(file);
            return owner.isPresent() && owner.get().isAlive(file) ? owner : Optional.empty();
        } catch (NoSuchFileException _) {
            return Optional.empty(); // released while we looked
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read " + file, e);
        }
    }

    private List<Path> subfolders() {
        List<Path> all = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if ((SetFiles.isId(name) || SetFiles.Partial.ofNameOrNull(name) != null) && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    all.add(entry);
                }
            }
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read the repository " + folder, e);
        }
        all.sort(Comparator.naturalOrder());
        return all;
    }
}
