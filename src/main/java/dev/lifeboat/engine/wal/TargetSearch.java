package dev.lifeboat.engine.wal;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.postgres.Lsn;
import dev.lifeboat.engine.postgres.SegmentName;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds in the log itself where a recovery to a target stops, so that it can be told so exactly, and proven by what it
 * says afterwards. For one use by one thread.
 */
public final class TargetSearch {

    /**
     * Where a recovery stops.
     *
     * @param setting    the server's setting, such as {@code recovery_target_lsn}
     * @param value      of it
     * @param inclusive  whether the record that it names is recovered too
     * @param lastCommit the last transaction whose end is recovered, when there is one behind the backup
     * @param segments   the log that it takes, in order
     */
    public record Stop(String setting, String value, boolean inclusive, Optional<WalEvent> lastCommit, List<SegmentName> segments) {}

    /** An offset in numbers: letters, even Z, are not known to a server that starts. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS'+00'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final RecoveryWindow window;
    private final RecoveryTarget target;
    private Optional<WalEvent> before = Optional.empty();
    private Optional<WalEvent> found = Optional.empty();
    private Optional<WalEvent> beyond = Optional.empty();

    private TargetSearch(RecoveryWindow window, RecoveryTarget target) {
        this.window = window;
        this.target = target;
    }

    /**
     * Reads the log up to the target.
     *
     * @return empty when it is not in the window
     * @throws Failure.SetDamaged naming a segment on the way that is damaged
     */
    public static Optional<Stop> in(RecoveryWindow window, RecoveryTarget target) {
        return window.mayHold(target) ? new TargetSearch(window, target).search() : Optional.empty();
    }

    private Optional<Stop> search() {
        WalStore store = window.store();
        WalReader reader = new WalReader(store.systemIdentifier(), store.segmentBytes(), this::see);
        int taken = 0;
        for (SegmentName segment : window.segments()) {
            taken++;
            read(reader, segment);
            if (found.isPresent() || beyond.isPresent()) {
                break;
            }
        }
        List<SegmentName> segments = window.segments().subList(0, taken);
        return switch (target) {
            // The server's own target by time needs a later transaction to stop before; without one it is the last record that counts.
            case RecoveryTarget.Time(Instant at) -> Optional.of(beyond.isPresent() ? new Stop("recovery_target_time", TIME.format(at), true, before, segments)
                    : before.isPresent() ? new Stop("recovery_target_lsn", before.get().start().toString(), true, before, segments)
                    : new Stop("recovery_target", "immediate", true, before, segments));
            case RecoveryTarget.Position(Lsn at) -> Optional.of(new Stop("recovery_target_lsn", at.toString(), false, before, segments));
            case RecoveryTarget.Named(String name) -> found.map(_ -> new Stop("recovery_target_name", name, true, before, segments));
            case RecoveryTarget.Transaction(long number) -> found.map(_ -> new Stop("recovery_target_xid", String.valueOf(number), true, before, segments));
        };
    }

    private void see(WalEvent event) {
        if (found.isPresent() || beyond.isPresent() || event.start().isBefore(window.first())) {
            return;
        }
        boolean passed = switch (target) {
            case RecoveryTarget.Time(Instant at) -> event.isTransaction() && event.at().isAfter(at);
            case RecoveryTarget.Position(Lsn at) -> !event.start().isBefore(at);
            case RecoveryTarget.Named _, RecoveryTarget.Transaction _ -> false;
        };
        if (passed) {
            beyond = Optional.of(event);
            return;
        }
        if (event.isTransaction()) {
            before = Optional.of(event);
        }
        boolean reached = switch (target) {
            case RecoveryTarget.Named(String name) -> !event.isTransaction() && event.name().equals(name);
            case RecoveryTarget.Transaction(long number) -> event.isTransaction() && event.transaction() == number;
            case RecoveryTarget.Time _, RecoveryTarget.Position _ -> false;
        };
        if (reached) {
            found = Optional.of(event);
        }
    }

    private void read(WalReader reader, SegmentName segment) {
        try (InputStream in = window.store().open(segment)) {
            reader.segment(segment, in);
        } catch (DamagedLog e) {
            throw new Failure.SetDamaged("The segment " + segment.text(window.store().segmentBytes()) + " of the log " + e.getMessage() + ".", e,
                    "Recover to a moment before it, or bring that file back from a copy.");
        } catch (IOException e) {
            throw new Failure.SetDamaged("The segment " + segment.text(window.store().segmentBytes()) + " of the log cannot be read: " + e.getMessage() + ".",
                    AtomicFile.failed("Could not read it", e), "Recover to a moment before it, or bring that file back from a copy.");
        }
    }
}
