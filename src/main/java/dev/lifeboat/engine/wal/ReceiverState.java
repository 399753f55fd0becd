package dev.lifeboat.engine.wal;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Json;
import dev.lifeboat.engine.postgres.Lsn;
import dev.lifeboat.engine.repository.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far a receiver is, kept beside the log.
 *
 * @param flushed        everything before it is on our disk
 * @param protectedUntil everything that was committed until then, by the server's clock, is on our disk
 * @param heldBytes      log that the server keeps because of our slot
 * @param roomBytes      how much more it will keep before it gives the slot up; absent when it has no limit
 * @param at             when this was written, by this computer's clock
 */
public record ReceiverState(String slot, int timeline, Lsn flushed, Instant protectedUntil, long heldBytes, Optional<Long> roomBytes, Instant at) {

    private static final String FILE = "receiver.json";

    void keep(WalStore store) {
        store.requireThere();
        AtomicFile.write(store.folder().resolve(FILE), Json.readable(this));
    }

    /** Of the receiver that keeps a stack's log in a repository; empty when there was none. */
    public static Optional<ReceiverState> of(String stack, Repository repository) {
        String slot = ReplicationSlot.of(stack, repository.id()).name();
        Path logs = repository.folder().resolve(WalStore.FOLDER);
        if (!Files.isDirectory(logs)) {
            return Optional.empty();
        }
        try (Stream<Path> servers = Files.list(logs)) {
            return servers.map(server -> read(server.resolve(FILE))).flatMap(Optional::stream).filter(state -> state.slot().equals(slot)).max(Comparator.comparing(ReceiverState::at));
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read " + logs, e);
        }
    }

    /** Of the receiver that was last at work for this server. */
    public static Optional<ReceiverState> of(WalStore store) {
        return read(store.folder().resolve(FILE));
    }

    private static Optional<ReceiverState> read(Path file) {
        try {
            return Files.exists(file) ? Optional.of(Json.read(Files.readAllBytes(file), ReceiverState.class, file)) : Optional.empty();
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read " + file, e);
        }
    }
}
