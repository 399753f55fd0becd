package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import java.nio.file.Files;
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

    public RotatingVerification(Repository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
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
                VerificationResult result = repository.verify(set, depth, progress, cancellation);
                if (Files.exists(set.folder())) {
                    checked.add(new Checked(set, result));
                }
            } catch (Failure.StorageFailed e) {
                if (Files.exists(set.folder())) {
                    throw e;
                }
            }
        }
        return new Report(List.copyOf(checked), all.size() - due.size());
    }

    private List<BackupSet> sets(Optional<String> stack) {
        return repository.list().sets().stream().filter(set -> stack.isEmpty() || set.manifest().stack().equals(stack.get())).toList();
    }
}
