package dev.lifeboat.engine.replication;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.SetChecksums;
import dev.lifeboat.engine.repository.VerificationResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** Reads sets at a place elsewhere and says what is not as it was written. The outpost is open. For one thread. */
final class Reading {

    private final Outpost outpost;
    private final Repository mirror;
    private final Progress progress;
    private final Cancellation cancellation;

    Reading(Outpost outpost, Progress progress, Cancellation cancellation) {
        this.outpost = outpost;
        this.progress = progress;
        this.cancellation = cancellation;
        mirror = outpost.mirrored();
    }

    /** The result is kept there and in the mirror. */
    VerificationResult verify(String setId) {
        long start = System.nanoTime();
        Path folder = mirror.folder().resolve(setId);
        List<String> problems = problems(setId, folder);
        VerificationResult result = new VerificationResult(Instant.now(), VerificationResult.Depth.QUICK, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start), problems);
        try {
            mirror.keep(Repository.read(folder), result);
            outpost.place().put(mirror.folder(), List.of("verified/" + setId + ".json"), true, Progress.NONE, cancellation);
        } catch (Failure.SetDamaged _) {
            progress.note("The manifest of " + setId + " cannot be read there, so the result was not kept.");
        }
        return result;
    }

    private List<String> problems(String setId, Path folder) {
        Map<String, String> wanted = new LinkedHashMap<>();
        try {
            BackupSet set = Repository.read(folder);
            progress.phase("Reading " + setId, set.manifest().sizeBytes(), Unit.BYTES);
            SetChecksums.of(set).forEach((path, hash) -> wanted.put(setId + "/" + path, hash));
        } catch (Failure.SetDamaged e) {
            return List.of(e.getMessage());
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read " + folder, e);
        }
        Map<String, String> found = outpost.place().hashes(wanted.keySet(), progress, cancellation);
        List<String> problems = new ArrayList<>();
        wanted.forEach((path, hash) -> {
            String name = path.substring(setId.length() + 1);
            if (!found.containsKey(path)) {
                problems.add(name + " is missing.");
            } else if (!found.get(path).equals(hash)) {
                problems.add(name + " has changed: its SHA-256 is " + found.get(path) + ", it should be " + hash + ".");
            }
        });
        foreign(setId, wanted.keySet()).forEach(name -> problems.add(name + " does not belong to the set."));
        return List.copyOf(problems);
    }

    /** What lies in the set's folder and is none of its files. */
    Set<String> foreign(String setId, Set<String> wanted) {
        Set<String> foreign = new TreeSet<>(outpost.filesOf(setId));
        wanted.forEach(path -> foreign.remove(path.substring(setId.length() + 1)));
        return foreign;
    }

}
