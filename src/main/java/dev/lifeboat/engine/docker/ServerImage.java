package dev.lifeboat.engine.docker;

import com.github.dockerjava.api.command.InspectImageResponse;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.stack.DockerSide;
import dev.lifeboat.engine.stack.Stack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An image of a PostgreSQL server that is on the host.
 *
 * @param id         {@code sha256:...}
 * @param name       for people: {@code postgres:17}
 * @param major      of its server; empty when the image does not say
 * @param serverUser that its server runs as
 */
public record ServerImage(String id, String name, Optional<Integer> major, String serverUser) {

    private static final String USUAL_USER = "postgres";

    /**
     * What the stack's server runs in, by the container that it is reached through, or else by one of the stack's containers
     * in which a server runs. Empty when there is none.
     *
     * @throws Failure.ConnectionFailed when the engine does not answer
     */
    public static Optional<ServerImage> of(DockerEngine engine, Stack stack) {
        List<FoundContainer> all = FoundContainer.all(engine);
        Stream<FoundContainer> own = stack.server().through().stream().flatMap(through -> all.stream()
                .filter(found -> found.name().equals(through.container()) || found.id().startsWith(through.container())));
        Stream<FoundContainer> beside = stack.docker().stream().flatMap(side -> all.stream().filter(found -> found.isPostgres() && belongs(found, side)));
        return Stream.concat(own, beside).findFirst().flatMap(found -> image(engine, found.imageId(), found.image()));
    }

    private static boolean belongs(FoundContainer found, DockerSide side) {
        return side.services().stream().anyMatch(service -> service.container().equals(found.name()))
                || found.mounts().stream().anyMatch(mount -> mount.volume().filter(name -> side.volumes().stream().anyMatch(volume -> volume.name().equals(name))).isPresent());
    }

    /** Those that have a tar, the preferred one first: the server's, then those of the stack's other containers, then whatever runs there. */
    public static List<String> withTar(DockerEngine engine, Stack stack) {
        List<String> ids = new ArrayList<>(of(engine, stack).map(ServerImage::id).stream().toList());
        List<FoundContainer> all = FoundContainer.all(engine);
        stack.docker().ifPresent(side -> all.stream().filter(found -> belongs(found, side)).forEach(found -> ids.add(found.imageId())));
        all.stream().filter(FoundContainer::isPostgres).forEach(found -> ids.add(found.imageId()));
        return ids.stream().distinct().toList();
    }

    private static Optional<ServerImage> image(DockerEngine engine, String id, String name) {
        try {
            InspectImageResponse found = engine.ask(id, docker -> docker.inspectImageCmd(id).exec());
            var config = found.getConfig();
            Optional<Integer> major = config == null || config.getEnv() == null ? Optional.empty() : Arrays.stream(config.getEnv()).filter(one -> one.matches("PG_MAJOR=[0-9]+"))
                    .map(one -> Integer.valueOf(one.substring("PG_MAJOR=".length()))).findFirst();
            String user = config == null || config.getUser() == null || config.getUser().isBlank() || config.getUser().matches("(root|0)(:.*)?") ? USUAL_USER : config.getUser();
            return Optional.of(new ServerImage(id, name, major, user));
        } catch (Failure.NotFound _) {
            return Optional.empty(); // its container runs on, but it was removed
        }
    }
}
