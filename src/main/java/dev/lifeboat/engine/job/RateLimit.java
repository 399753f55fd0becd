package dev.lifeboat.engine.job;

import dev.lifeboat.engine.Failure;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Lets so many bytes a second through, of all the streams it is put on together. What writes into them waits, and so does
 * what that reads from: the server. Thread-safe; the streams are for one thread each.
 */
public final class RateLimit {

    /** Pieces small enough that nobody waits longer than a tenth of a second without being asked whether to stop. */
    private static final int PIECES_A_SECOND = 10;

    private final long bytesPerSecond;
    private final Cancellation cancellation;
    private long freeAtNanos = System.nanoTime();

    /** @param bytesPerSecond at least 1 */
    public RateLimit(long bytesPerSecond, Cancellation cancellation) {
        this.bytesPerSecond = bytesPerSecond;
        this.cancellation = cancellation;
    }

    /** A stream that has its rate for itself, or the stream as it is when there is no limit. */
    public static OutputStream on(OutputStream stream, OptionalLong bytesPerSecond, Cancellation cancellation) {
        return bytesPerSecond.isEmpty() ? stream : new RateLimit(bytesPerSecond.getAsLong(), cancellation).on(stream);
    }

    /** The stream, slowed down. Closing it closes that. */
    public OutputStream on(OutputStream stream) {
        int piece = Math.clamp(bytesPerSecond / PIECES_A_SECOND, 1, 1 << 20);
        return new FilterOutputStream(stream) {
            @Override public void write(int b) throws IOException {
                pass(1);
                out.write(b);
            }

            @Override public void write(byte[] bytes, int offset, int length) throws IOException {
                for (int from = offset; from < offset + length; from += piece) {
                    int some = Math.min(piece, offset + length - from);
                    pass(some);
                    out.write(bytes, from, some);
                }
            }
        };
    }

    /** The stream, slowed down. Closing it closes that. */
    public InputStream on(InputStream stream) {
        int piece = Math.clamp(bytesPerSecond / PIECES_A_SECOND, 1, 1 << 20);
        return new FilterInputStream(stream) {
            @Override public int read() throws IOException {
                pass(1);
                return in.read();
            }

            @Override public int read(byte[] bytes, int offset, int length) throws IOException {
                int some = in.read(bytes, offset, Math.min(piece, length));
                pass(Math.max(0, some));
                return some;
            }
        };
    }

    private void pass(int bytes) {
        cancellation.check();
        try {
            TimeUnit.NANOSECONDS.sleep(reserve(bytes));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.Cancelled("Interrupted while waiting for its turn.");
        }
    }

    /** @return for how long to wait; time that nobody used is lost and not saved up */
    private synchronized long reserve(int bytes) {
        long now = System.nanoTime();
        long from = Math.max(now, freeAtNanos);
        freeAtNanos = from + (long) (bytes * 1e9 / bytesPerSecond);
        return from - now;
    }
}
