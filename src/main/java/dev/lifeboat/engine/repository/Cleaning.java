package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.FolderTree;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Deletes what runs that were killed left in a repository. It holds the repository's lock, so nobody is writing then; and
 * a writer that was taken for dead and wakes up finds its lock lost and its folder gone, and publishes nothing.
 *
 * <p>Only hidden folders of our own naming go. A folder with a set's name and without a manifest was put there by
 * somebody else, a copy that is still under way perhaps: it is named as an orphan and stays.
 */
public final class Cleaning {

    private final Repository repository;

    public Cleaning(Repository repository) {
        this.repository = repository;
    }

    /** What {@link #run} would delete now. */
    public List<Path> preview() {
        return repository.list().orphans().stream().filter(Cleaning::isOurs).toList();
    }

    /**
     * @return the folders that are gone
     * @throws dev.lifeboat.engine.Failure.RepositoryLocked somebody is writing; nothing was deleted
     * @throws dev.lifeboat.engine.Failure.StorageFailed    when one cannot be deleted; those before it are gone
     */
    public List<Path> run(Progress progress, Cancellation cancellation) {
        try (RepositoryLock lock = repository.lock("deleting what killed runs left")) {
            lock.takenOver().ifPresent(progress::note);
            return delete(preview(), lock, progress, cancellation);
        }
    }

    /**
     * The same for who holds the lock already, sparing what may still be looked at.
     *
     * @param untouchedFor so long nothing was added to the folder
     */
    public List<Path> run(RepositoryLock lock, Duration untouchedFor, Progress progress, Cancellation cancellation) {
        List<Path> going = preview().stream().filter(folder -> isOlder(folder, untouchedFor)).toList();
        return going.isEmpty() ? going : delete(going, lock, progress, cancellation);
    }

    private static List<Path> delete(List<Path> going, RepositoryLock lock, Progress progress, Cancellation cancellation) {
        progress.phase("Deleting left-overs", going.size(), Unit.STEPS);
        List<Path> gone = new ArrayList<>();
        for (Path folder : going) {
            cancellation.check();
            lock.check();
            progress.item(folder.getFileName().toString());
            FolderTree.delete(folder);
            gone.add(folder);
            progress.advance(1);
        }
        return List.copyOf(gone);
    }

    private static boolean isOlder(Path folder, Duration age) {
        try {
            return Files.getLastModifiedTime(folder).toInstant().isBefore(Instant.now().minus(age));
        } catch (IOException e) {
            throw AtomicFile.failed("Could not look at " + folder, e);
        }
    }

    private static boolean isOurs(Path folder) {
        return SetFiles.Partial.ofNameOrNull(folder.getFileName().toString()) != null;
    }
}
