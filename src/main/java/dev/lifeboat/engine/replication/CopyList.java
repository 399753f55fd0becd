package dev.lifeboat.engine.replication;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Sizes;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Repository;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What is to be copied to a destination, and how far that is. For one thread. */
final class CopyList {

    private final Destination to;
    private final List<BackupSet> there;
    private final List<BackupSet> missing;
    private final List<String> refused;
    private final List<String> copied = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private long bytes;
    private boolean outsideWindow;

    /** @param isThere whether a set lies there whole */
    CopyList(Repository from, Destination to, Predicate<BackupSet> isThere) {
        this.to = to;
        List<BackupSet> sets = from.list().sets();
        List<BackupSet> taken = sets.stream().filter(to::takes).toList();
        there = taken.stream().filter(isThere).toList();
        missing = taken.stream().filter(set -> !there.contains(set)).toList();
        refused = sets.stream().filter(to::refuses).map(BackupSet::id).toList();
    }

    /** The newest first. */
    List<BackupSet> missing() {
        return missing;
    }

    void begin(Progress progress) {
        progress.phase("Copying to " + to.name(), missing.stream().mapToLong(set -> set.manifest().sizeBytes()).sum(), Unit.BYTES);
        if (!refused.isEmpty()) {
            progress.note(refusal(to, refused.size()));
        }
    }

    static String refusal(Destination to, int sets) {
        return Sizes.count(sets, "set") + (sets == 1 ? " is" : " are") + " not encrypted and " + (sets == 1 ? "was" : "were") + " not copied: " + to.name() + " is not trusted.";
    }

    void copied(BackupSet set, long bytesOfIt, Progress progress) {
        copied.add(set.id());
        bytes += bytesOfIt;
        progress.note("Copied " + set.id());
    }

    void failed(String problem, Progress progress) {
        problems.add(problem);
        progress.note(problem);
    }

    /** The rest waits for its time. */
    void outsideWindow() {
        outsideWindow = true;
    }

    /** @throws Failure.VerificationFailed when some sets could not be copied */
    Replication.Result result() {
        if (!problems.isEmpty()) {
            throw new Failure.VerificationFailed(problems.size() + " of " + Sizes.count(missing.size(), "set") + " could not be copied to " + to.name()
                    + "; " + copied.size() + " were.", problems);
        }
        return new Replication.Result(to.name(), List.copyOf(copied), there.stream().map(BackupSet::id).toList(), bytes, refused, outsideWindow);
    }
}
