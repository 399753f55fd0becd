package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.FileGuard;
import dev.lifeboat.engine.Json;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** The file {@code lifeboat-repository.json} that says that a folder is a repository of ours. */
record RepositoryMarker(int formatVersion, String id, Instant created) {

    static final String FILE = "lifeboat-repository.json";
    private static final int FORMAT_VERSION = 1;

    /** @throws Failure.NoRepository missing, not readable, not ours or of a newer version */
    static RepositoryMarker read(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            RepositoryMarker marker = Json.read(Files.readAllBytes(file), RepositoryMarker.class, file);
            if (marker.formatVersion() > FORMAT_VERSION) {
                throw new Failure.NoRepository("The repository " + folder + " was made by a newer Lifeboat (format " + marker.formatVersion() + ").", null, "Update Lifeboat.");
            }
            return marker;
        } catch (NoSuchFileException e) {
            throw Files.isDirectory(folder)
                    ? new Failure.NoRepository("The folder " + folder + " is not a repository: it has no " + FILE + ".", e,
                            "If it should be on a disk or a share, check that this is mounted.", "Choose an empty folder, or one that Lifeboat made.")
                    : new Failure.NoRepository("The repository folder " + folder + " does not exist.", e,
                            "If it should be on a disk or a share, check that this is mounted.", "Choose another folder in Settings.");
        } catch (Failure.BadInput e) {
            throw new Failure.NoRepository("The folder " + folder + " is marked as a repository, but the mark cannot be read: " + e.getMessage(), e,
                    "The sets in it are whole without it. Delete " + file + " only when you know that it is Lifeboat's.");
        } catch (IOException e) {
            Failure why = AtomicFile.failed("The repository " + folder + " cannot be read", e);
            throw new Failure.NoRepository(why.getMessage(), e, why.hints().toArray(String[]::new));
        }
    }

    /** @throws Failure.NoRepository when the repository that was there when the work began is not there any more */
    static void requireThere(Path folder) {
        if (!Files.exists(folder.resolve(FILE))) {
            throw new Failure.NoRepository("The repository " + folder + " went away during the work.", null,
                    "Check that its disk or share is mounted, then start again.");
        }
    }

    static RepositoryMarker readOrCreate(Path folder) {
        if (Files.exists(folder.resolve(FILE))) {
            return read(folder);
        }
        try {
            if (Files.exists(folder) && !isEmpty(folder)) {
                throw new Failure.NoRepository("The folder " + folder + " holds other things and is not a repository.", null,
                        "Choose an empty folder, a new one, or one that Lifeboat made.");
            }
            Files.createDirectories(folder);
            try (FileGuard _ = FileGuard.of(folder.resolve(FILE))) {
                if (!Files.exists(folder.resolve(FILE))) {
                    AtomicFile.write(folder.resolve(FILE), Json.readable(
                            new RepositoryMarker(FORMAT_VERSION, UUID.randomUUID().toString(), Instant.now().truncatedTo(ChronoUnit.SECONDS))));
                }
            }
            return read(folder);
        } catch (IOException e) {
            throw cannotBeMade(AtomicFile.failed("The repository " + folder + " cannot be made", e));
        } catch (Failure.StorageFailed e) {
            throw cannotBeMade(e);
        }
    }

    private static Failure.NoRepository cannotBeMade(Failure.StorageFailed why) {
        return new Failure.NoRepository(why.getMessage(), why, why.hints().toArray(String[]::new));
    }

    /** What a new disk has, and what a making that was interrupted left, is nothing. */
    private static boolean isEmpty(Path folder) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (!name.equals("lost+found") && !name.startsWith("." + FILE)) {
                    return false;
                }
            }
            return true;
        }
    }
}
