package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.FolderTree;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Deletes the sets that a retention does not keep. A set is first renamed to what is no set, in one step, and then
 * deleted: a kill in between leaves a folder that is reported as an orphan, never half a set.
 */
public final class Pruning {

    private final Repository repository;
    private final Clock clock;

    public Pruning(Repository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    /** What would become of each set of the stack, newest first; changes nothing. */
    public List<Retention.Fate> preview(String stack, Retention retention) {
        return retention.fates(repository.list().sets().stream().filter(set -> set.manifest().stack().equals(stack)).toList(), clock.instant());
    }

    /**
     * Deletes what the preview said would go, as far as that is still so under the lock: a set that was pinned meanwhile
     * stays, and so does all when the last verified one is found damaged.
     *
     * @param agreed the ids of the sets that a person, or a schedule, has agreed to lose
     * @return the ids of those that are gone
     * @throws dev.lifeboat.engine.Failure.RepositoryLocked nothing was deleted
     * @throws dev.lifeboat.engine.Failure.StorageFailed    when one cannot be deleted; those before it are gone
     */
    public List<String> run(String stack, Retention retention, Set<String> agreed, Progress progress, Cancellation cancellation) {
        try (RepositoryLock lock = repository.lock("pruning the sets of " + stack)) {
            List<BackupSet> going = preview(stack, retention).stream().filter(fate -> !fate.kept() && agreed.contains(fate.set().id()))
                    .map(Retention.Fate::set).collect(Collectors.toCollection(ArrayList::new)).reversed();
            progress.phase("Deleting sets", going.size(), Unit.STEPS);
            List<String> gone = new ArrayList<>();
            for (BackupSet set : going) {
                cancellation.check();
                progress.item(set.id());
                lock.check();
                delete(repository, set, lock);
                gone.add(set.id());
                progress.advance(1);
            }
            return List.copyOf(gone);
        }
    }

    /** Takes it away under its name at once, then deletes it piece by piece: a kill leaves an orphan, no half set. */
    static void delete(Repository repository, BackupSet set, RepositoryLock lock) {
        Path doomed = repository.folder().resolve(SetFiles.Partial.name(set.id(), lock.token()));
        try {
            Files.move(set.folder(), doomed, StandardCopyOption.ATOMIC_MOVE);
            AtomicFile.syncFolder(repository.folder());
        } catch (IOException e) {
            throw AtomicFile.failed("Could not take the set " + set.id() + " away", e);
        }
        FolderTree.delete(doomed);
        new Beside(repository.folder()).forget(set.id());
    }
}
