package dev.lifeboat.engine.monitor;

import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Sizes;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks at a repository: there, ours, writable, not in use, room, whole sets, a clock that makes sense. */
final class RepositoryExamination {

    private final Path folder;
    private final Optional<String> stack;
    private final Instant now;
    private final List<Check> checks = new ArrayList<>();

    RepositoryExamination(Path folder, Optional<String> stack, Instant now) {
        this.folder = folder;
        this.stack = stack;
        this.now = now;
    }

    List<Check> checks() {
        try {
            if (!Files.exists(folder)) {
                checks.add(Check.warn("Repository", folder + " does not exist yet.", "The first backup makes it, when it is the default one.",
                        "If it should be on a disk or a share, check that this is mounted."));
                return List.copyOf(checks);
            }
            Repository repository = Repository.open(folder);
            Repository.Listing listing = repository.list();
            writable(repository, listing);
            repository.inUseBy().ifPresent(owner -> checks.add(Check.warn("Repository lock", "In use by " + owner + ".", "Backups wait until it has ended.")));
            leftOvers(listing);
            room(repository, listing);
            clock(listing);
        } catch (Failure e) {
            checks.add(Check.fail("Repository", e.getMessage(), e.hints().toArray(String[]::new)));
        }
        return List.copyOf(checks);
    }

    private void writable(Repository repository, Repository.Listing listing) {
        int sets = listing.sets().size();
        checks.add(Files.isWritable(repository.folder())
                ? Check.ok("Repository", repository.folder() + " holds " + sets + (sets == 1 ? " set." : " sets."))
                : Check.fail("Repository", repository.folder() + " cannot be written; what is in it can be restored.",
                        "Check the folder's owner and mode, and that the disk is not mounted read-only."));
    }

    private void leftOvers(Repository.Listing listing) {
        if (!listing.unreadable().isEmpty()) {
            checks.add(Check.fail("Backup sets", listing.unreadable().size() + " cannot be used: " + listing.unreadable().stream()
                    .map(one -> one.folder().getFileName() + " (" + one.why() + ")").collect(Collectors.joining("; ")),
                    "Use another copy of them, if there is one, and take a new backup."));
        }
        if (!listing.orphans().isEmpty()) {
            checks.add(Check.warn("Left-overs", "Runs that were killed left " + listing.orphans().size() + (listing.orphans().size() == 1 ? " folder: " : " folders: ")
                    + listing.orphans().stream().map(Path::toString).collect(Collectors.joining(", ")), "They are no sets. To free their space: lifeboat sets clean"));
        }
    }

    private void room(Repository repository, Repository.Listing listing) {
        long free = repository.freeBytes();
        Optional<BackupSet> last = listing.sets().stream().filter(set -> stack.isEmpty() || stack.get().equals(set.manifest().stack())).findFirst();
        long size = last.map(set -> set.manifest().sizeBytes()).orElse(0L);
        String sentence = Sizes.inWords(free) + " free" + last.map(set -> "; the last set has " + Sizes.inWords(size)).orElse("") + ".";
        checks.add(free < size ? Check.fail("Free disk space", sentence, "Free some space, or choose a repository folder on a larger disk.")
                : free < 2 * size ? Check.warn("Free disk space", sentence, "Free some space soon.")
                : Check.ok("Free disk space", sentence));
    }

    private void clock(Repository.Listing listing) {
        Optional<Instant> newest = listing.sets().stream().findFirst().map(set -> set.manifest().startedAt());
        checks.add(newest.filter(now::isBefore).isPresent()
                ? Check.fail("Clock", "It is " + now + ", before the newest set (" + newest.get() + ").", "Set this computer's clock: ages and names of sets depend on it.")
                : Check.ok("Clock", "It is after every set."));
    }
}
