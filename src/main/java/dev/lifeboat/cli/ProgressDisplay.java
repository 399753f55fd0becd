package dev.lifeboat.cli;

import dev.lifeboat.engine.job.JobSnapshot;
import dev.lifeboat.engine.job.JobState;
import java.io.PrintStream;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Shows the jobs of a queue while they run: on a terminal one line that is written over, elsewhere a line for each
 * phase and one every few seconds within it. Thread-safe.
 */
final class ProgressDisplay implements Consumer<JobSnapshot>, AutoCloseable {

    private static final long PLAIN_INTERVAL_NANOS = 5_000_000_000L;

    private final PrintStream out;
    private final boolean overwrite;
    private final int width;
    private final ProgressLine line;
    private final LongSupplier nanoTime;
    private final boolean showNotes;
    private String job = "";
    private String phase = "";
    private int notes;
    private int shown;
    private long lastPlain;

    /** @param showNotes whether to show the lines that jobs note as well */
    ProgressDisplay(Terminal terminal, Words words, LongSupplier nanoTime, boolean showNotes) {
        this.showNotes = showNotes;
        out = terminal.err();
        overwrite = terminal.isInteractive();
        width = terminal.width();
        line = new ProgressLine(words);
        this.nanoTime = nanoTime;
    }

    @Override public synchronized void accept(JobSnapshot snapshot) {
        if (!snapshot.id().equals(job)) {
            job = snapshot.id();
            phase = "";
            notes = 0;
        }
        for (; showNotes && notes < snapshot.log().size(); notes++) {
            clear();
            out.println(snapshot.log().get(notes));
        }
        if (snapshot.state().isFinished()) {
            clear();
        } else if (!snapshot.phase().isEmpty()) {
            show(snapshot);
        }
    }

    private void show(JobSnapshot snapshot) {
        if (overwrite) {
            String text = snapshot.state() == JobState.CANCELLING ? "Cancelling: cleaning up after " + snapshot.phase() : line.bar(snapshot, width);
            int length = text.codePointCount(0, text.length());
            out.print("\r" + text + " ".repeat(Math.max(0, shown - length)));
            out.flush();
            shown = length;
            return;
        }
        boolean newPhase = !snapshot.phase().equals(phase);
        if (newPhase || nanoTime.getAsLong() - lastPlain >= PLAIN_INTERVAL_NANOS) {
            phase = snapshot.phase();
            lastPlain = nanoTime.getAsLong();
            out.println(newPhase ? phase : line.plain(snapshot));
        }
    }

    private void clear() {
        if (shown > 0) {
            out.print("\r" + " ".repeat(shown) + "\r");
            out.flush();
            shown = 0;
        }
    }

    @Override public synchronized void close() {
        clear();
    }
}
