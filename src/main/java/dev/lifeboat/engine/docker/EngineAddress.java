package dev.lifeboat.engine.docker;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Where this machine's Docker or Podman engine listens. */
public final class EngineAddress {

    private static final URI USUAL = URI.create("unix:///var/run/docker.sock");

    private EngineAddress() {}

    /**
     * What {@code DOCKER_HOST} names; otherwise the first socket that is there: Docker's, Docker's of this user alone,
     * Docker Desktop's, Podman's of this user, Podman's. Docker's own when there is none.
     *
     * @param environment {@code DOCKER_HOST}, {@code XDG_RUNTIME_DIR}, {@code HOME}
     */
    public static URI local(Map<String, String> environment) {
        String named = environment.getOrDefault("DOCKER_HOST", "");
        return named.isBlank() ? sockets(environment).stream().filter(Files::exists).map(path -> URI.create("unix://" + path)).findFirst().orElse(USUAL)
                : URI.create(named);
    }

    private static List<Path> sockets(Map<String, String> environment) {
        String runtime = environment.get("XDG_RUNTIME_DIR");
        String home = environment.get("HOME");
        return Stream.of(Path.of("/var/run/docker.sock"),
                runtime == null ? null : Path.of(runtime, "docker.sock"),
                home == null ? null : Path.of(home, ".docker", "run", "docker.sock"),
                runtime == null ? null : Path.of(runtime, "podman", "podman.sock"),
                Path.of("/run/podman/podman.sock")).filter(path -> path != null).toList();
    }
}
