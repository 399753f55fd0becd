package dev.lifeboat.engine.docker;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Takes the two outputs of a program apart, which come in one stream: each piece has a head of eight bytes, which output it
 * is of and how long.
 *
 * <p>Source: Docker Engine API, "Attach to a container", stream format.
 */
final class ExecFrames {

    private static final int HEAD = 8;
    private static final int STDERR = 2;

    /** Takes a piece; the bytes are used again for the next one. */
    @FunctionalInterface
    interface Piece {
        void received(boolean stderr, byte[] bytes, int length) throws IOException;
    }

    private ExecFrames() {}

    /** Reads to the end. @throws EOFException when it ends within a piece, or within the head of one */
    static void read(InputStream stream, Piece piece) throws IOException {
        var in = new DataInputStream(stream);
        byte[] head = new byte[HEAD];
        byte[] bytes = new byte[0];
        for (int n = in.readNBytes(head, 0, HEAD); n > 0; n = in.readNBytes(head, 0, HEAD)) {
            if (n < HEAD) {
                throw new EOFException("The engine broke off in the head of a piece");
            }
            int length = (head[4] & 0xff) << 24 | (head[5] & 0xff) << 16 | (head[6] & 0xff) << 8 | head[7] & 0xff;
            if (length < 0) {
                throw new IOException("The engine announced a piece of " + Integer.toUnsignedString(length) + " bytes");
            }
            if (length > bytes.length) {
                bytes = new byte[length];
            }
            if (in.readNBytes(bytes, 0, length) < length) {
                throw new EOFException("The engine broke off in the middle of a piece");
            }
            piece.received(head[0] == STDERR, bytes, length);
        }
    }
}
