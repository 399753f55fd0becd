package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of files, as {@code sha256sum} writes it: lower-case hex. */
public final class Sha256 {

    private static final int BUFFER = 1 << 20;

    private Sha256() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    static String of(byte[] bytes) {
        return hex(updated(digest(), bytes));
    }

    /** Reads a whole file; advances {@code progress} by its bytes. */
    public static String of(Path file, Progress progress, Cancellation cancellation) throws IOException {
        MessageDigest digest = digest();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                cancellation.check();
                digest.update(buffer, 0, n);
                progress.advance(n);
            }
        }
        return hex(digest);
    }

    private static MessageDigest updated(MessageDigest digest, byte[] bytes) {
        digest.update(bytes);
        return digest;
    }
}
