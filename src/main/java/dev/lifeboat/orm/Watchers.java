package dev.lifeboat.orm;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is told about statements. Thread-safe. */
final class Watchers {
    private static final Logger LOG = LoggerFactory.getLogger(Watchers.class);

    private record Watcher(Duration over, Consumer<Seen> sink) {}

    private final List<Watcher> all = new CopyOnWriteArrayList<>();

    /** @return ends the watching */
    Runnable add(Duration over, Consumer<Seen> sink) {
        Watcher watcher = new Watcher(over, sink);
        all.add(watcher);
        return () -> all.remove(watcher);
    }

    void tell(String sql, long startedNanos, long rows, boolean failed) {
        if (all.isEmpty()) {
            return;
        }
        Seen seen = new Seen(sql, Duration.ofNanos(System.nanoTime() - startedNanos), rows, failed);
        for (Watcher watcher : all) {
            if (seen.took().compareTo(watcher.over()) >= 0) {
                tell(watcher, seen);
            }
        }
    }

    /** A watcher's failure is its own: the statement it watches has succeeded or failed already. */
    private static void tell(Watcher watcher, Seen seen) {
        try {
            watcher.sink().accept(seen);
        } catch (RuntimeException e) {
            LOG.error("A watcher of statements failed", e);
        }
    }
}
