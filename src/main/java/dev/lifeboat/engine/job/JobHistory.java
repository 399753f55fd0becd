package dev.lifeboat.engine.job;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.FileGuard;
import dev.lifeboat.engine.Json;
import dev.lifeboat.engine.JsonLines;
import dev.lifeboat.engine.ProcessIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jobs of this and earlier runs of the program, and of others that run now: one JSON line at the start of each job
 * and one at its end, the newest {@value #KEPT} jobs are kept. Thread-safe; several processes may write.
 */
public final class JobHistory {

    /** How many jobs are kept. */
    public static final int KEPT = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(JobHistory.class);

    private final JsonLines file;
    private final ProcessIdentity self = ProcessIdentity.current();
    private int appendedSinceCompaction = KEPT;

    /** A line of the file: the job as it stood, and the process that ran it. */
    private record Line(ProcessIdentity process, JobSnapshot job) {}

    public JobHistory(Path file) {
        this.file = new JsonLines(file);
    }

    /**
     * Newest first. A job that was running when its program ended has the state INTERRUPTED.
     * @throws Failure.StorageFailed when the file cannot be read
     */
    public List<JobSnapshot> list() {
        try {
            return newestFirst(read()).stream().map(JobHistory::asOfNow).toList();
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read the job history " + file.file(), e);
        }
    }

    /** Equal to the one before as long as nothing was added. @throws Failure.StorageFailed when the file cannot be looked at */
    Object version() {
        try {
            BasicFileAttributes file = Files.readAttributes(this.file.file(), BasicFileAttributes.class);
            return List.of(file.size(), file.lastModifiedTime());
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read the job history " + file.file(), e);
        }
    }

    /** Appends and fsyncs. @throws Failure.StorageFailed when it cannot be written */
    synchronized void record(JobSnapshot snapshot) {
        try (FileGuard _ = file.guard()) {
            file.append(Json.line(new Line(self, snapshot)));
            if (++appendedSinceCompaction > KEPT) {
                compact();
                appendedSinceCompaction = 0;
            }
        } catch (IOException e) {
            throw AtomicFile.failed("Could not write the job history " + file.file(), e);
        }
    }

    private void compact() throws IOException {
        if (file.lines().size() <= KEPT) {
            return;
        }
        StringBuilder text = new StringBuilder();
        for (Line line : newestFirst(read()).reversed()) {
            text.append(Json.line(line)).append('\n');
        }
        AtomicFile.write(file.file(), text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The last line of each job. */
    private List<Line> read() throws IOException {
        Map<String, Line> latest = new LinkedHashMap<>();
        int number = 0;
        for (String text : file.lines()) {
            number++;
            try {
                Line line = Json.read(text.getBytes(StandardCharsets.UTF_8), Line.class, file.file());
                latest.put(line.job().id(), line);
            } catch (Failure.BadInput e) {
                // One damaged line must not hide all the others; nothing is decided by the history.
                LOG.warn("Line {} of the job history is damaged and left out: {}", number, e.getMessage());
            }
        }
        return new ArrayList<>(latest.values());
    }

    private static List<Line> newestFirst(List<Line> lines) {
        return lines.stream()
                .sorted(Comparator.comparing((Line line) -> line.job().queued()).thenComparing(line -> line.job().id()).reversed())
                .limit(KEPT).toList();
    }

    private static JobSnapshot asOfNow(Line line) {
        JobSnapshot job = line.job();
        return job.state().isFinished() || !line.process().isDead() ? job
                : job.ended(JobState.INTERRUPTED, Optional.of("Lifeboat ended while this ran, it did not come to its end."));
    }
}
