package dev.lifeboat.engine.replication;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Sizes;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.engine.replication.place.Place;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.FileHash;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.SetChecksums;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Brings a set from a place elsewhere into its mirror here, each file checked by its hash. For one thread. */
final class Fetching {

    private final Repository mirror;
    private final Place place;
    private final Destination at;
    private final Progress progress;
    private final Cancellation cancellation;

    Fetching(Repository mirror, Place place, Destination at, Progress progress, Cancellation cancellation) {
        this.mirror = mirror;
        this.place = place;
        this.at = at;
        this.progress = progress;
        this.cancellation = cancellation;
    }

    BackupSet run(String setId) {
        BackupSet set = mirror.find(setId);
        progress.phase("Fetching " + set.id() + " from " + at.name(), set.manifest().sizeBytes(), Unit.BYTES);
        try {
            Map<String, String> wanted = new LinkedHashMap<>();
            for (Map.Entry<String, String> file : SetChecksums.of(set).entrySet()) {
                wanted.put(set.id() + "/" + file.getKey(), file.getValue());
            }
            space(set);
            place.get(wanted.keySet(), mirror.folder(), progress, cancellation);
            List<String> bad = bad(wanted);
            if (!bad.isEmpty()) { // cut off and taken up wrongly, or damaged there: a clean second try tells
                for (String path : bad) {
                    Files.deleteIfExists(mirror.folder().resolve(path));
                }
                place.get(bad, mirror.folder(), Progress.NONE, cancellation);
                bad = bad(wanted);
            }
            if (!bad.isEmpty()) {
                throw new Failure.SetDamaged(String.join(", ", bad) + " at " + at.name() + " is missing or not as it was written.", null,
                        "Use another copy of the set, if there is one.");
            }
            return set;
        } catch (IOException e) {
            throw AtomicFile.failed("Could not keep what was fetched in " + mirror.folder(), e);
        }
    }

    private void space(BackupSet set) throws IOException {
        long needed = 0;
        for (Manifest.Member member : set.manifest().members()) {
            Path file = set.folder().resolve(member.path());
            needed += Files.exists(file) ? 0 : member.sizeBytes();
        }
        if (needed > mirror.freeBytes()) {
            throw new Failure.StorageFailed(true, Sizes.inWords(needed) + " are needed to fetch " + set.id() + ", and " + Sizes.inWords(mirror.freeBytes()) + " are free in " + mirror.folder() + ".",
                    null, "Free some space there.");
        }
    }

    private List<String> bad(Map<String, String> wanted) throws IOException {
        List<String> bad = new ArrayList<>();
        for (Map.Entry<String, String> file : wanted.entrySet()) {
            Path here = mirror.folder().resolve(file.getKey());
            if (!Files.isRegularFile(here) || !FileHash.of(here, Progress.NONE, cancellation).equals(file.getValue())) {
                bad.add(file.getKey());
            }
        }
        return bad;
    }

    /** Deletes the members of a set in a mirror. */
    static void release(BackupSet fetched) {
        try {
            for (Manifest.Member member : fetched.manifest().members()) {
                Files.deleteIfExists(fetched.folder().resolve(member.path()));
            }
        } catch (IOException e) {
            throw AtomicFile.failed("Could not delete what was fetched in " + fetched.folder(), e);
        }
    }
}
