package dev.lifeboat.engine.postgres;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.postgres.base.BaseContents;
import dev.lifeboat.engine.postgres.base.BaseReader;
import java.io.OutputStream;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Has pg_basebackup copy a whole server, as one tar with the server's manifest in it and all the log that makes the copy
 * consistent. A temporary replication slot holds that log until it has been sent, however much the server writes meanwhile.
 */
public record BaseStream(ClientTools tools, Server server) {

    /** The first version whose servers write a manifest. */
    public static final int OLDEST_SERVER = 130_000;

    private static final List<String> OPTIONS = List.of("--pgdata=-", "--format=tar", "--wal-method=fetch", "--checkpoint=fast",
            "--manifest-checksums=CRC32C", "--label=Lifeboat");

    /**
     * Takes the copy and compares every file with the server's manifest on its way.
     *
     * @param copy     gets the tar; not closed
     * @param advanced told how many bytes of files went by
     * @throws Failure.ToolFailed       when pg_basebackup fails, is killed, or what it wrote is not whole
     * @throws Failure.ConnectionFailed when the server went away
     * @throws Failure.StorageFailed    when {@code copy} cannot be written
     */
    public BaseContents to(OutputStream copy, LongConsumer advanced, Cancellation cancellation) {
        try (Session holding = server.session()) {
            holding.first("select pg_create_physical_replication_slot('lifeboat_base_' || pg_backend_pid(), true, true)", row -> row.getString(1));
            return new ToolOutput(tools, server).read("pg_basebackup", "the server", server.address().maintenanceDatabase(), OPTIONS, copy, cancellation,
                    (tar, out) -> BaseReader.read(tar, out, advanced));
        }
    }
}
