package dev.lifeboat.ui.browser.transfer;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Job;
import dev.lifeboat.engine.job.JobQueue;
import dev.lifeboat.engine.job.JobSnapshot;
import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Messages;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Exports rows to files as jobs, one at a time per file. Until all rows are written and safe on the disk the file has
 * another name; one that is stopped or fails leaves nothing, and an older file of that name as it was. Thread-safe.
 */
public final class ExportJobs {
    private static final int BUFFER = 1 << 16;
    private static final long TOLD_NANOS = 100_000_000;

    private final JobQueue jobs;
    private final Formats formats;

    public ExportJobs(JobQueue jobs, Formats formats) {
        this.jobs = jobs;
        this.formats = formats;
    }

    /** Returns at once. */
    public Job<Exported> export(RowSource source, RowForm form, Path file) {
        return jobs.submit(Messages.text("export.job", source.name()), "export " + file, "",
                (progress, cancellation) -> run(source, form, file, progress, cancellation),
                done -> Outcome.done(Messages.text("export.done", done.rows(), formats.size(done.bytes()), file)));
    }

    /** Told how jobs stand, on some thread. */
    Cancellation.Registration listen(Consumer<JobSnapshot> listener) {
        return jobs.listen(listener);
    }

    /** Asks an export to stop. */
    void stop(String jobId) {
        jobs.cancel(jobId);
    }

    private Exported run(RowSource source, RowForm form, Path file, Progress progress, Cancellation cancellation) {
        progress.phase(Messages.text("export.writing", file.getFileName()), source.expected().orElse(Progress.UNKNOWN), Unit.ROWS);
        var counted = new Counted(progress);
        AtomicFile.write(file, to -> {
            counted.to = to;
            try (var out = new BufferedWriter(new OutputStreamWriter(counted, StandardCharsets.UTF_8), BUFFER)) {
                source.read(cancellation, columns -> {
                    var writer = form.writer(columns, out);
                    counted.end = writer;
                    unchecked(writer::begin);
                    return row -> {
                        cancellation.check();
                        unchecked(() -> writer.row(row));
                        counted.row();
                    };
                });
                counted.end.end();
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            cancellation.check();
        });
        return new Exported(counted.rows, counted.bytes);
    }

    private interface Writing {
        void run() throws IOException;
    }

    private static void unchecked(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Counts what goes into the file, and tells. */
    private final class Counted extends OutputStream {
        private final Progress progress;
        private OutputStream to;
        private RowWriter end;
        private long rows;
        private long told;
        private long lastTold = System.nanoTime();
        private long bytes;

        Counted(Progress progress) {
            this.progress = progress;
        }

        void row() {
            rows++;
            if (System.nanoTime() - lastTold > TOLD_NANOS) tell();
        }

        private void tell() {
            lastTold = System.nanoTime();
            progress.advance(rows - told);
            told = rows;
            progress.item(formats.size(bytes));
        }

        @Override
        public void write(int one) throws IOException {
            to.write(one);
            bytes++;
        }

        @Override
        public void write(byte[] from, int start, int count) throws IOException {
            to.write(from, start, count);
            bytes += count;
        }

        @Override
        public void close() {
            tell();
        }
    }
}
