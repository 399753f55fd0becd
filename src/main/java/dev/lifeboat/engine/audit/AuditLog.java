package dev.lifeboat.engine.audit;

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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The append-only, hash-chained audit log; one JSON object a line. Thread-safe; several processes may append.
 *
 * <p>Each entry carries the hash of the one before ({@link AuditEntry#computeHash}), so an edit, a removal or an
 * insertion breaks the chain. Entries cut off at the end leave a chain that looks whole; they are noticed by the file
 * {@code <name>.head} beside the log, which holds the newest entry's number and hash. The chain shows a change made by
 * someone who does not know it; it cannot stop someone who may write both files from writing the whole of them anew.
 */
public final class AuditLog {

    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final Head BEGINNING = new Head(0, AuditEntry.NO_PREVIOUS);

    private final JsonLines file;
    private final Path headFile;
    private final String user = System.getProperty("user.name", "unknown");
    private final String host = ProcessIdentity.localHost();

    /** The newest entry. */
    private record Head(long number, String hash) {}

    public AuditLog(Path file) {
        this.file = new JsonLines(file);
        this.headFile = file.resolveSibling(file.getFileName() + ".head");
    }

    /**
     * Appends one entry and fsyncs.
     * @param operation {@code backup.database}, {@code stack.add}, ...
     * @param outcome   {@code started}, {@code done}, {@code warned}, {@code failed} or {@code cancelled}
     * @param detail    one sentence; never a secret
     * @throws Failure.StorageFailed when it cannot be written
     */
    public AuditEntry record(String operation, String target, String outcome, String detail) {
        try (FileGuard _ = file.guard()) {
            Head before = newest();
            Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
            AuditEntry entry = AuditEntry.chained(before.number() + 1, now, user, host, operation, target, outcome, detail, before.hash());
            file.append(Json.line(entry));
            keepHead(entry);
            return entry;
        } catch (IOException e) {
            throw AtomicFile.failed("Could not write the audit log " + file.file(), e);
        }
    }

    /** An entry without its head would be taken for a forged one after the next: on a full disk it may still fit, and the head not. */
    private void keepHead(AuditEntry entry) throws IOException {
        try {
            AtomicFile.write(headFile, Json.readable(new Head(entry.number(), entry.hash())));
        } catch (Failure.StorageFailed e) {
            file.takeBack(Json.line(entry));
            throw e;
        }
    }

    /**
     * Records how work ended that is done, whether or not that can be written.
     * @return why it could not be written, one sentence
     */
    public Optional<String> recordEnd(String operation, String target, String outcome, String detail) {
        try {
            record(operation, target, outcome, detail);
            return Optional.empty();
        } catch (Failure.StorageFailed e) {
            LOG.warn("{} of {}: {} is missing in the audit log", operation, target, outcome, e);
            return Optional.of(e.getMessage());
        }
    }

    /** Records that work failed, or was cancelled. Where that cannot be written, {@code why} stays what the caller throws. */
    public void recordFailure(String operation, String target, String detail, RuntimeException why) {
        try {
            record(operation, target, why instanceof Failure.Cancelled ? "cancelled" : "failed", detail);
        } catch (Failure.StorageFailed e) {
            LOG.warn("That {} of {} failed is missing in the audit log", operation, target, e);
            why.addSuppressed(e);
        }
    }

    /**
     * Newest first. A line that is not an entry is left out here and found by {@link #firstBroken}.
     * @throws Failure.StorageFailed when the file cannot be read
     */
    public List<AuditEntry> entries() {
        List<AuditEntry> entries = new ArrayList<>();
        for (String line : lines()) {
            parse(line).ifPresent(entries::add);
        }
        return List.copyOf(entries.reversed());
    }

    /** Where the log stops being what was written. @param number of the first entry that is not so @param why one sentence */
    public record Break(long number, String why) {}

    /** The {@link Break#number} of {@link #firstBreak}. */
    public Optional<Long> firstBroken() {
        return firstBreak().map(Break::number);
    }

    /**
     * The first entry that is not where and as it was written, or empty when the whole log is.
     * @throws Failure.StorageFailed when a file cannot be read
     */
    public Optional<Break> firstBreak() {
        try (FileGuard _ = file.guard()) {
            Optional<Head> head = head();
            long number = 0;
            String previous = AuditEntry.NO_PREVIOUS;
            for (String line : file.lines()) {
                number++;
                Optional<AuditEntry> entry = parse(line);
                if (entry.isEmpty() || !entry.get().follows(number, previous)) {
                    return Optional.of(new Break(number, why(entry, number)));
                }
                previous = entry.get().hash();
                if (head.isPresent() && head.get().number() == number && !head.get().hash().equals(previous)) {
                    return Optional.of(new Break(number, "Entry " + number + " is not the one that was written: " + headFile + " holds another hash."));
                }
            }
            return end(head.orElse(BEGINNING).number(), number);
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read the audit log " + file.file(), e);
        }
    }

    private static String why(Optional<AuditEntry> entry, long number) {
        if (entry.isEmpty()) {
            return "Line " + number + " is not an entry.";
        }
        AuditEntry found = entry.get();
        if (!found.hash().equals(found.computeHash())) {
            return "Entry " + number + " was changed: it does not agree with its hash.";
        }
        return found.number() == number ? "Entry " + number + " does not follow the one before it: that one was replaced."
                : "Entry " + number + " is not there: entry " + found.number() + " stands in its place. Entries were cut out, inserted or moved.";
    }

    /** A crash between the entry and the head leaves the head one behind; more than that is not ours. */
    private Optional<Break> end(long written, long there) {
        if (written > there) {
            return Optional.of(new Break(there + 1, "Entry " + (there + 1) + " is not there: the end was cut off. " + written
                    + " entries were written, " + there + " are there."));
        }
        return written >= there - 1 ? Optional.empty() : Optional.of(new Break(written + 1,
                headFile + " is missing or older than the log: entry " + (written + 1) + " and those after it cannot be proven."));
    }

    /**
     * What the next entry follows: the last entry, or the head when that is further. So an entry written after the end
     * was cut off does not close the gap.
     */
    private Head newest() throws IOException {
        Optional<AuditEntry> last = parse(file.lastLine());
        Head head = head().orElse(BEGINNING);
        return last.isPresent() && last.get().number() >= head.number() ? new Head(last.get().number(), last.get().hash()) : head;
    }

    private Optional<Head> head() throws IOException {
        try {
            return Optional.of(Json.read(Files.readAllBytes(headFile), Head.class, headFile));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (Failure.BadInput e) {
            LOG.warn("The end of the audit log cannot be proven: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private List<String> lines() {
        try {
            return file.lines();
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read the audit log " + file.file(), e);
        }
    }

    private Optional<AuditEntry> parse(String line) {
        if (line.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.read(line.getBytes(StandardCharsets.UTF_8), AuditEntry.class, file.file()));
        } catch (Failure.BadInput e) {
            LOG.debug("Not an audit entry: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
