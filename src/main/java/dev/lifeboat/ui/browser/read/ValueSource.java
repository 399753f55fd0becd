package dev.lifeboat.ui.browser.read;

import dev.lifeboat.engine.job.Cancellation;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One value that is not NULL, to be read piece by piece: however long it is, memory holds one piece. Called in the
 * background; every method throws a {@link dev.lifeboat.engine.Failure} when the server cannot be asked or the row is gone.
 */
public interface ValueSource {
    /** @param bytes of UTF-8 for a text @param characters -1 for a binary value */
    record Size(long bytes, long characters) {}

    /** How many characters or bytes {@link #each} asks for at a time where nothing better is known. */
    int PIECE = 4 << 20;

    Size size(Cancellation cancellation);

    /** Some of its characters (code points), fewer at its end. @param from counted from 0 */
    String text(long from, int count, Cancellation cancellation);

    /** Some bytes of a binary value, fewer at its end. @param from counted from 0 */
    byte[] bytes(long from, int count, Cancellation cancellation);

    /** All of it, one piece after the other; a text as UTF-8. @param binary whether the value is bytes */
    default void each(boolean binary, Cancellation cancellation, Consumer<byte[]> piece) {
        long from = 0;
        int count;
        do {
            byte[] next;
            if (binary) {
                next = bytes(from, PIECE, cancellation);
                count = next.length;
            } else {
                String text = text(from, PIECE, cancellation);
                count = text.codePointCount(0, text.length());
                next = text.getBytes(StandardCharsets.UTF_8);
            }
            piece.accept(next);
            from += count;
        } while (count == PIECE);
    }

    /** The zone of the server it comes from; empty where there is none. */
    default Optional<String> zone(Cancellation cancellation) {
        return Optional.empty();
    }

    /** A text that is in memory already. */
    static ValueSource held(String text) {
        return new ValueSource() {
            @Override
            public Size size(Cancellation cancellation) {
                return new Size(text.getBytes(StandardCharsets.UTF_8).length, text.codePointCount(0, text.length()));
            }

            @Override
            public String text(long from, int count, Cancellation cancellation) {
                int characters = text.codePointCount(0, text.length());
                int start = text.offsetByCodePoints(0, (int) Math.min(from, characters));
                return text.substring(start, text.offsetByCodePoints(start, (int) Math.min(count, characters - Math.min(from, characters))));
            }

            @Override
            public byte[] bytes(long from, int count, Cancellation cancellation) {
                throw new UnsupportedOperationException("a text");
            }
        };
    }

    /** Bytes that are in memory already. */
    static ValueSource held(byte[] bytes) {
        return new ValueSource() {
            @Override
            public Size size(Cancellation cancellation) {
                return new Size(bytes.length, -1);
            }

            @Override
            public String text(long from, int count, Cancellation cancellation) {
                throw new UnsupportedOperationException("bytes");
            }

            @Override
            public byte[] bytes(long from, int count, Cancellation cancellation) {
                int start = (int) Math.min(from, bytes.length);
                return Arrays.copyOfRange(bytes, start, Math.min(bytes.length, start + count));
            }
        };
    }
}
