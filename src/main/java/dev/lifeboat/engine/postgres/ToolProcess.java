package dev.lifeboat.engine.postgres;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A running tool. Its stderr is always read, so that it never blocks on it; its exit status is always asked for.
 * Closing ends it when it still runs, and waits for its end: no child outlives the block that started it.
 *
 * <p>The streams are for one thread each; {@link #stop} may be called by any.
 */
public final class ToolProcess implements RunningTool {

    /** How much of the end of stderr is kept, in bytes. */
    private static final int STDERR_KEPT = 64 * 1024;
    private static final long POLITE_SECONDS = 3;
    /** The certificates that a person has set for libpq stay; everything else of libpq's comes from us. */
    private static final Set<String> KEPT = Set.of("PGSSLROOTCERT", "PGSSLCERT", "PGSSLKEY", "PGSSLCRL", "PGSSLCRLDIR", "PGSYSCONFDIR");

    /**
     * How a tool ended.
     *
     * @param status 0 for success; 128 + the signal's number when a signal ended it (POSIX)
     * @param stderr the end of what it wrote there
     */
    public record Exit(String tool, int status, String stderr) {

        public boolean ok() {
            return status == 0;
        }

        /** "pg_dump ended with exit code 1", "pg_dump was killed (signal 9)". */
        public String inWords() {
            return status > 128 && status < 160 ? tool + " was killed (signal " + (status - 128) + ")" : tool + " ended with exit code " + status;
        }

        /** The last line of stderr that says something, or an empty text. */
        public String lastWords() {
            return stderr.lines().filter(line -> !line.isBlank()).reduce("", (_, later) -> later).strip();
        }

        /** The failure for an exit that was not a success. */
        public Failure.ToolFailed failure(Throwable causeOrNull, String... hints) {
            String words = lastWords();
            return new Failure.ToolFailed(inWords() + (words.isEmpty() ? "." : ": " + words), stderr, causeOrNull, hints);
        }
    }

    private final String name;
    private final Process process;
    private final FutureTask<String> stderr;
    private final Cancellation.Registration registration;

    private ToolProcess(String name, Process process, Cancellation cancellation) {
        this.name = name;
        this.process = process;
        stderr = new FutureTask<>(this::collectStderr);
        Thread.ofVirtual().name(name + "-stderr").start(stderr);
        registration = cancellation.onCancel(this::stop);
    }

    /**
     * Starts a tool. The environment is this program's without libpq's variables, and {@code environment} on top.
     *
     * @param arguments never a secret: other users of the machine can read them
     * @throws Failure.ToolFailed when it cannot be started
     */
    public static ToolProcess start(Path program, List<String> arguments, Map<String, String> environment, Cancellation cancellation) {
        return start(program.getFileName().toString(), program, arguments, environment, cancellation);
    }

    /** As {@link #start(Path, List, Map, Cancellation)}. @param name the tool that a person knows, where another program starts it */
    public static ToolProcess start(String name, Path program, List<String> arguments, Map<String, String> environment, Cancellation cancellation) {
        cancellation.check();
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(key -> key.startsWith("PG") && !KEPT.contains(key));
        builder.environment().putAll(environment);
        try {
            return new ToolProcess(name, builder.start(), cancellation);
        } catch (IOException e) {
            throw new Failure.ToolFailed("Could not start " + program + ": " + e.getMessage(), "", e, "Check that the file exists and may be executed.");
        }
    }

    @Override
    public InputStream output() {
        return process.getInputStream();
    }

    @Override
    public OutputStream input() {
        return process.getOutputStream();
    }

    @Override
    public boolean outputEnded() {
        try {
            return process.getInputStream().read() < 0;
        } catch (IOException e) {
            return false; // our end is broken, not its
        }
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public Exit await() {
        try {
            int status = process.waitFor();
            return new Exit(name, status, stderr.get(POLITE_SECONDS * 10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new Failure.Cancelled("Interrupted while " + name + " ran.");
        } catch (ExecutionException | TimeoutException e) {
            throw new Failure.ToolFailed("The messages of " + name + " could not be read.", "", e);
        }
    }

    /** Asks the tool and its children to end, and makes them when they do not within a few seconds. Returns at once. */
    public void stop() {
        if (!process.isAlive()) {
            return;
        }
        List<ProcessHandle> all = family();
        all.forEach(ProcessHandle::destroy);
        Thread.ofVirtual().name(name + "-stop").start(() -> {
            try {
                if (!process.waitFor(POLITE_SECONDS, TimeUnit.SECONDS)) {
                    all.forEach(ProcessHandle::destroyForcibly);
                }
            } catch (InterruptedException e) {
                all.forEach(ProcessHandle::destroyForcibly);
                Thread.currentThread().interrupt();
            }
        });
    }

    private List<ProcessHandle> family() {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    }

    @Override
    public void close() {
        registration.close();
        stop();
        boolean interrupted = false;
        while (true) {
            try {
                process.waitFor();
                break;
            } catch (InterruptedException e) {
                interrupted = true; // the child must be gone first; the interrupt is handed on below
                family().forEach(ProcessHandle::destroyForcibly);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private String collectStderr() throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try (InputStream in = process.getErrorStream()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                kept.write(buffer, 0, n);
                if (kept.size() > 2 * STDERR_KEPT) {
                    byte[] all = kept.toByteArray();
                    kept.reset();
                    kept.write(all, all.length - STDERR_KEPT, STDERR_KEPT);
                }
            }
        }
        byte[] all = kept.toByteArray();
        int from = Math.max(0, all.length - STDERR_KEPT);
        return new String(all, from, all.length - from, Charset.forName(System.getProperty("native.encoding", "UTF-8")));
    }
}
