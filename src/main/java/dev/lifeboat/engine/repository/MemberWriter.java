package dev.lifeboat.engine.repository;

import java.io.IOException;
import java.io.OutputStream;

/** One member being written. Not thread-safe. Closing without {@link #finish} throws the bytes away. */
public final class MemberWriter extends OutputStream {
    /** Flushes, fsyncs and renames; the member is part of the set from now on. */
    public Manifest.Member finish() { throw new UnsupportedOperationException(); }
    /** Bytes on disk so far. */
    public long storedBytes() { throw new UnsupportedOperationException(); }
    @Override public void write(int b) throws IOException { throw new UnsupportedOperationException(); }
    @Override public void write(byte[] bytes, int offset, int length) throws IOException { throw new UnsupportedOperationException(); }
    @Override public void close() { throw new UnsupportedOperationException(); }
}
