package dev.lifeboat.engine.postgres;

import dev.lifeboat.engine.job.Cancellation;
import java.util.List;

/** pg_dump and its companions, of one version: installed on this machine, or those in the server's own container. */
public sealed interface ClientTools permits Tools.Installation, ContainerTools {

    /** Like a server's: 150018. */
    int versionNumber();

    /** "15.18", "9.6.24". */
    default String version() {
        return ServerFacts.versionText(versionNumber());
    }

    /** Where they are, in words: a folder, or a container. */
    String place();

    /**
     * Starts one of them in a database of a server.
     *
     * @param tool           such as {@code pg_dump}
     * @param arguments      never a secret: others can read them
     * @param sessionOptions for the server, such as {@code -c default_transaction_read_only=off}; may be empty
     * @throws dev.lifeboat.engine.Failure.ToolFailed when it cannot be started
     */
    RunningTool start(String tool, Server server, String database, List<String> arguments, String sessionOptions, Cancellation cancellation);
}
