package dev.lifeboat.engine.docker;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.Ulimit;
import com.github.dockerjava.api.model.VolumeOptions;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Json;
import dev.lifeboat.engine.ProcessIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A container of our own beside those of the stack, that sees one volume and nothing else: no network, its own files
 * read-only. It is made of an image that is on the host already, so nothing is pulled; the stack's containers are not
 * touched, so they can be inspected and stopped meanwhile. Closing removes it; {@link #removeLeftovers} removes those of
 * processes that were killed. Thread-safe.
 */
public final class HelperContainer implements AutoCloseable {

    /** Where it sees the volume. */
    public static final String FOLDER = "/lifeboat-volume";

    /** Whose it is: a {@link ProcessIdentity} as JSON. */
    static final String LABEL = "dev.lifeboat.helper";

    /** One that was made and is not started after so long was left by an engine that went away in between. */
    private static final Duration STARTING = Duration.ofMinutes(2);

    /** What may be done with the volume. */
    public enum Access { READ, WRITE }

    /** How a command ended. @param output what it wrote, small */
    public record Result(int status, byte[] output, String stderr) {

        public String text() {
            return new String(output, StandardCharsets.UTF_8);
        }
    }

    private final DockerEngine engine;
    private final String id;
    private boolean open = true;

    private HelperContainer(DockerEngine engine, String id) {
        this.engine = engine;
        this.id = id;
    }

    /**
     * @param imageId of an image on the host that has {@code sh}, {@code sleep} and {@code tar}
     * @param volume  must exist: it would be made otherwise
     * @throws Failure.NotFound         when the image is gone
     * @throws Failure.ConnectionFailed when the engine cannot start it
     */
    public static HelperContainer start(DockerEngine engine, String imageId, String volume, Access access) {
        return start(engine, imageId, Optional.of(volume), access);
    }

    /** With a new, empty volume that has no name and goes with the container. */
    static HelperContainer startWithItsOwnVolume(DockerEngine engine, String imageId) {
        return start(engine, imageId, Optional.empty(), Access.WRITE);
    }

    private static HelperContainer start(DockerEngine engine, String imageId, Optional<String> volume, Access access) {
        Mount mount = new Mount().withType(MountType.VOLUME).withSource(volume.orElse(null)).withTarget(FOLDER).withReadOnly(access == Access.READ)
                .withVolumeOptions(new VolumeOptions().withNoCopy(true));
        try {
            HostConfig host = HostConfig.newHostConfig().withNetworkMode("none").withReadonlyRootfs(true).withMounts(List.of(mount))
                    .withTmpFs(declared(engine, imageId)).withUlimits(List.of(new Ulimit("nofile", 1024L, 1024L), new Ulimit("nproc", 4096L, 4096L)));
            HelperContainer container = new HelperContainer(engine, engine.ask(imageId, docker -> docker.createContainerCmd(imageId)
                    .withEntrypoint("sleep").withCmd("infinity").withStopSignal("KILL").withUser("0:0").withWorkingDir("/").withEnv(List.of())
                    .withLabels(Map.of(LABEL, Json.line(ProcessIdentity.current()))).withHostConfig(host).exec().getId()));
            container.begin();
            return container;
        } catch (Failure.NotFound e) {
            throw new Failure.NotFound("The image " + imageId + " is no longer on the host.", "Start the stack's containers again, then try again.");
        }
    }

    private void begin() {
        try {
            engine.ask(id, docker -> docker.startContainerCmd(id).exec());
        } catch (RuntimeException e) {
            try {
                close();
            } catch (Failure other) {
                e.addSuppressed(other);
            }
            throw e;
        }
    }

    /** The volumes that the image asks for would be made, and stay behind: they are folders in memory instead. */
    static Map<String, String> declared(DockerEngine engine, String imageId) {
        Map<String, ?> volumes = engine.ask(imageId, docker -> {
            var config = docker.inspectImageCmd(imageId).exec().getConfig();
            return config == null || config.getVolumes() == null ? Map.of() : config.getVolumes();
        });
        Map<String, String> folders = new TreeMap<>();
        volumes.keySet().forEach(folder -> folders.put(folder, "rw,size=1m"));
        return folders;
    }

    /** Runs a command whose output is small. @param command never holds a secret */
    public Result run(List<String> command) {
        try (ContainerProcess process = start(command)) {
            byte[] output = output(process);
            ContainerProcess.Exit exit = process.await();
            return new Result(exit.status(), output, exit.stderr());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.Cancelled("Interrupted while " + command.getFirst() + " ran.");
        }
    }

    /** Nothing when it did not come to its end, which its status says then. */
    private static byte[] output(ContainerProcess process) {
        try {
            return process.output().readAllBytes();
        } catch (IOException _) {
            return new byte[0];
        }
    }

    ContainerProcess start(List<String> command) {
        return ContainerProcess.startWhole(engine, id, command, Map.of("LC_ALL", "C"));
    }

    /** Ends what runs in it and removes it; harmless the second time. It is gone when this returns, whoever closed it. */
    @Override public synchronized void close() {
        if (open) {
            remove(engine, id);
            open = false;
        }
    }

    static void remove(DockerEngine engine, String id) {
        try {
            engine.ask(id, docker -> {
                try {
                    return docker.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
                } catch (NotFoundException | ConflictException _) {
                    return null; // somebody else was faster, or is just removing it
                }
            });
        } catch (DockerException e) {
            throw new Failure.ConnectionFailed(Failure.Layer.DOCKER, "The container " + id + " could not be removed.", e, "docker rm -f " + id);
        }
    }

    /**
     * Removes what processes of this host left behind when they were killed, and what a process that lives on could not
     * remove because the engine was gone: none of ours ends by itself.
     *
     * @return how many
     */
    public static int removeLeftovers(DockerEngine engine) {
        List<String> left = leftovers(engine);
        left.forEach(id -> remove(engine, id));
        return left.size();
    }

    /** Removes those that see a volume which is given up: also one that was made and not started when the engine went away. */
    static void removeThoseOf(DockerEngine engine, String volume) {
        engine.ask("*", docker -> docker.listContainersCmd().withShowAll(true).withLabelFilter(List.of(LABEL)).withVolumeFilter(List.of(volume)).exec())
                .forEach(found -> remove(engine, found.getId()));
    }

    /** Those that {@link #removeLeftovers} would remove now. */
    public static List<String> leftovers(DockerEngine engine) {
        return leftovers(engine, STARTING);
    }

    static List<String> leftovers(DockerEngine engine, Duration starting) {
        List<Container> all = engine.ask("*", docker -> docker.listContainersCmd().withShowAll(true).withLabelFilter(List.of(LABEL)).exec());
        if (all.isEmpty()) {
            return List.of();
        }
        Instant youngest = engine.now().minus(starting);
        return all.stream().filter(found -> isDead(found.getLabels().get(LABEL)) || "exited".equals(found.getState())
                || "created".equals(found.getState()) && !Instant.ofEpochSecond(found.getCreated()).isAfter(youngest)).map(Container::getId).toList();
    }

    /** Whether a container with such labels is one of ours. */
    static boolean isOne(Map<String, String> labelsOrNull) {
        return labelsOrNull != null && labelsOrNull.containsKey(LABEL);
    }

    private static boolean isDead(String owner) {
        try {
            return Json.read(owner.getBytes(StandardCharsets.UTF_8), ProcessIdentity.class, Path.of(LABEL)).isDead();
        } catch (Failure.BadInput _) {
            return false; // not of this version: its own program knows
        }
    }
}
