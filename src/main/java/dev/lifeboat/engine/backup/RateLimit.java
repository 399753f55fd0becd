package dev.lifeboat.engine.backup;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;

/**
 * Lets so many bytes a second through, of all the streams it is put on together. What writes into them waits, and so does
 * what that reads from: the server. Thread-safe; the streams are for one thread each.
 */
final class RateLimit {

    /** Pieces small enough that nobody waits longer than a tenth of a second without being asked whether to stop. */
    private static final int PIECES_A_SECOND = 10;

    private final long bytesPerSecond;
    private final Cancellation cancellation;
    private long freeAtNanos = System.nanoTime();

    /** @param bytesPerSecond at least 1 */
    RateLimit(long bytesPerSecond, Cancellation cancellation) {
        this.bytesPerSecond = bytesPerSecond;
        this.cancellation = cancellation;
    }

    /** A stream that has its rate for itself, or the stream as it is when there is no limit. */
    static OutputStream on(OutputStream stream, BackupHandling handling, Cancellation cancellation) {
        return handling.bytesPerSecond().isEmpty() ? stream : new RateLimit(handling.bytesPerSecond().getAsLong(), cancellation).on(stream);
    }

    /** The stream, slowed down. Closing it closes that. */
    OutputStream on(OutputStream stream) {
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
