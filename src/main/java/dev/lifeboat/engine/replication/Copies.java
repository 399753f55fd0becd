package dev.lifeboat.engine.replication;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Json;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;

/** When each set was copied: kept at the destination beside the sets, one small file each. Losing them loses no data. */
final class Copies {

    static final String FOLDER = "copies";

    private final Path folder;

    /** @param from id of the repository it came from */
    private record Stored(Instant copiedAt, String from) {}

    Copies(Repository there) {
        folder = there.folder().resolve(FOLDER);
    }

    void keep(String setId, Instant at, Repository from) {
        AtomicFile.write(folder.resolve(setId + ".json"), Json.readable(new Stored(at, from.id())));
    }

    /** When it was copied; of a set that came there by other means, when its manifest was written there. */
    Instant copiedAt(BackupSet copy) {
        Path file = folder.resolve(copy.id() + ".json");
        try {
            try {
                return Json.read(Files.readAllBytes(file), Stored.class, file).copiedAt();
            } catch (NoSuchFileException | Failure.BadInput _) {
                return Files.getLastModifiedTime(copy.folder().resolve("manifest.json")).toInstant();
            }
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read " + file, e);
        }
    }
}
