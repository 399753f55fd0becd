package dev.lifeboat.engine.docker;

import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Ulimit;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Json;
import dev.lifeboat.engine.ProcessIdentity;
import dev.lifeboat.engine.stack.ContainerAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container of our own to try a backup in, of an image that is on the host already: no network, a limit of memory, its
 * own files, which go with it. Closing removes it; {@link HelperContainer#removeLeftovers} removes those of processes that
 * were killed, since it has the helpers' label. Thread-safe.
 */
public final class ScratchContainer implements AutoCloseable {

    /** What it may take of the host's memory. A server with its usual settings needs a tenth of it. */
    public static final long MEMORY_BYTES = 2L << 30;

    /** A folder in it that the server's user may write to. */
    public static final String FOLDER = "/tmp/lifeboat-scratch";

    private static final long SHARED_MEMORY_BYTES = 256L << 20;
    private static final long MOST_PROCESSES = 1_000;

    private final DockerEngine engine;
    private final ContainerAddress address;
    private boolean open = true;

    private ScratchContainer(DockerEngine engine, ContainerAddress address) {
        this.engine = engine;
        this.address = address;
    }

    /**
     * Starts it; what killed processes left is removed first.
     *
     * @throws Failure.NotFound         when the image is gone
     * @throws Failure.ConnectionFailed when the engine cannot start it
     */
    public static ScratchContainer start(URI engineAddress, Optional<Path> certificates, ServerImage image) {
        DockerEngine engine = DockerEngine.open(engineAddress, certificates);
        try {
            HelperContainer.removeLeftovers(engine);
            HostConfig host = HostConfig.newHostConfig().withNetworkMode("none").withMemory(MEMORY_BYTES).withMemorySwap(MEMORY_BYTES).withShmSize(SHARED_MEMORY_BYTES)
                    .withPidsLimit(MOST_PROCESSES).withTmpFs(HelperContainer.declared(engine, image.id()))
                    .withUlimits(List.of(new Ulimit("nofile", 1024L, 1024L), new Ulimit("nproc", 4096L, 4096L)));
            String id = engine.ask(image.id(), docker -> docker.createContainerCmd(image.id()).withEntrypoint("sleep").withCmd("infinity").withUser(image.serverUser())
                    .withWorkingDir("/").withEnv(List.of()).withStopSignal("KILL").withLabels(Map.of(HelperContainer.LABEL, Json.line(ProcessIdentity.current())))
                    .withHostConfig(host).exec().getId());
            ScratchContainer container = new ScratchContainer(engine, new ContainerAddress(engineAddress, certificates, id));
            try {
                engine.ask(id, docker -> docker.startContainerCmd(id).exec());
                return container;
            } catch (RuntimeException e) {
                HelperContainer.remove(engine, id);
                throw e;
            }
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    /** To run programs in it, and to connect through it. */
    public ContainerAddress address() {
        return address;
    }

    /** Ends what runs in it and removes it; harmless the second time. */
    @Override public synchronized void close() {
        if (open) {
            open = false;
            try {
                HelperContainer.remove(engine, address.container());
            } finally {
                engine.close();
            }
        }
    }
}
