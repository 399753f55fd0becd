package dev.lifeboat.engine.docker;

import dev.lifeboat.engine.Failure;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A PostgreSQL data directory on a volume. Its files are of use only as they are after a clean stop: what a running server
 * has changed meanwhile no write-ahead log repairs.
 *
 * @param path    on the volume; "." for the whole of it
 * @param stopped whether its server was stopped cleanly and does not run
 * @param control the content of {@code global/pg_control}, which changes with every start, checkpoint and stop
 *
 * @see <a href="https://www.postgresql.org/docs/17/app-pgcontroldata.html">pg_controldata, which reads the same file</a>
 */
public record DataFolder(String path, boolean stopped, byte[] control) {

    /** Where pg_control has the state of the cluster, an int, since PostgreSQL 8.0; 1 and 2 are its clean stops. */
    private static final int STATE = 16;
    private static final String FIND = "cd " + HelperContainer.FOLDER + " && for d in . ./* ./*/* ./*/*/*; do "
            + "if [ -f \"$d/PG_VERSION\" ] && [ -f \"$d/global/pg_control\" ]; then printf '%s\\0' \"$d\"; fi; done";
    private static final String PID = "test -e \"$1/postmaster.pid\"";
    private static final String CONTROL = "cat \"$1/global/pg_control\"";

    /** Those of the volume that a container sees. */
    static List<DataFolder> in(HelperContainer container) {
        HelperContainer.Result found = container.run(List.of("sh", "-c", FIND));
        if (found.status() != 0) {
            throw new Failure.ToolFailed("Could not look for a database on the volume: sh ended with " + found.status() + ".", found.stderr(), null);
        }
        List<DataFolder> folders = new ArrayList<>();
        for (String path : found.text().split("\0")) {
            if (!path.isEmpty()) {
                String folder = HelperContainer.FOLDER + "/" + path;
                byte[] control = container.run(List.of("sh", "-c", CONTROL, "sh", folder)).output();
                boolean noPid = container.run(List.of("sh", "-c", PID, "sh", folder)).status() == 1;
                folders.add(new DataFolder(path, noPid && isStopped(control), control));
            }
        }
        return List.copyOf(folders);
    }

    /** Whether a {@code pg_control} says that its server was stopped cleanly. */
    public static boolean isStopped(byte[] control) {
        if (control.length < STATE + Integer.BYTES) {
            return false;
        }
        int state = ByteBuffer.wrap(control).order(ByteOrder.LITTLE_ENDIAN).getInt(STATE);
        return state == 1 || state == 2;
    }

    /** Whether the server was neither started nor stopped in between. */
    public boolean sameAs(DataFolder other) {
        return path.equals(other.path) && stopped == other.stopped && Arrays.equals(control, other.control);
    }

    @Override public String toString() {
        return path + (stopped ? " (stopped)" : " (in use)");
    }
}
