package dev.lifeboat.engine.postgres.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowHasherTest {

    private static final List<String> ROWS = List.of("1\tAnna", "", "2\tBjörn \\n two lines 😀", "\\\\.", "3\t\\N", "x".repeat(700), "\\.x", "1\tAnna");

    @Test
    void cutsAnywhereGiveTheSameResult() throws Exception {
        byte[] text = copyText(ROWS);
        String expected = sum(ROWS);
        for (int cut = 0; cut <= text.length; cut++) {
            RowHasher hasher = new RowHasher();
            hasher.feed(text, 0, cut);
            hasher.feed(text, cut, text.length);
            hasher.end();
            assertThat(hasher.rows()).as("cut at %d", cut).isEqualTo(8);
            assertThat(hasher.hash()).as("cut at %d", cut).isEqualTo(expected);
        }
    }

    @Test
    void manyCutsOfAnyLengthGiveTheSameResult() throws Exception {
        byte[] text = copyText(ROWS);
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            RowHasher hasher = new RowHasher();
            for (int at = 0; at < text.length;) {
                int next = Math.min(text.length, at + random.nextInt(2 + round % 40));
                hasher.feed(text, at, next);
                at = next;
            }
            hasher.end();
            assertThat(hasher.hash()).as("round %d", round).isEqualTo(sum(ROWS));
        }
    }

    @Test
    void theOrderOfRowsDoesNotMatterTheirContentDoes() throws Exception {
        assertThat(hash(List.of("a", "b", "c"))).isEqualTo(hash(List.of("c", "a", "b")));
        assertThat(hash(List.of("a", "b", "c"))).isNotEqualTo(hash(List.of("a", "b", "d")));
        assertThat(hash(List.of("a", "a"))).isNotEqualTo(hash(List.of("b", "b")));
        assertThat(hash(List.of("ab", "c"))).isNotEqualTo(hash(List.of("a", "bc")));
    }

    @Test
    void noRowsAreZero() throws Exception {
        assertThat(hash(List.of())).isEqualTo("0".repeat(32));
    }

    @Test
    void wantsTheEndMark() throws Exception {
        RowHasher withoutMark = new RowHasher();
        withoutMark.feed("a\nb\n".getBytes(StandardCharsets.UTF_8), 0, 4);
        assertThatThrownBy(withoutMark::end).isInstanceOf(MalformedDump.class);
        RowHasher more = new RowHasher();
        assertThatThrownBy(() -> more.feed("a\n\\.\nb\n".getBytes(StandardCharsets.UTF_8), 0, 7)).isInstanceOf(MalformedDump.class);
    }

    @Test
    void findsTheFirstNewlineWhereverItIs() {
        Random random = new Random(11);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(70)];
            for (int i = 0; i < bytes.length; i++) {
                // Bytes beside the newline's value are what a careless bit trick falls for.
                bytes[i] = new byte[] {9, 11, 10, (byte) 0x8a, 0, 'a', (byte) 0xff, 'b', 'c', 'd'}[random.nextInt(10)];
            }
            int from = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
            int expected = -1;
            for (int i = from; i < bytes.length && expected < 0; i++) {
                expected = bytes[i] == 10 ? i : -1;
            }
            assertThat(RowHasher.newline(bytes, from, bytes.length)).isEqualTo(expected);
        }
    }

    private static String hash(List<String> rows) throws MalformedDump {
        byte[] text = copyText(rows);
        RowHasher hasher = new RowHasher();
        hasher.feed(text, 0, text.length);
        hasher.end();
        return hasher.hash();
    }

    private static byte[] copyText(List<String> rows) {
        StringBuilder text = new StringBuilder();
        rows.forEach(row -> text.append(row).append('\n'));
        return text.append("\\.\n\n\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The same sum by other means. */
    static String sum(List<String> rows) {
        BigInteger sum = BigInteger.ZERO;
        for (String row : rows) {
            HashValue128 hash = Hashing.xxh3_128().hashBytesTo128Bits(row.getBytes(StandardCharsets.UTF_8));
            sum = sum.add(new BigInteger(1, java.nio.ByteBuffer.allocate(16).putLong(hash.getMostSignificantBits()).putLong(hash.getLeastSignificantBits()).array()));
        }
        return String.format("%032x", sum.mod(BigInteger.ONE.shiftLeft(128)));
    }
}
