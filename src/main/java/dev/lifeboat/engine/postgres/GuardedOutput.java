package dev.lifeboat.engine.postgres;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Remembers that writing failed: where two ends of a stream can break, the cause must not be taken for the other end's. */
final class GuardedOutput extends OutputStream {

    private final OutputStream out;
    private IOException failure;

    GuardedOutput(OutputStream out) {
        this.out = out;
    }

    Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            out.close();
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }
}
