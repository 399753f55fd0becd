package dev.lifeboat.engine.wal;

import dev.lifeboat.engine.postgres.Lsn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Collects what is in one segment. For one thread. */
final class SegmentScan implements Consumer<WalEvent> {

    private final List<SegmentFacts.Named> restorePoints = new ArrayList<>();
    private Optional<Instant> earliest = Optional.empty();
    private Optional<Instant> latest = Optional.empty();

    @Override
    public void accept(WalEvent event) {
        if (event.isTransaction()) {
            earliest = Optional.of(earliest.filter(event.at()::isAfter).orElse(event.at()));
            latest = Optional.of(latest.filter(event.at()::isBefore).orElse(event.at()));
        } else {
            restorePoints.add(new SegmentFacts.Named(event.name(), event.start(), event.at()));
        }
    }

    List<SegmentFacts.Named> restorePoints() {
        return List.copyOf(restorePoints);
    }

    Optional<Instant> latest() {
        return latest;
    }

    SegmentFacts facts(String sha256, String rawSha256, long rawBytes, Optional<Lsn> lastRecord) {
        return new SegmentFacts(sha256, Optional.of(rawSha256), rawBytes, earliest, latest, lastRecord, List.copyOf(restorePoints), Instant.now());
    }
}
