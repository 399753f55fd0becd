package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/** The end of a member's stream: hashes and writes what is stored, in large pieces. Not thread-safe. */
final class MemberSink extends OutputStream {

    private static final int BUFFER = 1 << 20;

    private final Path file;
    private final FileChannel channel;
    private final MessageDigest sha256 = Sha256.digest();
    private final byte[] buffer = new byte[BUFFER];
    private int filled;
    private long stored;
    private boolean discarding;

    MemberSink(Path file) throws IOException {
        this.file = file;
        channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @Override public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override public void write(byte[] bytes, int offset, int length) {
        int from = offset;
        int left = discarding ? 0 : length;
        while (left > 0) {
            int piece = Math.min(left, BUFFER - filled);
            System.arraycopy(bytes, from, buffer, filled, piece);
            filled += piece;
            from += piece;
            left -= piece;
            if (filled == BUFFER) {
                drain();
            }
        }
        stored += discarding ? 0 : length;
    }

    private void drain() {
        sha256.update(buffer, 0, filled);
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, filled);
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw AtomicFile.failed("Could not write " + file, e);
        }
        filled = 0;
    }

    /** What comes now is of no interest any more: only the stream before this one needs its end. */
    void discard() {
        discarding = true;
    }

    long stored() {
        return stored;
    }

    /** Brings everything to the disk. @return the SHA-256 of what was stored, hex */
    String complete() throws IOException {
        drain();
        channel.force(true);
        return Sha256.hex(sha256);
    }

    /** Nothing: the compressor closes what it writes to at its end, but then the file must still be brought to the disk. */
    @Override public void close() {}

    /** Closes the file; harmless the second time. */
    void release() throws IOException {
        channel.close();
    }
}
