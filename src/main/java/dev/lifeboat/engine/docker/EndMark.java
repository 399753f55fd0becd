package dev.lifeboat.engine.docker;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * Proves that everything a program wrote has arrived. A shell around it adds a mark and the exit status behind the last
 * byte, and lives on until it hears that they came: an engine drops what it has not yet passed on two seconds after a
 * program's end (moby, {@code daemon/monitor.go}), and says nothing of it. For one thread.
 */
final class EndMark {

    /** The first line on stderr is the program's number, for signals. Its input has to be named: what runs beside a shell gets none otherwise. */
    private static final String AROUND = """
            exec 3<&0
            mark=$1; shift
            trap '' PIPE
            (trap - PIPE; exec sh -c 'echo "$$" >&2; exec "$@"' sh "$@") <&3 3<&- &
            wait "$!"
            status=$?
            printf '%s%03d' "$mark" "$status"
            read -r _ <&3
            exit "$status\"""";
    private static final int DIGITS = 3;

    private final byte[] mark = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
    private final byte[] held = new byte[mark.length + DIGITS];
    private int count;
    private OptionalInt status = OptionalInt.empty();

    /** What to run instead of a command. */
    List<String> around(List<String> command) {
        List<String> all = new ArrayList<>(List.of("sh", "-c", AROUND, "sh", new String(mark, StandardCharsets.US_ASCII)));
        all.addAll(command);
        return all;
    }

    /** Passes on what is surely the program's own, and holds back what may be the mark. */
    void pass(byte[] piece, int length, OutputStream to) throws IOException {
        int own = Math.max(count + length - held.length, 0);
        int ofHeld = Math.min(count, own);
        to.write(held, 0, ofHeld);
        to.write(piece, 0, own - ofHeld);
        System.arraycopy(held, ofHeld, held, 0, count - ofHeld);
        count -= ofHeld;
        int rest = length - (own - ofHeld);
        System.arraycopy(piece, own - ofHeld, held, count, rest);
        count += rest;
        if (count == held.length && Arrays.equals(held, 0, mark.length, mark, 0, mark.length)) {
            status = OptionalInt.of(Integer.parseInt(new String(held, mark.length, DIGITS, StandardCharsets.US_ASCII)));
        }
    }

    /** How the program ended; empty until the mark has come. */
    OptionalInt status() {
        return status;
    }
}
