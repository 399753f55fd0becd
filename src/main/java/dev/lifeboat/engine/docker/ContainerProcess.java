package dev.lifeboat.engine.docker;

import dev.lifeboat.engine.Failure;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A program that runs inside of a container, as {@code docker exec} does it. What it writes to stderr is always read; its
 * exit status is asked for. Closing it cuts its input and output, which ends a program that reads or writes.
 *
 * <p>The streams are for one thread each; {@link #close} may be called by any.
 */
final class ContainerProcess implements AutoCloseable {

    /** How much of the beginning of stderr is kept, in bytes. */
    private static final int STDERR_KEPT = 64 * 1024;

    /** How it ended. @param stderr the beginning of what it wrote there */
    record Exit(int status, String stderr) {}

    private final DockerEngine engine;
    private final String container;
    private final String id;
    private final EngineStream stream;
    private final Optional<EndMark> mark;
    private final BytePipe out = new BytePipe();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final AtomicBoolean inputEnded = new AtomicBoolean();

    private ContainerProcess(DockerEngine engine, String container, String id, EngineStream stream, Optional<EndMark> mark) {
        this.engine = engine;
        this.container = container;
        this.id = id;
        this.stream = stream;
        this.mark = mark;
    }

    /**
     * Starts a program that is talked to. When the engine cuts off the last of what it writes, nobody learns of it.
     *
     * @param command     the program and its arguments; never a secret: others can read them
     * @param environment on top of the container's
     * @throws Failure.NotFound         when there is no such container
     * @throws Failure.ConnectionFailed when it does not run, or the engine does not answer
     */
    static ContainerProcess start(DockerEngine engine, String container, List<String> command, Map<String, String> environment) {
        return start(engine, container, command, environment, Optional.empty());
    }

    /**
     * Starts a program whose output counts to its last byte: its end is reached only when that has arrived, however slowly it
     * is read; otherwise reading throws. A shell runs around it.
     */
    static ContainerProcess startWhole(DockerEngine engine, String container, List<String> command, Map<String, String> environment) {
        EndMark mark = new EndMark();
        return start(engine, container, mark.around(command), environment, Optional.of(mark));
    }

    private static ContainerProcess start(DockerEngine engine, String container, List<String> command, Map<String, String> environment, Optional<EndMark> mark) {
        String id = engine.ask(container, docker -> docker.execCreateCmd(container).withCmd(command.toArray(String[]::new))
                .withEnv(environment.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList())
                .withAttachStdin(true).withAttachStdout(true).withAttachStderr(true).exec().getId());
        var process = new ContainerProcess(engine, container, id, engine.attachExec(id), mark);
        Thread.ofVirtual().name("exec-" + container).start(process::read);
        return process;
    }

    /** What it reads; closing it is its end of input. */
    OutputStream input() {
        return new FilterOutputStream(stream.output()) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                endInput();
            }
        };
    }

    private void endInput() throws IOException {
        if (!inputEnded.getAndSet(true)) {
            stream.endOutput();
        }
    }

    /** What it writes. */
    InputStream output() {
        return out.input();
    }

    BytePipe outputPipe() {
        return out;
    }

    boolean hasEnded() {
        return ended.isDone();
    }

    /** Its number in the container, once it is known; of one that was started with {@link #startWhole}. */
    Optional<String> number() {
        synchronized (errors) {
            String text = errors.toString(StandardCharsets.UTF_8);
            return mark.isPresent() && text.contains("\n") ? Optional.of(text.substring(0, text.indexOf('\n'))).filter(line -> line.matches("[0-9]+")) : Optional.empty();
        }
    }

    /** Nobody reads what it writes any more. */
    void discardOutput() {
        out.discard();
    }

    /** Waits for its end, but not longer. */
    void awaitEnd(long time, TimeUnit unit) {
        try {
            ended.get(time, unit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            return; // it is cut off next, which ends it or shows in its exit status
        }
    }

    /** Waits for its end. @throws Failure.ConnectionFailed when the engine broke off, or cut off what a whole output had still to come */
    Exit await() throws InterruptedException {
        try {
            ended.get();
        } catch (ExecutionException e) {
            throw broken(e.getCause());
        }
        OptionalInt marked = mark.isPresent() ? mark.get().status() : OptionalInt.empty();
        int status = marked.orElseGet(() -> {
            Long said = engine.ask(container, docker -> docker.inspectExecCmd(id).exec().getExitCodeLong());
            return said == null ? -1 : said.intValue();
        });
        if (mark.isPresent() && marked.isEmpty() && status <= 0) {
            throw broken(cutOff());
        }
        return new Exit(status, stderr());
    }

    private Failure.ConnectionFailed broken(Throwable cause) {
        return new Failure.ConnectionFailed(Failure.Layer.DOCKER, "The Docker engine at " + engine.address() + " broke the connection" + (cause.getMessage() == null ? "." : ": " + cause.getMessage() + "."), cause,
                "Check that the engine and the container " + container + " still run, then try again.");
    }

    private static EOFException cutOff() {
        return new EOFException("the end of what the program wrote did not arrive");
    }

    private String stderr() {
        synchronized (errors) {
            String text = errors.toString(StandardCharsets.UTF_8);
            return number().map(number -> text.substring(number.length() + 1)).orElse(text);
        }
    }

    private void read() {
        try {
            ExecFrames.read(stream.input(), this::received);
            if (mark.isPresent() && mark.get().status().isEmpty()) {
                out.fail(cutOff());
            } else {
                out.end();
            }
            ended.complete(null);
        } catch (IOException | RuntimeException e) {
            out.fail(e instanceof IOException io ? io : new IOException(e));
            ended.completeExceptionally(e);
        }
    }

    private void received(boolean stderr, byte[] piece, int length) throws IOException {
        if (stderr) {
            synchronized (errors) {
                errors.write(piece, 0, Math.min(length, STDERR_KEPT - errors.size()));
            }
        } else if (mark.isEmpty()) {
            out.output().write(piece, 0, length);
        } else if (mark.get().status().isEmpty()) {
            mark.get().pass(piece, length, out.output());
            if (mark.get().status().isPresent()) {
                out.end();
                Thread.ofVirtual().name("end-" + container).start(this::letGo);
            }
        }
    }

    /** Everything has come: the shell around it need not wait any more. */
    private void letGo() {
        try {
            endInput();
        } catch (IOException _) {
            return; // it has gone already
        }
    }

    @Override
    public void close() {
        if (mark.isPresent()) {
            out.fail(new IOException("It was closed")); // not its end, unless that has come
        } else {
            out.end();
        }
        try {
            stream.close();
        } catch (IOException e) {
            throw new Failure.ConnectionFailed(Failure.Layer.DOCKER, "The connection to the Docker engine could not be closed.", e);
        }
    }
}
