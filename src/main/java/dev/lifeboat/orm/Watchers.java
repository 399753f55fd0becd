package dev.lifeboat.orm;

import dev.lifeboat.orm.query.Bound;
import dev.lifeboat.orm.query.Sql;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is told about statements. Costs nothing while nobody is. Thread-safe. */
final class Watchers {
    private static final Logger LOG = LoggerFactory.getLogger(Watchers.class);
    private static final String OURS = Watchers.class.getPackageName() + ".";

    /** @param repeats how often a text may run in one transaction before this is told; 0 to be told of each statement */
    private record Watcher(Duration over, boolean values, int repeats, Consumer<Seen> sink) {
        boolean wants(Duration took, int ran) {
            return repeats > 0 ? ran == repeats + 1 : took.compareTo(over) >= 0;
        }
    }

    private final List<Watcher> all = new CopyOnWriteArrayList<>();

    /** @return ends the watching */
    Runnable add(Duration over, boolean values, Consumer<Seen> sink) {
        return add(new Watcher(over, values, 0, sink));
    }

    /** @return ends the watching */
    Runnable repeated(int times, Consumer<Seen> sink) {
        if (times < 1) {
            throw new IllegalArgumentException("a statement runs once at least");
        }
        return add(new Watcher(Duration.ZERO, false, times, sink));
    }

    private Runnable add(Watcher watcher) {
        all.add(watcher);
        return () -> all.remove(watcher);
    }

    /** @param in the transaction it ran in, if any */
    void tell(Sql sql, long startedNanos, long rows, boolean failed, Optional<Transaction> in) {
        if (all.isEmpty()) {
            return;
        }
        Duration took = Duration.ofNanos(System.nanoTime() - startedNanos);
        int ran = in.isPresent() && all.stream().anyMatch(w -> w.repeats() > 0) ? in.get().ran(sql.text()) : 0;
        List<Watcher> told = all.stream().filter(w -> w.wants(took, ran)).toList();
        if (told.isEmpty()) {
            return;
        }
        boolean values = told.stream().anyMatch(Watcher::values);
        Seen seen = new Seen(sql.text(), took, rows, failed, caller(),
                values ? sql.values().stream().map(Watchers::text).toList() : List.of());
        told.forEach(watcher -> tell(watcher, watcher.values() ? seen : seen.withoutValues()));
    }

    private static Optional<String> text(Bound bound) {
        return Optional.ofNullable(bound.value()).map(value -> bound.codec().text(value));
    }

    private static Optional<StackTraceElement> caller() {
        return StackWalker.getInstance().walk(frames -> frames.filter(f -> !f.getClassName().startsWith(OURS)
                && !f.getClassName().startsWith("java.") && !f.getClassName().startsWith("jdk."))
                .findFirst().map(StackWalker.StackFrame::toStackTraceElement));
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
