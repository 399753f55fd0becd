package dev.lifeboat.engine.docker;

import dev.lifeboat.engine.Failure;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A program that runs inside of a container, as {@code docker exec} does it. What it writes to stderr is always read; its
 * exit status is asked for. Closing it cuts its input and output, which ends a program that reads or writes.
 *
 * <p>The streams are for one thread each; {@link #close} may be called by any.
 */
final class ContainerProcess implements AutoCloseable {

    /** How much of the beginning of stderr is kept, in bytes. */
    private static final int STDERR_KEPT = 64 * 1024;
    private static final int STDERR = 2;

    /** How it ended. @param stderr the beginning of what it wrote there */
    record Exit(int status, String stderr) {}

    private final DockerEngine engine;
    private final String container;
    private final String id;
    private final EngineStream stream;
    private final BytePipe out = new BytePipe();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private ContainerProcess(DockerEngine engine, String container, String id, EngineStream stream) {
        this.engine = engine;
        this.container = container;
        this.id = id;
        this.stream = stream;
    }

    /**
     * Starts a program.
     *
     * @param command     the program and its arguments; never a secret: others can read them
     * @param environment on top of the container's
     * @throws Failure.NotFound         when there is no such container
     * @throws Failure.ConnectionFailed when it does not run, or the engine does not answer
     */
    static ContainerProcess start(DockerEngine engine, String container, List<String> command, Map<String, String> environment) {
        String id = engine.ask(container, docker -> docker.execCreateCmd(container).withCmd(command.toArray(String[]::new))
                .withEnv(environment.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList())
                .withAttachStdin(true).withAttachStdout(true).withAttachStderr(true).exec().getId());
        var process = new ContainerProcess(engine, container, id, engine.attachExec(id));
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
                stream.endOutput();
            }
        };
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

    /** The first line on stderr, once it is whole. */
    Optional<String> firstErrorLine() {
        synchronized (errors) {
            String text = errors.toString(StandardCharsets.UTF_8);
            return text.contains("\n") ? Optional.of(text.substring(0, text.indexOf('\n'))) : Optional.empty();
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

    /** Waits for its end. */
    Exit await() throws InterruptedException {
        try {
            ended.get();
        } catch (ExecutionException e) {
            throw new Failure.ConnectionFailed(Failure.Layer.DOCKER, "The Docker engine at " + engine.address() + " broke the connection.", e.getCause(),
                    "Check that the engine and the container " + container + " still run.");
        }
        Long status = engine.ask(container, docker -> docker.inspectExecCmd(id).exec().getExitCodeLong());
        synchronized (errors) {
            return new Exit(status == null ? -1 : status.intValue(), errors.toString(StandardCharsets.UTF_8));
        }
    }

    /** Takes the two streams of the program apart: each piece has a head of eight bytes, the stream and the length. */
    private void read() {
        try {
            var in = new DataInputStream(stream.input());
            byte[] head = new byte[8];
            byte[] piece = new byte[0];
            while (in.readNBytes(head, 0, 8) == 8) {
                int length = (head[4] & 0xff) << 24 | (head[5] & 0xff) << 16 | (head[6] & 0xff) << 8 | head[7] & 0xff;
                if (length > piece.length) {
                    piece = new byte[length];
                }
                if (in.readNBytes(piece, 0, length) < length) {
                    throw new EOFException("The engine broke off in the middle");
                }
                received(head[0], piece, length);
            }
            out.end();
            ended.complete(null);
        } catch (IOException | RuntimeException e) {
            out.fail(e instanceof IOException io ? io : new IOException(e));
            ended.completeExceptionally(e);
        }
    }

    private void received(byte from, byte[] piece, int length) throws IOException {
        if (from == STDERR) {
            synchronized (errors) {
                errors.write(piece, 0, Math.min(length, STDERR_KEPT - errors.size()));
            }
        } else {
            out.output().write(piece, 0, length);
        }
    }

    @Override
    public void close() {
        out.end();
        try {
            stream.close();
        } catch (IOException e) {
            throw new Failure.ConnectionFailed(Failure.Layer.DOCKER, "The connection to the Docker engine could not be closed.", e);
        }
    }
}
