package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.Sha256;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/** The SHA-256 of a whole file, as it lies on the disk. */
public final class FileHash {

    private static final int BUFFER = 1 << 20;

    private FileHash() {}

    /** Reads a whole file; advances {@code progress} by its bytes. */
    public static String of(Path file, Progress progress, Cancellation cancellation) throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                cancellation.check();
                digest.update(buffer, 0, n);
                progress.advance(n);
            }
        }
        return Sha256.hex(digest);
    }
}
