package dev.lifeboat.engine.wal;

import dev.lifeboat.engine.postgres.Lsn;
import dev.lifeboat.engine.postgres.SegmentName;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The segment that is being received: on the disk as far as it has come, and stored when it is whole. For one thread. */
final class IncomingSegment implements AutoCloseable {

    private final WalStore store;
    private final SegmentName name;
    private Partial partialOrNull;
    private long received;
    private boolean dirty;

    /** Makes no file before there is something in it. */
    IncomingSegment(WalStore store, SegmentName name) {
        this.store = store;
        this.name = name;
    }

    private Partial partial() throws IOException {
        if (partialOrNull == null) {
            partialOrNull = store.receiving(name);
        }
        return partialOrNull;
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
        partial().write(bytes.slice(bytes.position(), fitting), received);
        received += fitting;
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
            partial().sync();
            dirty = false;
        }
    }

    /** Checks and stores the full segment. @throws dev.lifeboat.engine.Failure.SetDamaged when it is not what it should be */
    void complete() throws IOException {
        sync();
        store.store(name, partial().written());
        close();
        store.removePartial(name);
    }

    @Override
    public void close() throws IOException {
        if (partialOrNull != null) {
            partialOrNull.close();
        }
    }
}
