package dev.lifeboat.engine.replication.place;

import dev.lifeboat.engine.job.Cancellation;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** So many bytes of a stream, and no more once the work was cancelled. */
final class Bounded extends FilterInputStream {

    private final Cancellation cancellation;
    private long left;

    Bounded(InputStream stream, long length, Cancellation cancellation) {
        super(stream);
        left = length;
        this.cancellation = cancellation;
    }

    @Override public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override public int read(byte[] bytes, int offset, int length) throws IOException {
        if (left <= 0) {
            return -1;
        }
        cancellation.check();
        int some = in.read(bytes, offset, (int) Math.min(length, left));
        left -= Math.max(0, some);
        return some;
    }

    @Override public boolean markSupported() {
        return false;
    }
}
