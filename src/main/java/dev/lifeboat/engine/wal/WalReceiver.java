package dev.lifeboat.engine.wal;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Sizes;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.engine.postgres.Lsn;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.secret.Encryption;
import dev.lifeboat.engine.secret.Unlock;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Receives a server's log as it is written, into a repository, until it is told to stop. When the server, the network or
 * this process dies it goes on where it was; the server keeps the log for it by a slot. Runs on the calling thread.
 */
public final class WalReceiver {

    private static final int[] PAUSE_SECONDS = {1, 2, 5, 10, 30};

    private final Server server;
    private final Repository repository;
    private final Encryption encryption;
    private final ReplicationSlot slot;

    /** @param encryption of what is stored: none, or to keys; it is received without any of them */
    public WalReceiver(Server server, Repository repository, String stack, Encryption encryption) {
        this.server = server;
        this.repository = repository;
        this.encryption = encryption;
        slot = ReplicationSlot.of(stack, repository.id());
    }

    /** The name of the slot on the server. It is dropped when the log is not to be received any more. */
    public String slot() {
        return slot.name();
    }

    /** What was received. @param gaps places of the log that the server did not have any more, in words; each needs a new base backup */
    public record Report(long bytes, long segments, List<String> gaps) {}

    /**
     * Receives until cancelled. A connection that is lost is made again, with pauses of up to half a minute.
     *
     * @throws Failure.RepositoryLocked when another receiver uses the slot
     * @throws Failure.StorageFailed    when the log cannot be written
     * @throws Failure.SetDamaged       when what the server sent is not its log
     */
    public Report run(Progress progress, Cancellation cancellation) {
        ReceivedLog received = new ReceivedLog();
        progress.phase("Receiving the log of " + server.address().host(), Progress.UNKNOWN, Unit.BYTES);
        int failures = 0;
        while (!cancellation.isCancelled()) {
            long before = received.bytes();
            try (WalStream stream = WalStream.open(server, new Place(repository.folder(), encryption), slot, received, progress)) {
                stream.receive(cancellation);
            } catch (Failure.ConnectionFailed e) {
                failures = received.bytes() > before ? 1 : failures + 1;
                pause(failures, e.getMessage(), progress, cancellation);
            } catch (SQLException e) {
                failures = received.bytes() > before ? 1 : failures + 1;
                pause(failures, "The connection broke: " + e.getMessage(), progress, cancellation);
            } catch (IOException e) {
                throw AtomicFile.failed("Could not write the log", e);
            }
        }
        return received.report();
    }

    private static void pause(int failures, String why, Progress progress, Cancellation cancellation) {
        int seconds = PAUSE_SECONDS[Math.min(failures, PAUSE_SECONDS.length) - 1];
        progress.note(why + " Trying again in " + seconds + " s.");
        try {
            for (int i = 0; i < seconds * 10 && !cancellation.isCancelled(); i++) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.Cancelled("Interrupted.");
        }
    }

    /** Where a log goes, before it is known of which server it is. */
    record Place(Path repository, Encryption encryption) {
        WalStore store(String systemIdentifier, long segmentBytes) {
            return new WalStore(repository, systemIdentifier, segmentBytes, encryption, Unlock.NONE);
        }
    }

    /** Counts over all connections of a run. For one thread. */
    static final class ReceivedLog {
        private final List<String> gaps = new ArrayList<>();
        private Lsn removedOrNull;
        private long bytes;
        private long segments;

        long bytes() {
            return bytes;
        }

        void took(int amount) {
            bytes += amount;
        }

        /** The server has no log from here on. */
        void removed(Lsn from) {
            removedOrNull = from;
        }

        boolean isRemoved(Lsn from) {
            return from.equals(removedOrNull);
        }

        void stored() {
            segments++;
        }

        void gap(String what, Progress progress) {
            if (!gaps.contains(what)) {
                gaps.add(what);
                progress.note(what);
            }
        }

        Report report() {
            return new Report(bytes, segments, List.copyOf(gaps));
        }
    }

    /** What a person is told of the slot. */
    static void noteSlot(ReplicationSlot.Status status, ReplicationSlot slot, Progress progress) {
        if (status.roomBytes().isEmpty()) {
            progress.note("WARN  The server keeps its log for the slot " + slot.name() + " without a limit: when nothing receives it, its disk fills. "
                    + "Set max_slot_wal_keep_size; now " + Sizes.inWords(status.heldBytes()) + " are kept.");
        }
    }
}
