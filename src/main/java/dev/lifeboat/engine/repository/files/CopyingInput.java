package dev.lifeboat.engine.repository.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** What is read from it, or skipped, is written elsewhere as it is. Closing it closes the source only. */
public final class CopyingInput extends FilterInputStream {

    private static final int PIECE = 8192;

    private final OutputStream copy;

    public CopyingInput(InputStream source, OutputStream copy) {
        super(source);
        this.copy = copy;
    }

    @Override public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override public int read(byte[] into, int offset, int length) throws IOException {
        int n = super.read(into, offset, length);
        if (n > 0) {
            copy.write(into, offset, n);
        }
        return n;
    }

    @Override public long skip(long amount) throws IOException {
        byte[] buffer = new byte[Math.clamp(amount, 0, PIECE)];
        return Math.max(read(buffer, 0, buffer.length), 0);
    }

    @Override public int available() {
        return 0;
    }

    @Override public boolean markSupported() {
        return false;
    }
}
