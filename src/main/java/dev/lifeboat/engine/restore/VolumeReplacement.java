package dev.lifeboat.engine.restore;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Json;
import dev.lifeboat.engine.ProcessIdentity;
import dev.lifeboat.engine.docker.DockerEngine;
import dev.lifeboat.engine.docker.HeldServices;
import dev.lifeboat.engine.docker.Volumes;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Replaces what volumes hold by what other, proven volumes hold; Docker cannot rename volumes. The services are stopped, the
 * present content is copied into volumes that are kept and compared with it, and only then the first file is removed. From
 * there on a file says what is under way: when the program is killed, the replacement is brought to its end at its next
 * start, see {@link VolumeReplacements}; until then the services stay stopped. When it fails, the kept content is put back.
 * For one use by one thread.
 */
final class VolumeReplacement {

    static final String JOURNAL = "replacing.json";
    static final String HELD = "held";

    /**
     * One volume.
     *
     * @param from   the volume that is proven
     * @param kept   where the present content is copied to; empty when there is no such volume yet
     * @param images whose tar may do it
     */
    record Piece(String volume, String from, Optional<String> kept, List<String> images) {}

    /** What the file holds. */
    record Journal(String stack, URI engine, Optional<Path> certificates, String setId, List<Piece> pieces, ProcessIdentity owner) {}

    private final DockerEngine engine;
    private final Path folder;
    private final Journal journal;
    private final Progress progress;

    /** @param folder of this stack, for the file and the list of services */
    VolumeReplacement(DockerEngine engine, Path folder, Journal journal, Progress progress) {
        this.engine = engine;
        this.folder = folder;
        this.journal = journal;
        this.progress = progress;
    }

    /**
     * @param services to be stopped meanwhile
     * @return those that were, and run again
     * @throws Failure as it was before, and the services run, unless the message says otherwise
     */
    HeldServices run(List<String> services, Cancellation cancellation) {
        makeFolder();
        cancellation.check();
        progress.phase("Stopping " + (services.isEmpty() ? "nothing" : String.join(", ", services)), Progress.UNKNOWN, Unit.STEPS);
        HeldServices held = HeldServices.hold(engine, journal.certificates(), folder.resolve(HELD), journal.stack(), services, HeldServices.Mode.STOP);
        boolean mayRun = true;
        try {
            keep(cancellation);
            cancellation.check();
            AtomicFile.write(folder.resolve(JOURNAL), Json.readable(journal));
            mayRun = false;
            replace();
            mayRun = true;
        } catch (RuntimeException e) {
            mayRun = mayRun || !Files.exists(folder.resolve(JOURNAL));
            throw e;
        } finally {
            if (mayRun) {
                held.release();
            }
        }
        return held;
    }

    private void makeFolder() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw AtomicFile.failed("Could not make " + folder, e);
        }
    }

    /** Copies the present content; what is not whole is removed again. */
    private void keep(Cancellation cancellation) {
        requireUnused();
        List<String> made = new ArrayList<>();
        boolean whole = false;
        try {
            for (Piece piece : journal.pieces()) {
                String kept = piece.kept().orElse(piece.volume()); // without a present one that is made
                Volumes.create(engine, kept);
                made.add(kept);
                if (piece.kept().isPresent()) {
                    clone(piece).copy(piece.volume(), kept, false, cancellation);
                }
            }
            whole = true;
        } finally {
            if (!whole) {
                made.forEach(volume -> Volumes.remove(engine, volume));
            }
        }
    }

    /** Somebody may have started a container since the plan was made. */
    private void requireUnused() {
        Volumes volumes = Volumes.of(engine);
        for (Piece piece : journal.pieces()) {
            volumes.all().stream().filter(volume -> volume.name().equals(piece.volume())).flatMap(volume -> volume.users().stream()).filter(Volumes.User::running)
                    .findFirst().ifPresent(user -> {
                        throw new Failure.PreflightFailed("The container " + user.container() + " uses the volume " + piece.volume() + " and runs. Nothing was replaced.",
                                List.of("Stop it: docker stop " + user.container()));
                    });
        }
    }

    /** Not to be stopped halfway: that would leave neither the old content nor the new. */
    void replace() {
        try {
            for (Piece piece : journal.pieces()) {
                clone(piece).copy(piece.from(), piece.volume(), true, new Cancellation());
            }
        } catch (RuntimeException e) {
            putBack(e);
            over();
            throw e;
        }
        over();
        for (Piece piece : journal.pieces()) {
            remove(piece.from());
        }
    }

    private void putBack(RuntimeException why) {
        try {
            for (Piece piece : journal.pieces()) {
                if (piece.kept().isPresent()) {
                    clone(piece).copy(piece.kept().get(), piece.volume(), true, new Cancellation());
                } else {
                    Volumes.remove(engine, piece.volume()); // there was none before
                }
            }
            progress.note("What the volumes held before was put back.");
        } catch (RuntimeException other) {
            why.addSuppressed(other);
            throw new Failure.ToolFailed("The content could not be replaced: " + why.getMessage() + " What was there could not be put back either: " + other.getMessage()
                    + " The services stay stopped.", "", why, hints());
        }
    }

    private String[] hints() {
        List<String> hints = new ArrayList<>(List.of("Lifeboat brings it to its end at its next start."));
        journal.pieces().forEach(piece -> hints.add("The new content of " + piece.volume() + " is whole in " + piece.from()
                + piece.kept().map(kept -> ", the old one in " + kept).orElse("") + "."));
        return hints.toArray(String[]::new);
    }

    private void over() {
        try {
            Files.deleteIfExists(folder.resolve(JOURNAL));
        } catch (IOException e) {
            throw AtomicFile.failed("Could not delete " + folder.resolve(JOURNAL), e);
        }
    }

    /** It has served; that it stays would do no harm. */
    private void remove(String volume) {
        try {
            Volumes.remove(engine, volume);
        } catch (Failure e) {
            progress.note("The volume " + volume + " is not needed any more, but could not be removed: " + e.getMessage());
        }
    }

    private VolumeClone clone(Piece piece) {
        return new VolumeClone(engine, piece.images(), folder, progress);
    }
}
