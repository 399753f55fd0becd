package dev.lifeboat.engine.restore;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.FileGuard;
import dev.lifeboat.engine.Json;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.docker.DockerEngine;
import dev.lifeboat.engine.docker.HeldServices;
import dev.lifeboat.engine.docker.HelperContainer;
import dev.lifeboat.engine.job.Progress;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings replacements of volumes to their end that were under way when their process was killed: before the first file was
 * removed only the services are started again; afterwards the new content is put in, and then they are. Thread-safe.
 *
 * @param folder with a folder for each stack; may be missing
 */
public record VolumeReplacements(Path folder, AuditLog audit) {

    /**
     * @return what was done, a sentence each
     * @throws Failure the first that stood in the way, after the others were tried; it is tried again the next time
     */
    public List<String> recover(Progress progress) {
        List<String> done = new ArrayList<>();
        Failure first = null;
        for (Path stack : stacks()) {
            try {
                recover(stack, done, progress);
            } catch (Failure e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
        return done;
    }

    private List<Path> stacks() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, Files::isDirectory)) {
            List<Path> stacks = new ArrayList<>();
            found.forEach(stacks::add);
            return stacks;
        } catch (IOException e) {
            throw AtomicFile.failed("Could not look into " + folder, e);
        }
    }

    /** Of two processes that see it the second one waits, and then finds nothing left to do. */
    private void recover(Path stack, List<String> done, Progress progress) {
        Path file = stack.resolve(VolumeReplacement.JOURNAL);
        try (FileGuard _ = FileGuard.of(file)) {
            if (Files.exists(file)) {
                VolumeReplacement.Journal journal = Json.read(Files.readAllBytes(file), VolumeReplacement.Journal.class, file);
                if (!journal.owner().isDead()) {
                    return;
                }
                try {
                    finish(stack, journal, progress);
                    done.add("The volumes of " + journal.stack() + " have what " + journal.setId() + " holds.");
                } catch (Failure e) {
                    if (!Files.exists(file)) {
                        startAgain(stack, done); // what was there before was put back
                    }
                    throw e;
                }
            }
            startAgain(stack, done);
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read " + file, e);
        }
    }

    private static void startAgain(Path stack, List<String> done) {
        HeldServices.recover(stack.resolve(VolumeReplacement.HELD)).forEach(container -> done.add(container + " runs again."));
    }

    private void finish(Path stack, VolumeReplacement.Journal journal, Progress progress) {
        String what = journal.setId() + ": " + String.join(", ", journal.pieces().stream().map(VolumeReplacement.Piece::volume).toList());
        audit.record("restore.volumes.finish", journal.stack(), "started", what);
        try (DockerEngine engine = DockerEngine.open(journal.engine(), journal.certificates())) {
            HelperContainer.removeLeftovers(engine);
            new VolumeReplacement(engine, stack, journal, progress).replace();
            audit.record("restore.volumes.finish", journal.stack(), "done", what);
        } catch (Failure e) {
            audit.record("restore.volumes.finish", journal.stack(), "failed", what + ": " + e.getMessage());
            throw e;
        }
    }
}
