package dev.lifeboat.engine.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import dev.lifeboat.engine.Failure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an engine says about one container.
 *
 * @param name        without the slash that Docker puts before it
 * @param image       as it was asked for, such as {@code postgres:17-alpine}
 * @param imageId     what it runs, {@code sha256:...}: always on the host
 * @param environment may hold passwords: never shown or logged whole
 */
record FoundContainer(String id, String name, String image, String imageId, boolean running, Map<String, String> environment, Map<String, String> labels,
        List<Mount> mounts) {

    /**
     * Something that is mounted into a container.
     *
     * @param volume the volume's name; empty when a folder of the host is mounted
     * @param source the folder of the host
     * @param writable whether the container may change it
     */
    record Mount(Optional<String> volume, String source, String target, boolean writable) {

        private static final Pattern GENERATED = Pattern.compile("[0-9a-f]{64}");

        /** Whether nobody gave the volume a name: it goes with the container, and is easily lost. */
        boolean anonymous() {
            return volume.filter(name -> GENERATED.matcher(name).matches()).isPresent();
        }
    }

    /** Every container of an engine, the stopped ones too. */
    static List<FoundContainer> all(DockerEngine engine) {
        List<String> ids = engine.ask("*", docker -> docker.listContainersCmd().withShowAll(true).exec().stream().map(c -> c.getId()).toList());
        List<FoundContainer> containers = new ArrayList<>();
        for (String id : ids) {
            try {
                containers.add(engine.ask(id, docker -> of(docker.inspectContainerCmd(id).exec())));
            } catch (Failure.NotFound _) {
                continue; // removed since it was listed
            }
        }
        return containers;
    }

    static FoundContainer of(InspectContainerResponse found) {
        var config = found.getConfig();
        Map<String, String> environment = new HashMap<>();
        for (String entry : config.getEnv() == null ? new String[0] : config.getEnv()) {
            int equals = entry.indexOf('=');
            if (equals > 0) {
                environment.put(entry.substring(0, equals), entry.substring(equals + 1));
            }
        }
        List<Mount> mounts = found.getMounts() == null ? List.of() : found.getMounts().stream()
                .filter(mount -> mount.getDestination() != null)
                .map(mount -> new Mount(Optional.ofNullable(mount.getName()), String.valueOf(mount.getSource()), mount.getDestination().getPath(),
                        !Boolean.FALSE.equals(mount.getRW()))).toList();
        return new FoundContainer(found.getId(), found.getName().replaceFirst("^/", ""), String.valueOf(config.getImage()), found.getImageId(),
                Boolean.TRUE.equals(found.getState().getRunning()), Map.copyOf(environment),
                config.getLabels() == null ? Map.of() : Map.copyOf(config.getLabels()), mounts);
    }

    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** The Compose project it belongs to, by Docker's label or podman-compose's. */
    Optional<String> project() {
        return Stream.of("com.docker.compose.project", "io.podman.compose.project").map(labels::get).filter(value -> value != null && !value.isBlank()).findFirst();
    }

    /** Its name as a service of that project. */
    Optional<String> service() {
        return Optional.ofNullable(labels.get("com.docker.compose.service"));
    }

    /** Whether a PostgreSQL server runs in it, as far as its image tells. */
    boolean isPostgres() {
        return variable("PGDATA").isPresent() || image.matches("(.*/)?(postgres|postgis|timescaledb|pgvector)(-[a-z0-9]+)?([:@].*)?");
    }

    /** What is mounted where the server keeps its data: the deepest mount that holds the folder. */
    Optional<Mount> dataMount() {
        String folder = variable("PGDATA").orElse("/var/lib/postgresql/data");
        return mounts.stream().filter(mount -> folder.equals(mount.target()) || folder.startsWith(mount.target().replaceAll("/+$", "") + "/"))
                .max(Comparator.comparingInt(mount -> mount.target().length()));
    }
}
