package dev.lifeboat.engine.docker;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.stack.ContainerAddress;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program in a container that can be asked to end: cancelling, or closing it while it runs, sends it SIGTERM from inside.
 * The streams are for one thread each; {@link #close} may be called by any.
 */
public final class ContainerProgram implements AutoCloseable {

    private static final int POLITE_SECONDS = 5;
    private static final String END = "kill -TERM \"$1\"";

    /** How it ended. @param status 0 for success; 128 + the signal's number after a signal; @param stderr what it wrote there */
    public record Exit(int status, String stderr) {}

    private final DockerEngine engine;
    private final ContainerAddress container;
    private final ContainerProcess process;
    private final Cancellation.Registration registration;

    private ContainerProgram(DockerEngine engine, ContainerAddress container, ContainerProcess process, Cancellation cancellation) {
        this.engine = engine;
        this.container = container;
        this.process = process;
        registration = cancellation.onCancel(() -> Thread.ofVirtual().name("stop-in-" + container.container()).start(this::stop));
    }

    /**
     * Starts a program.
     *
     * @param command     the program and its arguments; never a secret: others can read them
     * @param environment on top of the container's
     * @throws Failure.NotFound         when there is no such container
     * @throws Failure.ConnectionFailed when it does not run, or the engine does not answer
     */
    public static ContainerProgram start(ContainerAddress container, List<String> command, Map<String, String> environment, Cancellation cancellation) {
        cancellation.check();
        DockerEngine engine = DockerEngine.open(container.engine(), container.certificates());
        try {
            return new ContainerProgram(engine, container, ContainerProcess.startWhole(engine, container.container(), command, environment), cancellation);
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    /** What it writes. */
    public InputStream output() {
        return process.output();
    }

    /** What it reads; closing it is its end of input. */
    public OutputStream input() {
        return process.input();
    }

    /** Waits for its end. @throws Failure.Cancelled when the waiting thread is interrupted; the program is ended then */
    public Exit await() {
        try {
            ContainerProcess.Exit exit = process.await();
            return new Exit(exit.status(), exit.stderr());
        } catch (InterruptedException e) {
            stop();
            Thread.currentThread().interrupt();
            throw new Failure.Cancelled("Interrupted while a program ran in " + container.container() + ".");
        }
    }

    private void stop() {
        process.number().filter(_ -> !process.hasEnded()).ifPresent(number -> {
            try (ContainerProcess kill = ContainerProcess.start(engine, container.container(), List.of("sh", "-c", END, "sh", number), Map.of())) {
                kill.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Asks it to end when it still runs, waits a little, then cuts its input and output. */
    @Override
    public void close() {
        registration.close();
        try {
            if (!process.hasEnded()) {
                process.discardOutput();
                stop();
                process.awaitEnd(POLITE_SECONDS, TimeUnit.SECONDS);
            }
        } finally {
            process.close();
            engine.close();
        }
    }
}
