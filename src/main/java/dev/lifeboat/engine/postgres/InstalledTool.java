package dev.lifeboat.engine.postgres;

import dev.lifeboat.engine.job.Cancellation;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A tool of this machine together with how it was told to connect, which must stay until it has ended. */
record InstalledTool(ToolProcess process, ToolConnection connection) implements RunningTool {

    static InstalledTool start(Path program, ToolConnection connection, List<String> arguments, String sessionOptions, Cancellation cancellation) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of("--no-password", "--dbname=" + connection.databaseArgument()));
        try {
            return new InstalledTool(ToolProcess.start(program, all,
                    sessionOptions.isEmpty() ? connection.environment() : connection.environment(sessionOptions), cancellation), connection);
        } catch (RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public InputStream output() {
        return process.output();
    }

    @Override
    public OutputStream input() {
        return process.input();
    }

    @Override
    public boolean outputEnded() {
        return process.outputEnded();
    }

    @Override
    public ToolProcess.Exit await() {
        return process.await();
    }

    @Override
    public void close() {
        try (connection) {
            process.close();
        }
    }
}
