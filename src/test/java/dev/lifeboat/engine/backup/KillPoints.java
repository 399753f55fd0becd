package dev.lifeboat.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.testing.ChildJvm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * When to kill: in the phases of each kind of work in turn, at a random moment of the time that the phase took when nobody
 * disturbed it. Remembers in which phase each kill fell.
 */
final class KillPoints {

    /** The time before the first phase is one, too. */
    static final String BEGINNING = "beginning";
    /** The kill came too late. */
    private static final String END = "ended before";
    private static final long SHORT_NANOS = 20_000_000;

    private final Random random;
    private final Map<String, List<Phase>> measured = new LinkedHashMap<>();
    private final Map<String, Integer> turns = new HashMap<>();
    private final Map<String, Integer> fallen = new TreeMap<>();
    private AtomicBoolean over = new AtomicBoolean();
    private volatile Thread killer = new Thread();

    /** A phase and for how long it took. */
    private record Phase(String name, long nanos) {}

    /** @param delayNanos after the phase's beginning */
    record Moment(String phase, long delayNanos) {}

    KillPoints(long seed) {
        random = new Random(seed);
    }

    /** The same for each run: without ids, times and numbers of volumes. */
    static String plain(String phase) {
        return phase.replaceAll("[0-9]{8}[T_][0-9]{6}[^ ]*", "*").replaceAll("[-_][0-9]+", "");
    }

    /** Tells when phases begin. */
    static final class Watch implements Progress {
        private final Consumer<String> told;

        Watch(Consumer<String> told) {
            this.told = told;
        }

        @Override public void phase(String name, long total, Unit unit) {
            told.accept(plain(name));
        }

        @Override public void advance(long amount) {}

        @Override public void item(String name) {}

        @Override public void note(String line) {}
    }

    /** Runs work undisturbed, and keeps how long its phases take. */
    void measure(String work, Consumer<Progress> run) {
        List<String> names = new ArrayList<>(List.of(BEGINNING));
        List<Long> times = new ArrayList<>(List.of(System.nanoTime()));
        run.accept(new Watch(phase -> {
            names.add(phase);
            times.add(System.nanoTime());
        }));
        times.add(System.nanoTime());
        List<Phase> phases = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            phases.add(new Phase(names.get(i), times.get(i + 1) - times.get(i)));
        }
        measured.put(work, phases);
    }

    Moment next(String work) {
        List<Phase> phases = measured.get(work);
        Phase phase = phases.get(turns.merge(work, 1, Integer::sum) % phases.size());
        return new Moment(phase.name(), random.nextLong(Math.max(1, phase.nanos())));
    }

    /** Kills work of this process's own when its moment has come. */
    Watch killing(Moment moment, Runnable kill, List<String> seen) {
        AtomicBoolean decided = new AtomicBoolean();
        over = decided;
        killer = new Thread();
        Watch watch = new Watch(phase -> {
            seen.add(phase);
            if (phase.equals(moment.phase())) {
                killer = Thread.ofPlatform().daemon().start(() -> {
                    LockSupport.parkNanos(moment.delayNanos());
                    if (decided.compareAndSet(false, true)) {
                        seen.add("!");
                        kill.run();
                    }
                });
            }
        });
        watch.phase(BEGINNING, 0, Unit.STEPS);
        return watch;
    }

    /** Where a kill by {@link #killing} fell, which is over when this returns; from now on it is too late for it. */
    void fell(String work, List<String> seen) throws InterruptedException {
        if (!over.compareAndSet(false, true)) {
            killer.join();
        }
        int at = seen.indexOf("!");
        count(work, at <= 0 ? END : seen.get(at - 1));
    }

    /** Kills a child that prints its phases, and "done" at its end. @return whether it was at work */
    boolean kill(String work, ChildJvm child, Moment moment) throws IOException {
        String last = "";
        for (String line = child.line(); line != null; line = child.line()) {
            last = line;
            if (line.equals(moment.phase())) {
                LockSupport.parkNanos(moment.delayNanos());
                ProcessHandle.of(child.pid()).ifPresent(ProcessHandle::destroyForcibly); // what it has said can still be read
            }
        }
        child.kill();
        count(work, last.equals("done") ? END : last);
        return !last.equals("done");
    }

    private void count(String work, String phase) {
        fallen.merge(work + ": " + phase, 1, Integer::sum);
    }

    /** Every phase of every kind of work was hit that took so long that it can be aimed at. @param turns how often each was aimed at, at least */
    void assertSpread(int turns) {
        System.out.println("Kills fell into:");
        fallen.forEach((where, count) -> System.out.println("  " + count + " x " + where));
        assertThat(fallen.entrySet().stream().filter(entry -> !entry.getKey().endsWith(END)).mapToInt(Map.Entry::getValue).sum()).as("some came in time: " + fallen).isPositive();
        if (turns >= 3) {
            measured.forEach((work, phases) -> phases.stream().filter(phase -> phase.nanos() > SHORT_NANOS)
                    .forEach(phase -> assertThat(fallen).as(phase + " of " + work).containsKey(work + ": " + phase.name())));
        }
    }

    int phases(String work) {
        return measured.get(work).size();
    }
}
