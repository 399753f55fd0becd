package dev.lifeboat.engine.backup;

import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import java.util.ArrayList;
import java.util.List;

/** A progress that remembers, and does something at one moment of the work, on the working thread. */
public final class Probe implements Progress {

    private final String phaseAwaited;
    private final double fractionAwaited;
    private final Runnable action;
    private final List<String> phases = new ArrayList<>();
    private final List<String> items = new ArrayList<>();
    private String phase = "";
    private long total;
    private long done;
    private boolean beyond;
    private boolean acted;

    /** @param fraction of the phase's total from which on {@code action} is due; 0 for its beginning */
    public Probe(String phaseBegin, double fraction, Runnable action) {
        phaseAwaited = phaseBegin;
        fractionAwaited = fraction;
        this.action = action;
    }

    public static Probe watching() {
        return new Probe("no such phase", 0, () -> { });
    }

    @Override
    public synchronized void phase(String name, long newTotal, Unit unit) {
        phases.add(name);
        phase = name;
        total = newTotal;
        done = 0;
        actWhenDue();
    }

    @Override
    public synchronized void advance(long amount) {
        done += amount;
        beyond |= total >= 0 && done > total;
        actWhenDue();
    }

    @Override
    public synchronized void item(String name) {
        items.add(name);
    }

    @Override
    public void note(String line) {
        items.add(line);
    }

    private void actWhenDue() {
        if (!acted && phase.startsWith(phaseAwaited) && done >= fractionAwaited * Math.max(0, total)) {
            acted = true;
            action.run();
        }
    }

    public boolean acted() {
        return acted;
    }

    public boolean wentBeyondItsEnd() {
        return beyond;
    }

    public boolean stoppedAtItsEnd() {
        return done == total;
    }

    public List<String> phases() {
        return phases;
    }

    public List<String> items() {
        return items;
    }
}
