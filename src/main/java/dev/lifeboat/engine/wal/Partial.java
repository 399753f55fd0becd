package dev.lifeboat.engine.wal;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where the bytes of the segment that is being received are kept until it is whole. For one thread. */
interface Partial extends AutoCloseable {

    /** Takes bytes at their place in the segment, the one behind the other. */
    void write(ByteBuffer bytes, long at) throws IOException;

    /** Brings all that was written to the disk. */
    void sync() throws IOException;

    /** All that was written. */
    WalStore.Raw written();

    @Override
    void close() throws IOException;
}
