package dev.lifeboat.engine.restore;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.postgres.ScratchServer;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.stack.ServerAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A temporary cluster of an installed server. */
record ClusterServer(Tools.Installation installation, ScratchServer scratch) implements ProvingServer {

    static ClusterServer start(Tools.Installation installation, Cancellation cancellation) {
        return new ClusterServer(installation, ScratchServer.start(installation, cancellation));
    }

    @Override public ServerAddress address() {
        return scratch.address();
    }

    @Override public Passwords passwords() {
        return scratch.passwords();
    }

    @Override public Optional<Path> tools() {
        return Optional.of(installation.folder());
    }

    @Override public Optional<Long> freeBytes() {
        try {
            return Optional.of(Files.getFileStore(scratch.folder()).getUsableSpace());
        } catch (IOException e) {
            throw AtomicFile.failed("Could not ask for the free space of " + scratch.folder(), e);
        }
    }

    @Override public String dataPlace() {
        return scratch.folder().getParent().toString();
    }

    @Override public String tablespace(String name) {
        return scratch.tablespace(name).toString();
    }

    @Override public Path folder() {
        return scratch.folder();
    }

    @Override public boolean isEmpty() {
        return true;
    }

    @Override public void close() {
        scratch.close();
    }
}
