package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.secret.Unlock;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Verifies the sets whose turn it is by a {@link Rotation}, and keeps each result beside its set. Call it regularly; a run
 * that is cut short is made good by the next. It takes no lock: it may run beside a backup.
 */
public final class RotatingVerification {

    private final Repository repository;
    private final Clock clock;
    private final Unlock unlock;

    public RotatingVerification(Repository repository, Clock clock) {
        this(repository, clock, Unlock.NONE);
    }

    /** @param unlock for reading encrypted sets deeply; one that it does not open is read as it is stored */
    public RotatingVerification(Repository repository, Clock clock, Unlock unlock) {
        this.repository = repository;
        this.clock = clock;
        this.unlock = unlock;
    }

    /** @param verified those of this run, in order @param left how many sets were not due */
    public record Report(List<Checked> verified, int left) {

        /** Whether all that was read is good. */
        public boolean ok() {
            return verified.stream().allMatch(one -> one.result().ok());
        }
    }

    /** One set of a run. */
    public record Checked(BackupSet set, VerificationResult result) {}

    /** What a run would verify now; reads only the catalogue. @param stack only its sets; empty: all of the repository */
    public List<BackupSet> due(Optional<String> stack, Rotation rotation) {
        return rotation.due(sets(stack), clock.instant());
    }

    /**
     * Verifies what is due. A damaged set is in the report, not thrown, and keeps no other from being read. One that is
     * deleted meanwhile is passed over.
     *
     * @throws Failure.StorageFailed when a file is there and cannot be read
     */
    public Report run(Optional<String> stack, Rotation rotation, VerificationResult.Depth depth, Progress progress, Cancellation cancellation) {
        List<BackupSet> all = sets(stack);
        List<BackupSet> due = rotation.due(all, clock.instant());
        List<Checked> checked = new ArrayList<>();
        for (BackupSet set : due) {
            cancellation.check();
            progress.note("Verifying " + set.id() + " (" + (checked.size() + 1) + " of " + due.size() + ")");
            try {
                VerificationResult result = verify(set, depth, progress, cancellation);
                checked.add(new Checked(set, result));
            } catch (Failure.NotFound e) {
                progress.note(e.getMessage());
            }
        }
        return new Report(List.copyOf(checked), all.size() - due.size());
    }

    /** Without its key a set's stored bytes are still compared with their hashes. */
    private VerificationResult verify(BackupSet set, VerificationResult.Depth depth, Progress progress, Cancellation cancellation) {
        try {
            return repository.verify(set, depth, unlock, progress, cancellation);
        } catch (Failure.KeyNeeded e) {
            progress.note(set.id() + " is encrypted: only its stored bytes are read. " + e.getMessage());
            return repository.verify(set, VerificationResult.Depth.QUICK, progress, cancellation);
        }
    }

    private List<BackupSet> sets(Optional<String> stack) {
        return repository.list().sets().stream().filter(set -> stack.isEmpty() || set.manifest().stack().equals(stack.get())).toList();
    }
}
