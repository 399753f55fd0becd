package dev.lifeboat.engine.job;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps how far a job is. Written by the work from any thread, sampled by whoever shows it. Thread-safe. */
final class ProgressMeter implements Progress {

    /** Longer logs lose their oldest lines: a job must not fill the memory with remarks. */
    private static final int LOG_LINES = 500;
    /** A rate over less than this is noise. */
    private static final long RATE_AFTER_NANOS = 250_000_000;

    private final AtomicLong done = new AtomicLong();
    private final AtomicLong revision = new AtomicLong();
    private final Deque<String> log = new ArrayDeque<>();
    private String phase = "";
    private String item = "";
    private long total = UNKNOWN;
    private Unit unit = Unit.STEPS;
    private long phaseStart = System.nanoTime();
    private long stoppedAt;
    private boolean stopped;
    private long forgotten;

    /** What a meter showed at one moment. */
    record Reading(String phase, long done, long total, Unit unit, double unitsPerSecond, String item, List<String> log) {}

    @Override public synchronized void phase(String name, long total, Unit unit) {
        phase = name;
        item = "";
        this.total = total < 0 ? UNKNOWN : total;
        this.unit = unit;
        done.set(0);
        phaseStart = System.nanoTime();
        revision.incrementAndGet();
    }

    @Override public void advance(long amount) {
        if (amount < 0) {
            throw new IllegalArgumentException("progress never goes back: " + amount);
        }
        done.addAndGet(amount);
        revision.incrementAndGet();
    }

    @Override public synchronized void item(String name) {
        item = name;
        revision.incrementAndGet();
    }

    @Override public synchronized void note(String line) {
        log.addLast(line);
        if (log.size() > LOG_LINES) {
            log.removeFirst();
            forgotten++;
        }
        revision.incrementAndGet();
    }

    /** Grows with every change. */
    long revision() {
        return revision.get();
    }

    /** The job is over: the rate stays as it is. */
    synchronized void stop() {
        stopped = true;
        stoppedAt = System.nanoTime();
    }

    synchronized Reading read() {
        long shown = total == UNKNOWN ? done.get() : Math.min(done.get(), total);
        long elapsed = (stopped ? stoppedAt : System.nanoTime()) - phaseStart;
        double rate = elapsed < RATE_AFTER_NANOS ? 0 : shown * 1e9 / elapsed;
        List<String> lines = new ArrayList<>(log);
        if (forgotten > 0) {
            lines.addFirst("(" + forgotten + " earlier lines are not kept)");
        }
        return new Reading(phase, shown, total, unit, rate, item, List.copyOf(lines));
    }
}
