package dev.lifeboat.engine.restore;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Sha256;
import dev.lifeboat.engine.postgres.dump.DumpContents;
import dev.lifeboat.engine.postgres.dump.DumpReader;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.repository.MemberReading;
import dev.lifeboat.engine.secret.Unlock;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;

/** A set's dump of one database, read from its file once, hashed on the way. */
final class StoredArchive implements AutoCloseable {

    private static final int BUFFER = 256 << 10;

    private final Path file;
    private final Manifest.Member member;
    private final MessageDigest digest = Sha256.digest();
    private final DigestInputStream stored;
    private final InputStream raw;

    private StoredArchive(Path file, Manifest manifest, Manifest.Member member, Unlock unlock) throws IOException {
        this.file = file;
        this.member = member;
        stored = new DigestInputStream(Files.newInputStream(file), digest);
        raw = MemberReading.raw(new BufferedInputStream(stored, BUFFER), manifest, member, unlock);
    }

    /** @throws Failure.KeyNeeded when it is encrypted, and what is at hand does not open it */
    static StoredArchive open(Path setFolder, Manifest manifest, Manifest.Member member, Unlock unlock) {
        Path file = setFolder.resolve(member.path());
        try {
            return new StoredArchive(file, manifest, member, unlock);
        } catch (IOException e) {
            throw new Failure.SetDamaged("Could not open " + file + ": " + e.getMessage() + ".", e, "Verify the set; restore from another one.");
        }
    }

    /** The table of contents alone. */
    static DumpContents head(Path setFolder, Manifest manifest, Manifest.Member member, Unlock unlock) {
        try (StoredArchive archive = open(setFolder, manifest, member, unlock)) {
            return DumpReader.readHead(archive.raw());
        } catch (IOException e) {
            throw new Failure.SetDamaged(member.path() + " cannot be read: " + e.getMessage() + ".", e, "Verify the set; restore from another one.");
        }
    }

    /** The dump, decrypted and decompressed. */
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
        if (!Sha256.hex(digest).equals(member.sha256())) {
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
}
