package dev.lifeboat.engine.restore;

import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.Stack;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A server that databases are tried on. Closing it takes away all that was made for it. */
interface ProvingServer extends AutoCloseable {

    ServerAddress address();

    Passwords passwords();

    /** Where its tools lie, when it is not reached through a container. */
    Optional<Path> tools();

    /** Free space where it keeps its data; empty when it cannot be told. */
    Optional<Long> freeBytes();

    /** Where that is, for people. */
    String dataPlace();

    /** A folder for a tablespace, as the server sees it. */
    String tablespace(String name);

    /** A folder of this program's own that goes with it. */
    Path folder();

    /** Whether it is empty, so that the set's roles are made in it first. */
    boolean isEmpty();

    @Override void close();

    default Server server() {
        return new Server(address(), passwords());
    }

    /** As restores take it. */
    default Stack stack() {
        return new Stack("scratch", Environment.DEVELOPMENT, address(), List.of(), tools());
    }
}
