package dev.lifeboat.engine.wal;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Sizes;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.postgres.Lsn;
import dev.lifeboat.engine.postgres.SegmentName;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.postgres.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;

/**
 * One connection over which the log comes. What has come is told to the server only when it is on our disk. For one thread.
 */
final class WalStream implements AutoCloseable {

    private static final String UNDEFINED_FILE = "58P01";
    private static final String OBJECT_IN_USE = "55006";
    private static final long SYNC_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long STATUS_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int IDLE_MILLIS = 20;
    /** With a database, so that questions in SQL are answered on it too. */
    private static final Map<String, String> REPLICATION = Map.of("replication", "database", "preferQueryMode", "simple", "assumeMinServerVersion", "13");

    private final WalStore store;
    private final ReplicationSlot slot;
    private final int timeline;
    private final Connection connection;
    private final Session asking;
    private final PGReplicationStream stream;
    private final WalReceiver.ReceivedLog received;
    private final Progress progress;
    private IncomingSegment incoming;
    private Lsn flushed;
    private long syncedAt = System.nanoTime();
    private long askedAt = System.nanoTime() - STATUS_NANOS;
    private ReplicationSlot.Status statusOrNull;

    private WalStream(WalStore store, ReplicationSlot slot, int timeline, Connection connection, Session asking, PGReplicationStream stream, Lsn start,
            WalReceiver.ReceivedLog received, Progress progress) {
        this.store = store;
        this.slot = slot;
        this.timeline = timeline;
        this.connection = connection;
        this.asking = asking;
        this.stream = stream;
        this.received = received;
        this.progress = progress;
        flushed = start;
        incoming = new IncomingSegment(store, SegmentName.at(timeline, start, store.segmentBytes()));
    }

    /** Connects, finds out where to go on, and has the server begin to send there. */
    static WalStream open(Server server, WalReceiver.Place place, ReplicationSlot slot, WalReceiver.ReceivedLog received, Progress progress) throws SQLException, IOException {
        Session asking = server.session();
        try {
            Connection connection = server.connect(server.address().maintenanceDatabase(), REPLICATION);
            try {
                return begin(connection, asking, place, slot, received, progress);
            } catch (SQLException | IOException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException | IOException | RuntimeException e) {
            asking.close();
            throw e;
        }
    }

    private static WalStream begin(Connection connection, Session asking, WalReceiver.Place place, ReplicationSlot slot, WalReceiver.ReceivedLog received, Progress progress)
            throws SQLException, IOException {
        String system;
        int timeline;
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery("IDENTIFY_SYSTEM")) {
            row.next();
            system = row.getString("systemid");
            timeline = row.getInt("timeline");
        }
        long segmentBytes = asking.first("select pg_size_bytes(current_setting('wal_segment_size'))", row -> row.getLong(1)).orElseThrow();
        WalStore store = place.store(system, segmentBytes);
        if (timeline > 1) {
            keepHistory(connection, store, timeline);
        }
        ReplicationSlot.Status status = slot.ensure(asking);
        if (status.lost()) {
            received.gap("The server gave up the slot " + slot.name() + ", because too much log waited in it.", progress);
            slot.drop(asking);
            slot.create(asking);
            status = slot.status(asking);
        }
        WalReceiver.noteSlot(status, slot, progress);
        Lsn kept = SegmentName.at(timeline, status.restart().orElse(status.end()), segmentBytes).start(segmentBytes);
        Lsn wanted = continuation(store, timeline).orElse(kept);
        lostBefore(store, timeline).ifPresent(what -> received.gap(what, progress));
        Lsn start = received.isRemoved(wanted) ? kept : wanted;
        if (!start.equals(wanted)) {
            received.gap("The server does not have its log from " + wanted + " on any more: it goes on from " + kept + ", and nothing between them can be recovered to. Take a new base backup.", progress);
        }
        PGReplicationStream stream = stream(connection, slot, start);
        progress.note("Receiving from " + start + " on timeline " + timeline + ", by the slot " + slot.name() + ".");
        return new WalStream(store, slot, timeline, connection, asking, stream, start, received, progress);
    }

    private static PGReplicationStream stream(Connection connection, ReplicationSlot slot, Lsn start) throws SQLException {
        // Left to itself the driver tells the server at every sign of life that everything was written, though nobody has.
        try {
            return connection.unwrap(PGConnection.class).getReplicationAPI().replicationStream().physical().withSlotName(slot.name())
                    .withAutomaticFlush(false).withStatusInterval(5, TimeUnit.SECONDS).withStartPosition(LogSequenceNumber.valueOf(start.value())).start();
        } catch (SQLException e) {
            throw explained(e, slot);
        }
    }

    private static SQLException explained(SQLException e, ReplicationSlot slot) {
        if (OBJECT_IN_USE.equals(e.getSQLState())) {
            throw new Failure.ConnectionFailed(Failure.Layer.SERVER, "The slot " + slot.name() + " is in use: another receiver is at work, or the server has not noticed its end yet.", e,
                    "Stop the other receiver, or wait.");
        }
        return e;
    }

    private static void keepHistory(Connection connection, WalStore store, int timeline) throws SQLException {
        if (store.history(timeline).isPresent()) {
            return;
        }
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery("TIMELINE_HISTORY " + timeline)) {
            row.next();
            store.keepHistory(timeline, row.getString(2));
        }
    }

    /** Behind what is stored of this timeline; or where it left the one before, when that is stored; empty when there is nothing yet. */
    private static Optional<Lsn> continuation(WalStore store, int timeline) {
        NavigableSet<Long> stored = store.stored(timeline);
        if (!stored.isEmpty()) {
            return Optional.of(new SegmentName(timeline, stored.last() + 1).start(store.segmentBytes()));
        }
        return store.history(timeline).filter(history -> !history.switches().isEmpty()).map(history -> history.switches().getLast())
                .filter(left -> !store.stored(left.timeline()).isEmpty())
                .map(left -> SegmentName.at(timeline, left.at(), store.segmentBytes()).start(store.segmentBytes()));
    }

    /** When the server went over to a new timeline before the rest of the old one had come. */
    private static Optional<String> lostBefore(WalStore store, int timeline) {
        return store.stored(timeline).isEmpty() ? store.history(timeline).filter(history -> !history.switches().isEmpty()).map(history -> history.switches().getLast())
                .filter(left -> !store.stored(left.timeline()).isEmpty())
                .filter(left -> store.stored(left.timeline()).last() + 1 < SegmentName.at(timeline, left.at(), store.segmentBytes()).number())
                .map(left -> "The end of timeline " + left.timeline() + ", before " + left.at() + ", was not received: nothing beyond it can be recovered to from older backups. Take a new base backup.")
                : Optional.empty();
    }

    /** Until cancelled. @throws SQLException when the connection breaks */
    void receive(Cancellation cancellation) throws SQLException, IOException {
        while (!cancellation.isCancelled()) {
            ByteBuffer bytes = pending();
            if (bytes != null) {
                take(bytes);
            } else if (stream.isClosed()) {
                return; // the server has ended this timeline
            }
            if (incoming.isDirty() && (bytes == null || System.nanoTime() - syncedAt > SYNC_NANOS)) {
                sync();
            }
            if (System.nanoTime() - askedAt > STATUS_NANOS) {
                ask();
            }
            tellState();
            if (bytes == null) {
                sleep();
            }
        }
        sync();
    }

    /** The server notices only when it sends that a segment is gone. */
    private ByteBuffer pending() throws SQLException {
        try {
            return stream.readPending();
        } catch (SQLException e) {
            if (UNDEFINED_FILE.equals(e.getSQLState())) {
                received.removed(incoming.position());
            }
            throw e;
        }
    }

    private void take(ByteBuffer bytes) throws IOException, SQLException {
        Lsn from = new Lsn(stream.getLastReceiveLSN().asLong() - bytes.remaining());
        if (!from.equals(incoming.position())) {
            throw new Failure.SetDamaged("The server sent its log from " + from + " on, but " + incoming.position() + " is next.", null, "Start the receiver again.");
        }
        received.took(bytes.remaining());
        progress.advance(bytes.remaining());
        while (bytes.hasRemaining()) {
            incoming.take(bytes);
            if (incoming.isFull()) {
                SegmentName next = incoming.name().next();
                incoming.complete();
                received.stored();
                incoming = new IncomingSegment(store, next);
                acknowledge();
            }
        }
    }

    private void sync() throws IOException, SQLException {
        incoming.sync();
        syncedAt = System.nanoTime();
        if (flushed.isBefore(incoming.position())) {
            acknowledge();
        }
    }

    private void acknowledge() throws SQLException {
        flushed = incoming.position();
        stream.setFlushedLSN(LogSequenceNumber.valueOf(flushed.value()));
        stream.forceUpdateStatus();
    }

    private void ask() {
        askedAt = System.nanoTime();
        try {
            statusOrNull = slot.status(asking);
        } catch (Failure.DatabaseError e) {
            throw new Failure.ConnectionFailed(Failure.Layer.SERVER, "The server does not answer any more: " + e.getMessage(), e);
        }
    }

    /** Once all that the server had when it was asked is on our disk. */
    private void tellState() {
        if (statusOrNull != null && !flushed.isBefore(statusOrNull.end())) {
            new ReceiverState(slot.name(), timeline, flushed, statusOrNull.now(), statusOrNull.heldBytes(), statusOrNull.roomBytes(), Instant.now()).keep(store);
            progress.item("protected until " + statusOrNull.now() + statusOrNull.roomBytes().map(bytes -> "; the server can keep " + Sizes.inWords(bytes) + " more").orElse(""));
            statusOrNull = null;
        }
    }

    private static void sleep() {
        try {
            TimeUnit.MILLISECONDS.sleep(IDLE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.Cancelled("Interrupted.");
        }
    }

    @Override
    public void close() {
        IncomingSegment last = incoming;
        try (last; connection; asking) {
            stream.close();
        } catch (SQLException e) {
            return; // the connection is gone already; what was received is on the disk
        } catch (IOException e) {
            throw AtomicFile.failed("Could not close the log", e);
        }
    }
}
