package dev.lifeboat.engine.wal;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.postgres.Lsn;
import dev.lifeboat.engine.postgres.SegmentName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The segment that is being received, in a file that never gets shorter: a receiver that begins it again writes the same
 * bytes over those that are there, so that a kill takes nothing away. For one thread.
 */
final class IncomingSegment implements AutoCloseable {

    private final WalStore store;
    private final SegmentName name;
    private final Path file;
    private FileChannel channelOrNull;
    private long received;
    private boolean dirty;

    /** Makes no file before there is something in it. */
    IncomingSegment(WalStore store, SegmentName name) {
        this.store = store;
        this.name = name;
        file = store.partial(name);
    }

    private FileChannel channel() throws IOException {
        if (channelOrNull == null) {
            Files.createDirectories(file.getParent());
            boolean isNew = !Files.exists(file);
            channelOrNull = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isNew) {
                AtomicFile.syncFolder(file.getParent());
            }
        }
        return channelOrNull;
    }

    SegmentName name() {
        return name;
    }

    Lsn position() {
        return name.start(store.segmentBytes()).plus(received);
    }

    /** Takes as many bytes as fit. */
    void take(ByteBuffer bytes) throws IOException {
        int fitting = (int) Math.min(bytes.remaining(), store.segmentBytes() - received);
        ByteBuffer piece = bytes.slice(bytes.position(), fitting);
        while (piece.hasRemaining()) {
            received += channel().write(piece, received);
        }
        bytes.position(bytes.position() + fitting);
        dirty = true;
    }

    boolean isFull() {
        return received == store.segmentBytes();
    }

    boolean isDirty() {
        return dirty;
    }

    void sync() throws IOException {
        if (dirty) {
            channel().force(false);
            dirty = false;
        }
    }

    /** Checks and stores the full segment. @throws dev.lifeboat.engine.Failure.SetDamaged when it is not what it should be */
    void complete() throws IOException {
        sync();
        close();
        store.store(name, file);
        Files.deleteIfExists(file);
    }

    @Override
    public void close() throws IOException {
        if (channelOrNull != null) {
            channelOrNull.close();
        }
    }
}
