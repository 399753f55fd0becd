package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Json;
import dev.lifeboat.engine.job.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is noted of sets beside them, since a set itself never changes: the newest result of a verification, and that it is
 * pinned. Losing a note loses no data.
 */
record Beside(Path repository) {

    static final String VERIFIED = "verified";
    static final String PINNED = "pinned";
    static final String PROVEN = "proven";

    /** Of the repository, or destination, that a set's folder lies in. */
    static Beside of(Path setFolder) {
        return new Beside(setFolder.toAbsolutePath().getParent());
    }

    Optional<VerificationResult> verified(String id) {
        // A result that cannot be read counts as none, which is the cautious side.
        return read(file(VERIFIED, id), VerificationResult.class, null);
    }

    /** @throws Failure.NoRepository when the repository has gone away: nothing is made in its place */
    void keep(String id, VerificationResult result) {
        RepositoryMarker.requireThere(repository);
        AtomicFile.write(file(VERIFIED, id), Json.readable(result));
    }

    /** As {@link #keep(String, VerificationResult)}; where that fails it is told, since what was found is true all the same. */
    void keepOrTell(String id, VerificationResult result, Progress progress) {
        try {
            keep(id, result);
        } catch (Failure.StorageFailed e) {
            progress.note("The result could not be kept beside the set: " + e.getMessage());
        }
    }

    Optional<ProvenRecord> proven(String id) {
        return read(file(PROVEN, id), ProvenRecord.class, null);
    }

    void keep(String id, ProvenRecord record) {
        AtomicFile.write(file(PROVEN, id), Json.readable(record));
    }

    /** A pin that cannot be read still pins. */
    Optional<Pin> pin(String id) {
        return read(file(PINNED, id), Pin.class, new Pin(java.time.Instant.EPOCH, ""));
    }

    void keep(String id, Pin pin) {
        AtomicFile.write(file(PINNED, id), Json.readable(pin));
    }

    void unpin(String id) {
        delete(file(PINNED, id));
    }

    void forget(String id) {
        delete(file(VERIFIED, id));
        delete(file(PROVEN, id));
        delete(file(PINNED, id));
    }

    private Path file(String what, String id) {
        return repository.resolve(what).resolve(id + ".json");
    }

    private static <T> Optional<T> read(Path file, Class<T> type, T whenUnreadableOrNull) {
        if (!Files.exists(file)) { // asked first: an exception for each of a thousand sets takes its time
            return Optional.empty();
        }
        try {
            return Optional.of(Json.read(Files.readAllBytes(file), type, file));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (Failure.BadInput _) {
            return Optional.ofNullable(whenUnreadableOrNull);
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read " + file, e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw AtomicFile.failed("Could not delete " + file, e);
        }
    }
}
