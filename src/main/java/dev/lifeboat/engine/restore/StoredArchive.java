package dev.lifeboat.engine.restore;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.postgres.dump.DumpContents;
import dev.lifeboat.engine.postgres.dump.DumpReader;
import dev.lifeboat.engine.repository.Manifest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A set's dump of one database, read from its file once, hashed on the way. */
final class StoredArchive implements AutoCloseable {

    private static final int BUFFER = 256 << 10;

    private final Path file;
    private final Manifest.Member member;
    private final MessageDigest digest = sha256();
    private final DigestInputStream stored;
    private final InputStream raw;

    private StoredArchive(Path file, Manifest.Member member) throws IOException {
        this.file = file;
        this.member = member;
        stored = new DigestInputStream(Files.newInputStream(file), digest);
        raw = new ZstdInputStreamNoFinalizer(new BufferedInputStream(stored, BUFFER));
    }

    static StoredArchive open(Path setFolder, Manifest.Member member) {
        Path file = setFolder.resolve(member.path());
        try {
            return new StoredArchive(file, member);
        } catch (IOException e) {
            throw new Failure.SetDamaged("Could not open " + file + ".", e, "Verify the set; restore from another one.");
        }
    }

    /** The table of contents alone. */
    static DumpContents head(Path setFolder, Manifest.Member member) {
        try (StoredArchive archive = open(setFolder, member)) {
            return DumpReader.readHead(archive.raw());
        } catch (IOException e) {
            throw new Failure.SetDamaged(member.path() + " cannot be read: " + e.getMessage() + ".", e, "Verify the set; restore from another one.");
        }
    }

    /** The dump, decompressed. */
    InputStream raw() {
        return raw;
    }

    /** Call when {@link #raw} was read to its end. @throws Failure.SetDamaged when the file's bytes are not those that were written */
    void requireUnchanged() {
        try {
            stored.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read " + file, e);
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(member.sha256())) {
            throw new Failure.SetDamaged(member.path() + " is not what was written: its SHA-256 differs from the manifest's.", null, "Verify the set; restore from another one.");
        }
    }

    @Override
    public void close() {
        try {
            raw.close();
        } catch (IOException e) {
            throw AtomicFile.failed("Could not close " + file, e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
