package dev.lifeboat.engine.replication;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.FolderTree;
import dev.lifeboat.engine.Sha256;
import dev.lifeboat.engine.Sizes;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.replication.place.Place;
import dev.lifeboat.engine.replication.place.Trial;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** The round trip to a place, each step a check with its name; ends at the first step that fails. What it puts there is deleted again. */
final class PlaceRoundTrip {

    private static final int TEST_BYTES = 1 << 20;

    private final Repository from;
    private final Destination destination;
    private final Outpost outpost;
    private final Place place;
    private final Set<String> locks;
    private final Cancellation cancellation;
    private final List<Check> checks = new ArrayList<>();
    private final String name = ".lifeboat-test-" + HexFormat.of().toHexDigits(new Random().nextLong());

    PlaceRoundTrip(Repository from, Destination destination, Outpost outpost, Set<String> locks, Cancellation cancellation) {
        this.from = from;
        this.destination = destination;
        this.outpost = outpost;
        this.locks = locks;
        place = outpost.place();
        this.cancellation = cancellation;
    }

    /** One step. @return what it found, one sentence */
    private interface Step {
        String run() throws IOException;
    }

    List<Check> checks() {
        try {
            Path here = Files.createTempDirectory("lb-test");
            try {
                steps(here);
            } finally {
                FolderTree.delete(here);
            }
        } catch (IOException e) {
            throw AtomicFile.failed("Could not make a file for the test", e);
        }
        return List.copyOf(checks);
    }

    private void steps(Path here) throws IOException {
        byte[] bytes = new byte[TEST_BYTES];
        new Random().nextBytes(bytes);
        Files.write(here.resolve(name), bytes);
        for (Trial trial : place.trials()) {
            if (!step(trial.name(), () -> trial.run(cancellation))) {
                return;
            }
        }
        boolean whole = step("List", this::lists)
                && step("Repository", this::isOurs)
                && step("Put", () -> put(here))
                && step("Ranged get", () -> readsPiece(bytes))
                && step("Hash", () -> hashes(bytes));
        boolean deleted = !outpost.look().containsKey(name) || step("Delete", this::deletes);
        if (whole && deleted && step("Lock", this::locks)) {
            encryption();
        }
    }

    private boolean step(String what, Step step) throws IOException {
        try {
            checks.add(Check.ok(what, step.run()));
            return true;
        } catch (Failure.Cancelled e) {
            throw e;
        } catch (Failure e) {
            checks.add(Check.fail(what, e.getMessage(), e.hints().toArray(String[]::new)));
            return false;
        }
    }

    private String lists() {
        return Sizes.count(outpost.look().size(), "file") + " there.";
    }

    private String isOurs() {
        boolean isNew = !outpost.look().containsKey(Repository.MARKER);
        Repository there = outpost.prepare(new DestinationMemory(from, destination));
        return isNew ? destination.location().inWords() + " was empty; it is ours now."
                : destination.location().inWords() + " is ours, with " + Sizes.count(there.list().sets().size(), "set") + ".";
    }

    private String put(Path here) {
        place.put(here, List.of(name), true, Progress.NONE, cancellation);
        Place.Entry entry = outpost.look().get(name);
        if (entry == null || entry.sizeBytes() != TEST_BYTES) {
            throw wrong("1 MiB was put, and is not in the list with that size.");
        }
        return "1 MiB was put, and is in the list.";
    }

    private String readsPiece(byte[] bytes) {
        int from = 123_456;
        byte[] piece = place.read(name, from, 1000, cancellation);
        if (!Arrays.equals(piece, Arrays.copyOfRange(bytes, from, from + 1000))) {
            throw wrong("1,000 bytes out of the middle were asked for, and others came.");
        }
        return "1,000 bytes out of its middle came back as they were.";
    }

    private String hashes(byte[] bytes) {
        if (!Map.of(name, Sha256.of(bytes)).equals(place.hashes(List.of(name), Progress.NONE, cancellation))) {
            throw wrong("What lies there has another SHA-256 than what was put.");
        }
        return "Its SHA-256 is that of what was put.";
    }

    private String deletes() {
        place.delete(List.of(name), cancellation);
        if (outpost.look().containsKey(name)) {
            throw wrong("The file of the test was deleted, and is still there.");
        }
        return "It was deleted.";
    }

    private String locks() {
        try (PlaceLock _ = PlaceLock.take(place, destination.location().inWords(), "testing", locks, cancellation)) {
            return "Nobody else works there, and others would notice us.";
        }
    }

    private static Failure.VerificationFailed wrong(String what) {
        return new Failure.VerificationFailed(what, List.of("Do not use this place."));
    }

    private void encryption() {
        List<BackupSet> refused = from.list().sets().stream().filter(destination::refuses).toList();
        if (!destination.terms().trusted()) {
            checks.add(refused.isEmpty() ? Check.ok("Encryption", "Only encrypted sets are copied there.")
                    : Check.warn("Encryption", Sizes.count(refused.size(), "set") + " here " + (refused.size() == 1 ? "is" : "are") + " not encrypted and will not be copied: the destination is not trusted.",
                            "Encrypt the next ones: lifeboat keys generate main, then lifeboat keys rotate --stack ... --to main", "Or trust the place: --trusted"));
        }
    }
}
