package dev.lifeboat.engine.postgres.dump;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/** The archive's bytes through one buffer, each handed on as it is read, and the few shapes that all of it is made of. */
final class ArchiveInput {

    /** Takes a piece of data where it lies in the buffer. */
    @FunctionalInterface
    interface Data {
        void take(byte[] bytes, int from, int to) throws IOException;
    }

    private static final int LONGEST_TEXT = 256 << 20;

    private final InputStream in;
    private final OutputStream copy;
    private final DumpReader.Listener listener;
    private final byte[] buffer = new byte[128 << 10];
    private int position;
    private int limit;
    private int intSize;
    private int offsetSize;

    ArchiveInput(InputStream in, OutputStream copy, DumpReader.Listener listener) {
        this.in = in;
        this.copy = copy;
        this.listener = listener;
    }

    /** How wide the archive's numbers are; its head says so. */
    void sizes(int ofInt, int ofOffset) throws MalformedDump {
        if (ofInt < 4 || ofInt > 8 || ofOffset < 4 || ofOffset > 8) {
            throw new MalformedDump("its head is damaged");
        }
        intSize = ofInt;
        offsetSize = ofOffset;
    }

    /** False at the end of the stream. */
    private boolean fill() throws IOException {
        int n = in.read(buffer, 0, buffer.length);
        if (n < 0) {
            return false;
        }
        copy.write(buffer, 0, n);
        listener.bytes(n);
        position = 0;
        limit = n;
        return true;
    }

    /** -1 at the end of the stream. */
    int byteOrEnd() throws IOException {
        while (position == limit) {
            if (!fill()) {
                return -1;
            }
        }
        return buffer[position++] & 0xff;
    }

    int oneByte() throws IOException {
        int b = byteOrEnd();
        if (b < 0) {
            throw new EOFException();
        }
        return b;
    }

    /** A sign byte, then {@code intSize} bytes, the least first. */
    long number() throws IOException {
        boolean negative = oneByte() != 0;
        long value = 0;
        for (int i = 0; i < intSize; i++) {
            value |= (long) oneByte() << 8 * i;
        }
        return negative ? -value : value;
    }

    int smallNumber(String what) throws IOException {
        long value = number();
        if (value < Integer.MIN_VALUE || value > Integer.MAX_VALUE) {
            throw new MalformedDump("its " + what + " is damaged");
        }
        return (int) value;
    }

    /** A text as UTF-8, or {@code null} where the archive has none. */
    String textOrNull() throws IOException {
        int length = smallNumber("text");
        if (length < 0) {
            return null;
        }
        if (length > LONGEST_TEXT) {
            throw new MalformedDump("a text in it is impossibly long");
        }
        byte[] bytes = new byte[Math.min(length, 1 << 16)];
        int have = 0;
        while (have < length) {
            if (have == bytes.length) {
                bytes = java.util.Arrays.copyOf(bytes, (int) Math.min(length, 2L * bytes.length));
            }
            if (position == limit && !fill()) {
                throw new EOFException();
            }
            int n = Math.min(Math.min(length, bytes.length) - have, limit - position);
            System.arraycopy(buffer, position, bytes, have, n);
            position += n;
            have += n;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    String text() throws IOException {
        String text = textOrNull();
        return text == null ? "" : text;
    }

    void skipOffset() throws IOException {
        for (int i = 0; i < 1 + offsetSize; i++) {
            oneByte();
        }
    }

    /** Pieces, each a length and its bytes, up to one of length 0. */
    void pieces(Data data) throws IOException {
        piecesWhile(() -> true, data);
    }

    /** Like {@link #pieces}; ends early, with nothing more to be read here, when no more is wanted. */
    void piecesWhile(BooleanSupplier wanted, Data data) throws IOException {
        for (int length = smallNumber("data"); length != 0; length = smallNumber("data")) {
            if (length < 0) {
                throw new MalformedDump("a piece of data has a negative length");
            }
            int left = length;
            while (left > 0) {
                if (position == limit && !fill()) {
                    throw new EOFException();
                }
                int n = Math.min(left, limit - position);
                data.take(buffer, position, position + n);
                position += n;
                left -= n;
                if (!wanted.getAsBoolean()) {
                    return;
                }
            }
        }
    }

    /** Reads and hands on what is left, uninterpreted. */
    void skipRest() throws IOException {
        while (fill()) {
            position = limit;
        }
    }
}
