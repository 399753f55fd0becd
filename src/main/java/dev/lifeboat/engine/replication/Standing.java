package dev.lifeboat.engine.replication;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.replication.place.Location;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.SetImport;
import dev.lifeboat.engine.repository.VerificationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds out how a destination stands. */
final class Standing {

    private final Repository from;
    private final Destination to;
    private final Path mirror;
    private final List<BackupSet> wanted;
    private final int refused;

    Standing(Repository from, Destination to, Path mirror) {
        this.from = from;
        this.to = to;
        this.mirror = mirror;
        List<BackupSet> sets = from.list().sets();
        wanted = sets.stream().filter(to::takes).toList();
        refused = (int) sets.stream().filter(to::refuses).count();
    }

    DestinationState state() {
        try {
            return to.location() instanceof Location.Folder(Path folder) ? ofFolder(folder) : ofMirror();
        } catch (Failure e) {
            return state(List.of(), wanted, Optional.of(e.getMessage()));
        } catch (IOException e) {
            return state(List.of(), wanted, Optional.of(AtomicFile.failed("Could not look at " + to.location().inWords(), e).getMessage()));
        }
    }

    private DestinationState ofFolder(Path folder) throws IOException {
        FolderSite site = new FolderSite(from, to, folder);
        Optional<String> overlap = site.overlap();
        if (overlap.isPresent()) {
            return state(List.of(), wanted, overlap);
        }
        if (site.isNew() && site.canBeMade()) {
            return state(List.of(), wanted, Optional.empty());
        }
        return of(site.open());
    }

    /** As the place was when last seen; before that nothing is known to be there. */
    private DestinationState ofMirror() {
        return Files.exists(mirror.resolve(Repository.MARKER)) ? of(Repository.open(mirror)) : state(List.of(), wanted, Optional.empty());
    }

    private DestinationState of(Repository there) {
        Repository.Listing listing = there.list();
        List<BackupSet> waiting = wanted.stream().filter(set -> !isThere(set, there)).toList();
        return state(copies(there, listing.sets().stream().filter(to::wants).toList()), waiting, problem(listing, waiting));
    }

    /** In a mirror are manifests alone; they lie there last. */
    private boolean isThere(BackupSet set, Repository there) {
        if (to.location().isHere()) {
            return SetImport.isThere(set, there);
        }
        try {
            Path copy = there.folder().resolve(set.id()).resolve("manifest.json");
            return Files.exists(copy) && Files.mismatch(set.folder().resolve("manifest.json"), copy) == -1;
        } catch (IOException e) {
            throw AtomicFile.failed("Could not compare " + set.id() + " with its copy", e);
        }
    }

    private DestinationState state(List<DestinationState.Copy> copies, List<BackupSet> waiting, Optional<String> problem) {
        return new DestinationState(to, copies, waiting.reversed().stream().map(BackupSet::id).toList(),
                waiting.stream().mapToLong(set -> set.manifest().sizeBytes()).sum(),
                copies.stream().map(DestinationState.Copy::copiedAt).max(Comparator.naturalOrder()),
                copies.stream().map(DestinationState.Copy::verifiedAt).max(Comparator.naturalOrder()),
                problem.or(() -> refused == 0 ? Optional.empty() : Optional.of(CopyList.refusal(to, refused))));
    }

    private static List<DestinationState.Copy> copies(Repository there, List<BackupSet> sets) {
        Copies copies = new Copies(there);
        return sets.stream().map(set -> {
            Instant copiedAt = copies.copiedAt(set);
            return new DestinationState.Copy(set.id(), set.manifest().sizeBytes(), copiedAt, set.verified().map(VerificationResult::at).orElse(copiedAt));
        }).toList();
    }

    private static Optional<String> problem(Repository.Listing there, List<BackupSet> waiting) {
        List<String> failed = there.sets().stream().filter(set -> set.verified().filter(v -> !v.ok()).isPresent()).map(BackupSet::id).toList();
        if (!failed.isEmpty()) {
            return Optional.of("The copy of " + String.join(", ", failed) + " there failed its verification.");
        }
        if (!there.unreadable().isEmpty()) {
            return Optional.of("The copy " + there.unreadable().getFirst().folder().getFileName() + " there is damaged: " + there.unreadable().getFirst().why());
        }
        Set<String> ids = new HashSet<>(there.sets().stream().map(BackupSet::id).toList());
        return waiting.stream().map(BackupSet::id).filter(ids::contains).findFirst().map(id -> "The copy of " + id + " there differs from the set here.");
    }
}
