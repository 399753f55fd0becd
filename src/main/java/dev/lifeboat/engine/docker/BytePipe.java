package dev.lifeboat.engine.docker;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bytes from one thread to another through a bounded buffer: the writer waits when it is full. Unlike
 * {@link java.io.PipedInputStream} it does not ask which threads are alive, so that a pooled connection may change hands.
 */
final class BytePipe {

    private static final int SIZE = 64 * 1024;

    private final byte[] buffer = new byte[SIZE];
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int from;
    private int count;
    private boolean ended;
    private boolean discarding;
    private IOException failure;
    private volatile int readTimeoutMillis;

    /** Where it is read. Throws {@link SocketTimeoutException} when nothing comes within the time given. */
    InputStream input() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return take(into, offset, length);
            }

            @Override
            public int available() {
                lock.lock();
                try {
                    return count;
                } finally {
                    lock.unlock();
                }
            }
        };
    }

    /** Where it is written. Closing it is the end of what is read. */
    OutputStream output() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                put(bytes, offset, length);
            }

            @Override
            public void close() {
                end();
            }
        };
    }

    /** @param millis 0 waits for ever */
    void readTimeout(int millis) {
        readTimeoutMillis = millis;
    }

    int readTimeout() {
        return readTimeoutMillis;
    }

    /** No more is written; what is in the buffer can still be read. */
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** From now on whatever is written is dropped, and the writer never waits. */
    void discard() {
        lock.lock();
        try {
            discarding = true;
            count = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends both sides with an error. The first error stays. */
    void fail(IOException error) {
        lock.lock();
        try {
            if (failure == null) {
                failure = error;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private int take(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        lock.lock();
        try {
            awaitContent();
            if (count == 0) {
                return -1;
            }
            int n = Math.min(Math.min(length, count), SIZE - from);
            System.arraycopy(buffer, from, into, offset, n);
            from = (from + n) % SIZE;
            count -= n;
            changed.signalAll();
            return n;
        } finally {
            lock.unlock();
        }
    }

    private void awaitContent() throws IOException {
        long left = TimeUnit.MILLISECONDS.toNanos(readTimeoutMillis);
        boolean bounded = left > 0;
        while (count == 0 && !ended) {
            if (failure != null) {
                throw new IOException(failure.getMessage(), failure);
            }
            try {
                if (!bounded) {
                    changed.await();
                } else if (left <= 0) {
                    throw new SocketTimeoutException("Nothing came within " + readTimeoutMillis + " ms");
                } else {
                    left = changed.awaitNanos(left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw (IOException) new InterruptedIOException("interrupted").initCause(e);
            }
        }
    }

    private void put(byte[] bytes, int offset, int length) throws IOException {
        lock.lock();
        try {
            int done = discarding ? length : 0;
            while (done < length) {
                awaitRoom();
                if (discarding) {
                    return;
                }
                int at = (from + count) % SIZE;
                int n = Math.min(Math.min(length - done, SIZE - count), SIZE - at);
                System.arraycopy(bytes, offset + done, buffer, at, n);
                count += n;
                done += n;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void awaitRoom() throws IOException {
        while (true) {
            if (failure != null) {
                throw new IOException(failure.getMessage(), failure);
            }
            if (ended) {
                throw new IOException("The other side is closed");
            }
            if (count < SIZE) {
                return;
            }
            try {
                changed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw (IOException) new InterruptedIOException("interrupted").initCause(e);
            }
        }
    }
}
