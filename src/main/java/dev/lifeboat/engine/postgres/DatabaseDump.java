package dev.lifeboat.engine.postgres;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.postgres.dump.DumpContents;
import dev.lifeboat.engine.postgres.dump.DumpReader;
import dev.lifeboat.engine.postgres.dump.MalformedDump;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Has a server's tools dump it. A dump is a success when the tool ended with 0 <em>and</em> what it wrote was read to
 * its proper end: a pipeline that is cut never looks complete.
 */
public record DatabaseDump(ClientTools tools, Server server) {

    /** How long pg_dump waits for a table that someone has locked. */
    static final String LOCK_WAIT_MILLIS = "120000";
    private static final byte[] GLOBALS_END = "-- PostgreSQL database cluster dump complete".getBytes(StandardCharsets.US_ASCII);

    /**
     * Dumps one database in the custom format, uncompressed inside.
     *
     * @param copy gets the archive; not closed
     * @return what the archive holds, as read on its way
     * @throws Failure.ToolFailed       when pg_dump fails, is killed, or its archive is not whole
     * @throws Failure.ConnectionFailed when the server went away
     * @throws Failure.StorageFailed    when {@code copy} cannot be written
     * @throws Failure.Cancelled        the tool has ended then
     */
    public DumpContents database(String database, OutputStream copy, DumpReader.Listener listener, Cancellation cancellation) {
        return database(database, Optional.empty(), copy, listener, cancellation);
    }

    /** The same, as the database was at a moment. @param snapshot of {@link Snapshot#id}, which must stay open */
    public DumpContents database(String database, Optional<String> snapshot, OutputStream copy, DumpReader.Listener listener, Cancellation cancellation) {
        List<String> options = new ArrayList<>(List.of("--format=custom", "--compress=0", "--create", "--lock-wait-timeout=" + LOCK_WAIT_MILLIS));
        snapshot.ifPresent(id -> options.add("--snapshot=" + id));
        return new ToolOutput(tools, server).read("pg_dump", database, database, options,
                copy, cancellation, (archive, out) -> DumpReader.read(archive, out, listener));
    }

    /**
     * Dumps roles, memberships, role settings and tablespaces as SQL.
     *
     * @param withPasswords reading the roles' password hashes takes a superuser
     */
    public void globals(boolean withPasswords, OutputStream copy, Cancellation cancellation) {
        List<String> options = withPasswords ? List.of("--globals-only") : List.of("--globals-only", "--no-role-passwords");
        String database = server.address().maintenanceDatabase();
        new ToolOutput(tools, server).read("pg_dumpall", database, database, options, copy, cancellation, DatabaseDump::copyToEndMark);
    }

    private static Void copyToEndMark(InputStream output, OutputStream copy) throws IOException {
        byte[] buffer = new byte[64 << 10];
        byte[] tail = new byte[0];
        for (int n = output.read(buffer); n >= 0; n = output.read(buffer)) {
            copy.write(buffer, 0, n);
            byte[] longer = Arrays.copyOf(tail, tail.length + n);
            System.arraycopy(buffer, 0, longer, tail.length, n);
            tail = Arrays.copyOfRange(longer, Math.max(0, longer.length - 1024), longer.length);
        }
        if (!new String(tail, StandardCharsets.ISO_8859_1).contains(new String(GLOBALS_END, StandardCharsets.US_ASCII))) {
            throw new MalformedDump("it is cut off");
        }
        return null;
    }
}
