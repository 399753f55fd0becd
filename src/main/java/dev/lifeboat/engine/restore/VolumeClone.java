package dev.lifeboat.engine.restore;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.docker.DockerEngine;
import dev.lifeboat.engine.docker.HelperContainer;
import dev.lifeboat.engine.docker.VolumeTar;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.engine.repository.files.CopyingInput;
import dev.lifeboat.engine.repository.files.FileIndex;
import dev.lifeboat.engine.repository.files.TarFiles;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Copies what one volume holds into another, and reads it back to see that every file has come as it was. Both must not
 * change meanwhile. For one thread.
 *
 * @param images  whose tar may do it: GNU tar only, since others keep less
 * @param scratch an existing folder, for a list of the files that goes by
 */
record VolumeClone(DockerEngine engine, List<String> images, Path scratch, Progress progress) {

    private static final int SHOWN = 20;

    /**
     * @param emptied whether what {@code to} holds is removed first
     * @throws Failure.PreflightFailed    without GNU tar; nothing was done
     * @throws Failure.ToolFailed         when tar could not read or make everything; then {@code to} is not whole
     * @throws Failure.VerificationFailed when {@code to} is not as {@code from} is
     */
    void copy(String from, String to, boolean emptied, Cancellation cancellation) {
        Path list = scratch.resolve("files.jsonl");
        try (VolumeTar source = open(from, HelperContainer.Access.READ); VolumeTar target = open(to, HelperContainer.Access.WRITE)) {
            if (emptied) {
                target.empty();
            }
            progress.phase("Copying " + from + " into " + to, Progress.UNKNOWN, Unit.BYTES);
            try (OutputStream lines = new BufferedOutputStream(Files.newOutputStream(list), 1 << 16)) {
                source.read(stream -> {
                    target.write(out -> TarFiles.walk(new CopyingInput(stream, counted(out)), entry -> FileIndex.write(entry, lines), cancellation), cancellation);
                    return null;
                }, cancellation);
            }
            progress.phase("Comparing " + to + " with " + from, Progress.UNKNOWN, Unit.BYTES);
            List<String> differences = target.read(stream -> {
                try (FileIndex.Reader expected = new FileIndex.Reader(Files.newInputStream(list))) {
                    return FileIndex.differences(expected, stream, SHOWN, cancellation);
                }
            }, cancellation);
            if (!differences.isEmpty()) {
                throw new Failure.VerificationFailed("What was copied from the volume " + from + " into " + to + " is not the same.", differences);
            }
        } catch (IOException e) {
            throw AtomicFile.failed("Could not write " + list, e);
        } finally {
            delete(list);
        }
    }

    private VolumeTar open(String volume, HelperContainer.Access access) {
        VolumeTar tar = VolumeTar.open(engine, images, volume, access);
        if (tar.flavour() != VolumeTar.Flavour.GNU) {
            tar.close();
            throw new Failure.PreflightFailed("No image on the host has GNU tar, and another keeps too little to replace what a volume holds.",
                    List.of("Restore aside, and have the services use the new volume: lifeboat restore volumes SET --aside"));
        }
        return tar;
    }

    private OutputStream counted(OutputStream out) {
        return new OutputStream() {
            @Override public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
                progress.advance(length);
            }
        };
    }

    private static void delete(Path list) {
        try {
            Files.deleteIfExists(list);
        } catch (IOException e) {
            throw AtomicFile.failed("Could not delete " + list, e);
        }
    }
}
