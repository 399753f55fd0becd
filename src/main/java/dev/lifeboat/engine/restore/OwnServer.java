package dev.lifeboat.engine.restore;

import dev.lifeboat.engine.FolderTree;
import dev.lifeboat.engine.postgres.ScratchServer;
import dev.lifeboat.engine.postgres.TemporaryCluster;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.Stack;
import java.nio.file.Path;
import java.util.Optional;

/** The stack's own server, where databases are tried beside the present ones. */
record OwnServer(Stack stack, Passwords passwords, Path folder) implements ProvingServer {

    /** Drops what killed programs left there. */
    static OwnServer open(Stack stack, Passwords passwords) {
        ScratchDatabases.removeLeftovers(new dev.lifeboat.engine.postgres.Server(stack.server(), passwords));
        return new OwnServer(stack, passwords, TemporaryCluster.temporaryFolder(ScratchServer.PREFIX));
    }

    @Override public ServerAddress address() {
        return stack.server();
    }

    @Override public Optional<Path> tools() {
        return stack.tools();
    }

    @Override public Optional<Long> freeBytes() {
        return Optional.empty();
    }

    @Override public String dataPlace() {
        return "the server's storage";
    }

    @Override public String tablespace(String name) {
        throw new UnsupportedOperationException("the set's tablespaces are not made on a server that is in use");
    }

    @Override public boolean isEmpty() {
        return false;
    }

    @Override public void close() {
        FolderTree.delete(folder);
    }
}
