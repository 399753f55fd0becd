package dev.lifeboat.engine.postgres;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** Has a server's tool write something, and reads it. It is a success when it was read to its proper end <em>and</em> the tool ended with 0. */
record ToolOutput(ClientTools tools, Server server) {

    /** Reads what a tool writes. */
    @FunctionalInterface
    interface Reading<R> {
        R read(InputStream output, OutputStream copy) throws IOException;
    }

    /** @param what for people: the database that is dumped */
    <R> R read(String tool, String what, String database, List<String> options, OutputStream copy, Cancellation cancellation, Reading<R> reading) {
        GuardedOutput guarded = new GuardedOutput(copy);
        try (RunningTool process = tools.start(tool, server, database, options, "", cancellation)) {
            R result;
            try {
                result = reading.read(process.output(), guarded);
            } catch (IOException e) {
                cancellation.check();
                if (guarded.failure().isPresent()) {
                    throw AtomicFile.failed("Could not write the dump of " + what, guarded.failure().get());
                }
                throw broken(tool, what, database, e, process);
            }
            ToolProcess.Exit exit = process.await();
            cancellation.check();
            if (!exit.ok()) {
                throw gone(what, database, exit, null);
            }
            return result;
        }
    }

    /** What the tool wrote ended too early, or makes no sense. */
    private Failure broken(String tool, String what, String database, IOException e, RunningTool process) {
        boolean ended = process.outputEnded();
        if (!ended) {
            process.close(); // whatever it says of its own end now is our doing
        }
        ToolProcess.Exit exit = process.await();
        return !ended || exit.ok() ? new Failure.ToolFailed("What " + tool + " wrote of " + what + " is not whole: " + e.getMessage() + ".", exit.stderr(), e)
                : gone(what, database, exit, e);
    }

    /** A tool failed: because the server is gone, or for a reason of its own. */
    private Failure gone(String what, String database, ToolProcess.Exit exit, IOException causeOrNull) {
        Failure.ToolFailed failure = exit.failure(causeOrNull, "All that " + exit.tool() + " said is in the details.");
        try (Session _ = server.session(database)) {
            return failure;
        } catch (Failure.ConnectionFailed e) {
            e.addSuppressed(failure);
            return new Failure.ConnectionFailed(e.layer(), "The server went away while " + what + " was dumped. " + e.getMessage(), e, e.hints().toArray(String[]::new));
        }
    }
}
