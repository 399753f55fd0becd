package dev.lifeboat.engine.replication.place;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.postgres.ToolProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs of the system's rsync: the paths go in on stdin, never as arguments; what it says of its progress is read while it runs. */
final class Rsync {

    /** Some source files were missing: what is deleted or fetched may be gone already. */
    static final int VANISHED = 24;
    /** Some files could not be transferred, the others were. */
    static final int PARTLY = 23;
    private static final Pattern PROGRESS = Pattern.compile("\\s*(\\d+)\\s+\\d+%.*");
    private static final Pattern SENT = Pattern.compile("Literal data: (\\d+) bytes");

    private final List<String> arguments;
    private final Progress progress;
    private final Cancellation cancellation;
    private long done;
    private long literal;

    Rsync(List<String> arguments, Progress progress, Cancellation cancellation) {
        this.arguments = arguments;
        this.progress = progress;
        this.cancellation = cancellation;
    }

    /**
     * @param paths that go in after {@code --files-from=- --from0}; empty when it is told otherwise what to do
     * @param lines gets what rsync prints besides its progress
     */
    ToolProcess.Exit run(Collection<String> paths, Consumer<String> lines) {
        try (ToolProcess process = ToolProcess.start("rsync", StockTool.find("rsync", "rsync"), arguments, SshAccess.environment(), cancellation)) {
            FutureTask<Void> feeding = new FutureTask<>(() -> feed(process.input(), paths), null);
            Thread.ofVirtual().name("rsync-stdin").start(feeding);
            read(process, lines);
            ToolProcess.Exit exit = process.await();
            feeding.get();
            cancellation.check();
            return exit;
        } catch (IOException e) {
            cancellation.check();
            throw AtomicFile.failed("The output of rsync could not be read", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause()); // feed throws nothing that is expected
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.Cancelled("Interrupted while rsync ran.");
        }
    }

    /** A pipe that breaks means that rsync has ended: its exit says why. */
    private static void feed(OutputStream stdin, Collection<String> paths) {
        try (stdin) {
            for (String path : paths) {
                stdin.write(path.getBytes(StandardCharsets.UTF_8));
                stdin.write(0);
            }
        } catch (IOException _) {
            Thread.yield();
        }
    }

    /** Progress lines end with a carriage return, all others with a newline. */
    private void read(ToolProcess process, Consumer<String> lines) throws IOException {
        StringBuilder line = new StringBuilder();
        try (Reader reader = new java.io.InputStreamReader(process.output(), StandardCharsets.UTF_8)) {
            char[] some = new char[8192];
            for (int length = reader.read(some); length >= 0; length = reader.read(some)) {
                for (int i = 0; i < length; i++) {
                    if (some[i] == '\n' || some[i] == '\r') {
                        take(line.toString(), lines);
                        line.setLength(0);
                    } else {
                        line.append(some[i]);
                    }
                }
            }
        }
    }

    private void take(String line, Consumer<String> lines) {
        Matcher at = PROGRESS.matcher(line);
        if (at.matches()) {
            long now = Long.parseLong(at.group(1));
            progress.advance(Math.max(0, now - done));
            done = Math.max(done, now);
            return;
        }
        Matcher sent = SENT.matcher(line);
        if (sent.matches()) {
            literal = Long.parseLong(sent.group(1));
        } else if (!line.isBlank()) {
            lines.accept(line);
        }
    }

    /** Bytes that the progress was advanced by. */
    long advanced() {
        return done;
    }

    /** Bytes of files that had to go over the wire. */
    long literalBytes() {
        return literal;
    }
}
