package dev.lifeboat.engine.docker;

import com.github.dockerjava.api.exception.ConflictException;
import dev.lifeboat.engine.Failure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The volumes of an engine and who uses them, as they were when asked. Finding one never makes one: with Docker, naming a
 * volume that is not there creates it, and its backup would be an empty one that looks right.
 */
public final class Volumes {

    private static final String COMPOSE_VOLUME = "com.docker.compose.volume";

    private final List<Volume> all;

    /**
     * A volume.
     *
     * @param shortName what Compose's file calls it, without the project's prefix
     * @param users     the containers that have it mounted, running or not
     */
    public record Volume(String name, Optional<String> shortName, List<User> users) {}

    /**
     * A container that has a volume mounted.
     *
     * @param imageId  what it runs
     * @param target   where it sees the volume
     * @param database whether it is a PostgreSQL server that keeps its data on this volume
     */
    public record User(String container, String imageId, boolean running, String target, boolean writable, boolean database) {}

    private Volumes(List<Volume> all) {
        this.all = all;
    }

    /** @throws Failure.ConnectionFailed when the engine does not answer */
    public static Volumes of(DockerEngine engine) {
        List<FoundContainer> containers = FoundContainer.all(engine);
        return new Volumes(engine.ask("*", docker -> Optional.ofNullable(docker.listVolumesCmd().exec().getVolumes()).orElse(List.of())).stream()
                .map(found -> new Volume(found.getName(), Optional.ofNullable(found.getLabels()).map(labels -> labels.get(COMPOSE_VOLUME)), users(found.getName(), containers)))
                .sorted(Comparator.comparing(Volume::name)).toList());
    }

    private static List<User> users(String volume, List<FoundContainer> containers) {
        List<User> users = new ArrayList<>();
        for (FoundContainer container : containers) {
            boolean data = container.isPostgres() && container.dataMount().flatMap(FoundContainer.Mount::volume).filter(volume::equals).isPresent();
            container.mounts().stream().filter(mount -> mount.volume().filter(volume::equals).isPresent()).findFirst().ifPresent(mount ->
                    users.add(new User(container.name(), container.imageId(), container.running(), mount.target(), mount.writable(), data)));
        }
        return List.copyOf(users);
    }

    public List<Volume> all() {
        return all;
    }

    /**
     * The volume that is meant: by its name, by the name that Compose's file gives it, or by where a container sees it.
     *
     * @throws Failure.NotFound when there is none, with those that exist
     * @throws Failure.BadInput when several could be meant, or one that nobody uses while Compose's own is called differently
     */
    public Volume find(String wanted) {
        List<Volume> named = all.stream().filter(volume -> volume.name().equals(wanted)).toList();
        List<Volume> shortly = all.stream().filter(volume -> volume.shortName().filter(wanted::equals).isPresent()
                || volume.users().stream().anyMatch(user -> user.target().equals(wanted))).toList();
        if (!named.isEmpty()) {
            List<Volume> others = shortly.stream().filter(volume -> !volume.users().isEmpty() && !volume.name().equals(wanted)).toList();
            if (named.getFirst().users().isEmpty() && !others.isEmpty()) {
                throw new Failure.BadInput("No container uses the volume \"" + wanted + "\"; the one that is in use is called " + names(others) + ".",
                        "Name that one.");
            }
            return named.getFirst();
        }
        if (shortly.size() > 1) {
            throw new Failure.BadInput("\"" + wanted + "\" can mean several volumes: " + names(shortly) + ".", "Name the one that is meant.");
        }
        if (shortly.isEmpty()) {
            throw new Failure.NotFound("There is no volume \"" + wanted + "\".", all.isEmpty() ? "The engine has no volume." : "There are: " + names(all) + ".");
        }
        return shortly.getFirst();
    }

    /** What containers with volumes run, in their order, each once. */
    public List<String> imageIds(List<String> containers) {
        return containers.stream().flatMap(name -> all.stream().flatMap(volume -> volume.users().stream()).filter(user -> user.container().equals(name)))
                .map(User::imageId).distinct().toList();
    }

    /** @throws Failure.BadInput when there is a volume of that name */
    static void requireFree(DockerEngine engine, String name) {
        if (of(engine).all.stream().anyMatch(volume -> volume.name().equals(name))) {
            throw new Failure.BadInput("There is a volume " + name + " already.");
        }
    }

    /** Makes a new volume. @throws Failure.BadInput when there is one of that name */
    public static void create(DockerEngine engine, String name) {
        requireFree(engine, name);
        engine.ask("*", docker -> docker.createVolumeCmd().withName(name).exec());
    }

    /** Removes a volume that {@link #create} made. @throws Failure.ConnectionFailed when a container uses it */
    public static void remove(DockerEngine engine, String name) {
        engine.ask("*", docker -> {
            try {
                return docker.removeVolumeCmd(name).exec();
            } catch (ConflictException e) {
                throw new Failure.ConnectionFailed(Failure.Layer.DOCKER, "The volume " + name + " cannot be removed: a container uses it.", e,
                        "Which one: docker ps --all --filter volume=" + name);
            }
        });
    }

    private static String names(List<Volume> volumes) {
        return String.join(", ", volumes.stream().map(Volume::name).toList());
    }
}
