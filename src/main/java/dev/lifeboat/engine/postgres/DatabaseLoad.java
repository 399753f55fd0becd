package dev.lifeboat.engine.postgres;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.postgres.dump.DumpContents;
import dev.lifeboat.engine.postgres.dump.DumpReader;
import dev.lifeboat.engine.postgres.dump.PlainDump;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Has pg_restore load an archive into a database that is there and empty. */
public record DatabaseLoad(ClientTools tools, Server server) {

    /** What the values of sequences were set to is of no use, and nobody reads it. */
    private static final String NOWHERE = System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null";
    /** A database's own settings apply to the session that loads it; this one would forbid the loading. */
    private static final String SESSION = "-c default_transaction_read_only=off";

    /**
     * Loads the archive up to its end, stopping at the first error.
     *
     * @param archive read once, to its end; not closed
     * @return what the archive holds, as read on its way
     * @throws Failure.SetDamaged  when the archive cannot be read to its proper end
     * @throws Failure.ToolFailed  when pg_restore fails or is killed
     * @throws Failure.Cancelled   pg_restore has ended then
     */
    public DumpContents into(String database, InputStream archive, DumpReader.Listener listener, Cancellation cancellation) {
        try (RunningTool process = tools.start("pg_restore", server, database, List.of("--exit-on-error"), SESSION, cancellation)) {
            DumpContents contents = feed(process, archive, listener, cancellation);
            ToolProcess.Exit exit = process.await();
            cancellation.check();
            if (!exit.ok()) {
                throw failure(exit, null);
            }
            return contents;
        }
    }

    /**
     * Has psql run a plain dump, stopping at the first error. The dump itself can name no command for psql.
     *
     * @param sql read once, to its end; not closed
     * @return what the dump holds, as read on its way
     * @throws Failure.SetDamaged when the dump cannot be read to its proper end
     * @throws Failure.ToolFailed when psql fails or is killed
     */
    public DumpContents plainInto(String database, InputStream sql, DumpReader.Listener listener, Cancellation cancellation) {
        try (RunningTool process = tools.start("psql", server, database, List.of("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--output=" + NOWHERE), SESSION, cancellation)) {
            DumpContents contents = feedSql(process, sql, listener, cancellation);
            ToolProcess.Exit exit = process.await();
            cancellation.check();
            if (!exit.ok()) {
                throw exit.failure(null, "All that psql said is in the details.");
            }
            return contents;
        }
    }

    private DumpContents feedSql(RunningTool process, InputStream sql, DumpReader.Listener listener, Cancellation cancellation) {
        GuardedOutput input = new GuardedOutput(process.input());
        try {
            DumpContents contents = PlainDump.read(sql, input, listener).contents();
            input.close();
            return contents;
        } catch (IOException e) {
            cancellation.check();
            if (input.failure().isPresent()) {
                throw process.await().failure(e, "All that psql said is in the details.");
            }
            throw new Failure.SetDamaged("The dump in the set cannot be read: " + e.getMessage() + ".", e, "Verify the set; restore from another one.");
        }
    }

    private DumpContents feed(RunningTool process, InputStream archive, DumpReader.Listener listener, Cancellation cancellation) {
        GuardedOutput input = new GuardedOutput(process.input());
        try {
            DumpContents contents = DumpReader.read(archive, input, listener);
            input.close();
            return contents;
        } catch (IOException e) {
            cancellation.check();
            if (input.failure().isPresent()) {
                throw failure(process.await(), e);
            }
            throw new Failure.SetDamaged("The dump in the set cannot be read: " + e.getMessage() + ".", e, "Verify the set; restore from another one.");
        }
    }

    private Failure.ToolFailed failure(ToolProcess.Exit exit, IOException causeOrNull) {
        return exit.ok() ? new Failure.ToolFailed("pg_restore ended before it had read the whole dump.", exit.stderr(), causeOrNull)
                : exit.failure(causeOrNull, "All that pg_restore said is in the details.");
    }
}
