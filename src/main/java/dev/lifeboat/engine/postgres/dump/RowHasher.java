package dev.lifeboat.engine.postgres.dump;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Counts and hashes the rows of a table's COPY text, which comes in pieces cut anywhere. A raw newline ends a row: one
 * within a value is written as {@code \n}. pg_dump ends the data with a line {@code \.} and blank lines.
 *
 * <p>Whole rows are hashed where they lie. Only a row that is cut goes through a hash stream, so that a row of any
 * length needs no memory.
 */
final class RowHasher {

    private static final Hasher128 XXH3 = Hashing.xxh3_128();
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long NEWLINES = 0x0a0a0a0a0a0a0a0aL;
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private final ContentSum sum = new ContentSum();
    private final HashStream128 cut = XXH3.hashStream();
    /** The first two bytes of the cut row: enough to know the end mark. */
    private int cutHead;
    private long cutLength;
    private long rows;
    private boolean ended;

    void feed(byte[] bytes, int from, int to) throws MalformedDump {
        int start = from;
        while (start < to) {
            int newline = newline(bytes, start, to);
            if (newline < 0) {
                keep(bytes, start, to);
                return;
            }
            if (cutLength == 0) {
                row(bytes, start, newline);
            } else {
                keep(bytes, start, newline);
                cutRow();
            }
            start = newline + 1;
        }
    }

    /** Call at the end of the data. @throws MalformedDump when the end mark is missing */
    void end() throws MalformedDump {
        if (!ended || cutLength > 0) {
            throw new MalformedDump("a table's rows have no end mark");
        }
    }

    long rows() {
        return rows;
    }

    String hash() {
        return sum.hex();
    }

    private void row(byte[] bytes, int from, int to) throws MalformedDump {
        if (ended) {
            afterEnd(to - from);
        } else if (to - from == 2 && bytes[from] == '\\' && bytes[from + 1] == '.') {
            ended = true;
        } else {
            sum.add(XXH3.hashBytesTo128Bits(bytes, from, to - from));
            rows++;
        }
    }

    private void keep(byte[] bytes, int from, int to) {
        for (int i = from; i < to && cutLength + (i - from) < 2; i++) {
            cutHead = cutHead << 8 | bytes[i] & 0xff;
        }
        cut.putBytes(bytes, from, to - from);
        cutLength += to - from;
    }

    private void cutRow() throws MalformedDump {
        if (ended) {
            afterEnd(cutLength);
        } else if (cutLength == 2 && cutHead == ('\\' << 8 | '.')) {
            ended = true;
        } else {
            sum.add(cut.get());
            rows++;
        }
        cut.reset();
        cutLength = 0;
        cutHead = 0;
    }

    private static void afterEnd(long length) throws MalformedDump {
        if (length > 0) {
            throw new MalformedDump("a table has data after its end mark");
        }
    }

    /** The position of the first newline, or -1. Looks at eight bytes at once: a byte equal to the newline becomes 0 and lends from its neighbour. */
    static int newline(byte[] bytes, int from, int to) {
        int i = from;
        for (; i + Long.BYTES <= to; i += Long.BYTES) {
            long difference = (long) LONGS.get(bytes, i) ^ NEWLINES;
            long hit = difference - ONES & ~difference & HIGHS;
            if (hit != 0) {
                return i + (Long.numberOfTrailingZeros(hit) >>> 3);
            }
        }
        for (; i < to; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }
}
