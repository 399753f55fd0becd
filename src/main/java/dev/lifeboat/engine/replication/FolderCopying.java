package dev.lifeboat.engine.replication;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.RepositoryLock;
import dev.lifeboat.engine.repository.SetImport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Copies sets to a folder: hidden until they are whole, each file read back. For one thread. */
final class FolderCopying {

    private final Repository from;
    private final Destination to;
    private final Path folder;
    private final Progress progress;
    private final Cancellation cancellation;

    FolderCopying(Repository from, Destination to, Path folder, Progress progress, Cancellation cancellation) {
        this.from = from;
        this.to = to;
        this.folder = folder;
        this.progress = progress;
        this.cancellation = cancellation;
    }

    Replication.Result run(Openness openness) {
        Repository there = prepare();
        try (RepositoryLock lock = there.lock("copying to " + to.name())) {
            lock.takenOver().ifPresent(progress::note);
            CopyList list = new CopyList(from, to, set -> SetImport.isThere(set, there));
            list.begin(progress);
            for (BackupSet set : list.missing()) {
                cancellation.check();
                if (!openness.isOpen()) {
                    list.outsideWindow();
                    break;
                }
                try {
                    long bytes = new SetImport(set, there, lock, progress, cancellation).run();
                    new Copies(there).keep(set.id(), Instant.now(), from);
                    list.copied(set, bytes, progress);
                } catch (Failure.SetDamaged | Failure.VerificationFailed e) {
                    list.failed(e.getMessage(), progress);
                } catch (Failure.NotFound e) { // nothing to copy any more
                    progress.note(e.getMessage());
                }
            }
            return list.result();
        }
    }

    private Repository prepare() {
        FolderSite site = new FolderSite(from, to, folder);
        try {
            Optional<String> overlap = site.overlap();
            if (overlap.isPresent()) {
                throw new Failure.NoRepository(overlap.get(), null, "Choose a folder elsewhere for the destination " + to.name() + ".");
            }
            return site.prepare();
        } catch (IOException e) {
            throw AtomicFile.failed("Could not look at " + folder, e);
        }
    }
}
