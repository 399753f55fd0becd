package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.secret.Age;
import dev.lifeboat.engine.secret.Encryption;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One member being written: compress, encrypt, hash, count, store. Memory is bounded whatever the size. Not thread-safe. Closing
 * without {@link #finish} throws the bytes away.
 */
public final class MemberWriter extends OutputStream {

    private final String path;
    private final Path file;
    private final Path aside;
    private final Consumer<Manifest.Member> finished;
    private final Encryption encryption;
    private final MemberSink sink;
    private final Compression compression;
    private final OutputStream compressor;
    private long raw;
    private boolean open = true;

    MemberWriter(Path setFolder, String path, Compression compression, int level, int workers, Encryption encryption, Consumer<Manifest.Member> finished) {
        this.path = MemberPath.plain(path) + compression.suffix() + encryption.suffix();
        this.compression = compression;
        this.encryption = encryption;
        this.finished = finished;
        file = setFolder.resolve(this.path);
        aside = file.resolveSibling(file.getFileName() + ".partial");
        try {
            Files.createDirectories(file.getParent());
            sink = new MemberSink(aside);
            compressor = compression.compressing(Age.encrypting(sink, encryption), level, workers);
        } catch (IOException e) {
            throw AtomicFile.failed("Could not write " + file, e);
        }
    }

    @Override public void write(int b) throws IOException {
        compressor.write(b);
        raw++;
    }

    /** @throws Failure.StorageFailed when it cannot be written, also when the disk is full */
    @Override public void write(byte[] bytes, int offset, int length) throws IOException {
        compressor.write(bytes, offset, length);
        raw += length;
    }

    /** Bytes stored so far, those in buffers included. */
    public long storedBytes() {
        return sink.stored();
    }

    /**
     * Flushes, fsyncs and renames; the member is part of the set from now on.
     * @throws Failure.StorageFailed when it could not be written
     */
    public Manifest.Member finish() {
        try {
            compressor.close();
            String sha256 = sink.complete();
            sink.release();
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
            open = false;
            AtomicFile.syncFolder(file.getParent());
            Manifest.Member member = new Manifest.Member(path, sink.stored(), sha256, raw, compression.word(),
                    encryption instanceof Encryption.None ? Optional.empty() : Optional.of(Manifest.Encrypted.AGE));
            finished.accept(member);
            return member;
        } catch (IOException e) {
            throw AtomicFile.failed("Could not write " + file, e);
        }
    }

    @Override public void close() {
        if (!open) {
            return;
        }
        open = false;
        try {
            sink.discard();
            try {
                compressor.close();
            } finally {
                sink.release();
                Files.deleteIfExists(aside);
            }
        } catch (IOException e) {
            throw AtomicFile.failed("Could not throw away " + aside, e);
        }
    }
}
