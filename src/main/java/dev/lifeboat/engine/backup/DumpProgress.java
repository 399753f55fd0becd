package dev.lifeboat.engine.backup;

import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.engine.postgres.TableSizes;
import dev.lifeboat.engine.postgres.dump.DumpReader;

/**
 * A dump's way in bytes of the tables on the server. A table's text may be longer or shorter than its pages: within a
 * table the bytes of the dump count, up to the table's size, and what is left of it counts when the next one begins.
 * So the bar moves all the time and reaches its end, and not before.
 */
final class DumpProgress implements DumpReader.Listener {

    private final TableSizes sizes;
    private final Progress progress;
    private final long total;
    private long done;
    private long endOfTable;

    DumpProgress(String phase, TableSizes sizes, Progress progress) {
        this(sizes, progress);
        progress.phase(phase, total == 0 ? Progress.UNKNOWN : total, Unit.BYTES);
    }

    /** As a part of a phase that has begun. */
    DumpProgress(TableSizes sizes, Progress progress) {
        this.sizes = sizes;
        this.progress = progress;
        total = sizes.total();
    }

    @Override
    public void table(String schema, String name) {
        advanceTo(endOfTable);
        progress.item(schema + "." + name);
        endOfTable = done + sizes.bytes().getOrDefault(new TableSizes.Table(schema, name), 0L);
    }

    @Override
    public void bytes(long amount) {
        advanceTo(Math.min(done + amount, endOfTable));
    }

    void finished() {
        advanceTo(total);
    }

    private void advanceTo(long position) {
        long amount = Math.min(position, total) - done;
        if (amount > 0) {
            done += amount;
            progress.advance(amount);
        }
    }
}
