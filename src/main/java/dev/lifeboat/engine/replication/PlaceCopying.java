package dev.lifeboat.engine.replication;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.replication.place.Place;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.FileHash;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.SetChecksums;
import dev.lifeboat.engine.repository.VerificationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Copies sets to a place elsewhere, some at a time: all files but the manifests, then the proof that they lie there as they
 * should, then the manifests. For one thread.
 */
final class PlaceCopying {

    /** So much or so many at a time: few enough that what was copied is soon there, enough that connecting does not count. */
    private static final long BATCH_BYTES = 256L << 20;
    private static final int BATCH_SETS = 500;

    private final Repository from;
    private final Outpost outpost;
    private final Place place;
    private final Progress progress;
    private final Cancellation cancellation;
    private final CopyList list;
    private final Repository mirror;

    PlaceCopying(Repository from, Destination to, Outpost outpost, Progress progress, Cancellation cancellation) {
        this.from = from;
        this.outpost = outpost;
        this.progress = progress;
        this.cancellation = cancellation;
        place = outpost.place();
        mirror = outpost.prepare(new DestinationMemory(from, to));
        list = new CopyList(from, to, outpost::has);
    }

    Replication.Result run(String where, Openness openness, Set<String> locks) {
        list.begin(progress);
        if (list.missing().isEmpty()) {
            return list.result();
        }
        try (PlaceLock lock = PlaceLock.take(place, where, "copying", locks, cancellation)) {
            List<List<BackupSet>> batches = batches();
            for (List<BackupSet> batch : batches) {
                cancellation.check();
                if (batch != batches.getFirst()) {
                    lock.beat();
                }
                if (!openness.isOpen()) {
                    list.outsideWindow();
                    break;
                }
                copy(batch);
            }
            return list.result();
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read the sets that are copied", e);
        }
    }

    private List<List<BackupSet>> batches() {
        List<List<BackupSet>> batches = new ArrayList<>();
        long bytes = Long.MAX_VALUE;
        for (BackupSet set : list.missing()) {
            if (bytes >= BATCH_BYTES || batches.getLast().size() >= BATCH_SETS) {
                batches.add(new ArrayList<>());
                bytes = 0;
            }
            batches.getLast().add(set);
            bytes += set.manifest().sizeBytes();
        }
        return batches;
    }

    private void copy(List<BackupSet> batch) throws IOException {
        Map<BackupSet, Map<String, String>> files = new LinkedHashMap<>();
        for (BackupSet set : batch) {
            try {
                files.put(set, filesOf(set));
            } catch (Failure.SetDamaged | Failure.VerificationFailed e) {
                list.failed(e.getMessage(), progress);
            } catch (Failure.NotFound e) { // nothing to copy any more
                progress.note(e.getMessage());
            }
        }
        Map<String, String> members = new LinkedHashMap<>();
        files.values().forEach(members::putAll);
        members.keySet().removeIf(PlaceCopying::isManifest);
        long sent = place.put(from.folder(), members.keySet(), false, progress, cancellation);
        dropBad(files, place.differing(from.folder(), members, progress, cancellation), members);
        deleteForeign(files);
        finish(files, sent);
    }

    /** What a try that was killed left beside the members. Nobody else writes there: we hold the lock. */
    private void deleteForeign(Map<BackupSet, Map<String, String>> files) {
        List<String> foreign = new ArrayList<>();
        files.forEach((set, wanted) -> outpost.filesOf(set.id()).stream().map(name -> set.id() + "/" + name).filter(path -> !wanted.containsKey(path)).forEach(foreign::add));
        if (!foreign.isEmpty()) {
            place.delete(foreign, cancellation);
        }
    }

    private static boolean isManifest(String path) {
        return path.endsWith("/" + SetChecksums.MANIFEST);
    }

    /** Paths within the repository, each with its hash. What is missing here is found before anything is sent. */
    private Map<String, String> filesOf(BackupSet listed) throws IOException {
        Repository.requireThere(listed);
        BackupSet set = Repository.read(listed.folder()); // what lies there, not what a cache remembers
        if (outpost.hasAnotherOfThatName(set)) {
            throw new Failure.VerificationFailed("The copy of " + set.id() + " there differs from the set: it is damaged, or the set here was changed.",
                    List.of("Verify both. Remove the one that is damaged, then copy again."));
        }
        for (Manifest.Member member : set.manifest().members()) {
            Path file = set.folder().resolve(member.path());
            if (!Files.isRegularFile(file) || Files.size(file) != member.sizeBytes()) {
                throw damagedHere(set.id(), member.path());
            }
        }
        Map<String, String> files = new LinkedHashMap<>();
        SetChecksums.of(set).forEach((path, hash) -> files.put(set.id() + "/" + path, hash));
        return files;
    }

    private static Failure.SetDamaged damagedHere(String setId, String path) {
        return new Failure.SetDamaged(setId + ": " + path + " is not as it was written; it was not copied.", null,
                "Verify the set. A good copy of it may lie at another destination.");
    }

    /** A file that is not there as it should: damaged here, or sent once more. Sets of which one stays bad get no manifest. */
    private void dropBad(Map<BackupSet, Map<String, String>> files, Set<String> bad, Map<String, String> members) throws IOException {
        if (bad.isEmpty()) {
            return;
        }
        Map<String, String> again = new LinkedHashMap<>();
        for (String path : bad) {
            if (FileHash.of(from.folder().resolve(path), Progress.NONE, cancellation).equals(members.get(path))) {
                again.put(path, members.get(path));
            } else {
                drop(files, path, damagedHere(setOf(path), path.substring(setOf(path).length() + 1)).getMessage());
            }
        }
        place.delete(again.keySet(), cancellation);
        place.put(from.folder(), again.keySet(), true, Progress.NONE, cancellation);
        for (String path : place.differing(from.folder(), again, Progress.NONE, cancellation)) {
            drop(files, path, path + " reads back differently from what was sent. Check the disk of the destination.");
        }
    }

    private static String setOf(String path) {
        return path.substring(0, path.indexOf('/'));
    }

    private void drop(Map<BackupSet, Map<String, String>> files, String path, String why) {
        if (files.keySet().removeIf(set -> set.id().equals(setOf(path)))) {
            list.failed(why, progress);
            place.delete(List.of(setOf(path)), cancellation); // it has no manifest: it is no set
        }
    }

    private void finish(Map<BackupSet, Map<String, String>> files, long sent) throws IOException {
        Map<String, String> manifests = new LinkedHashMap<>();
        files.forEach((set, hashes) -> manifests.put(set.id() + "/" + SetChecksums.MANIFEST, hashes.get(set.id() + "/" + SetChecksums.MANIFEST)));
        if (manifests.isEmpty()) {
            return;
        }
        cancellation.check();
        place.put(from.folder(), manifests.keySet(), true, Progress.NONE, cancellation);
        Set<String> bad = place.differing(from.folder(), manifests, Progress.NONE, cancellation);
        bad.forEach(path -> drop(files, path, path + " reads back differently from what was sent. Check the destination."));
        List<String> notes = new ArrayList<>();
        long bytes = sent;
        for (BackupSet set : files.keySet()) {
            outpost.mirror(set);
            notes.addAll(note(set));
            list.copied(set, bytes, progress);
            bytes = 0;
        }
        place.put(mirror.folder(), notes, true, Progress.NONE, cancellation);
    }

    private List<String> note(BackupSet set) {
        Instant now = Instant.now();
        new Copies(mirror).keep(set.id(), now, from);
        mirror.keep(Repository.read(mirror.folder().resolve(set.id())), new VerificationResult(now, VerificationResult.Depth.QUICK, 0, List.of()));
        return List.of(Copies.FOLDER + "/" + set.id() + ".json", "verified/" + set.id() + ".json");
    }
}
