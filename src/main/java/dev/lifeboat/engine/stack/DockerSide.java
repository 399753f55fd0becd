package dev.lifeboat.engine.stack;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What of a stack lives in Docker beside its databases.
 *
 * @param engine       {@code unix:///var/run/docker.sock}, or {@code tcp://host:2376}
 * @param certificates see {@link ContainerAddress}
 * @param volumes      those to back up, without the database server's own
 * @param services     the containers that use them
 * @param environment  what sets record of the containers' environment; empty: as {@link ContainerEnvironment#usual} says
 */
public record DockerSide(URI engine, Optional<Path> certificates, List<StackVolume> volumes, List<StackService> services,
        Optional<ContainerEnvironment> environment) {

    /** One whose environment is recorded as usual. */
    public DockerSide(URI engine, Optional<Path> certificates, List<StackVolume> volumes, List<StackService> services) {
        this(engine, certificates, volumes, services, Optional.empty());
    }

    /** The same, its environment recorded so. */
    public DockerSide recording(ContainerEnvironment itsEnvironment) {
        return new DockerSide(engine, certificates, volumes, services, Optional.of(itsEnvironment));
    }

    /**
     * A volume of the stack.
     *
     * @param name  as the engine knows it, with Compose's prefix: {@code dart_cloud_backend_functions_data}
     * @param mount where its container sees it: {@code /app/functions}; empty when that is not known
     */
    public record StackVolume(String name, String mount) {}

    /**
     * A container that uses the stack's volumes.
     *
     * @param writes whether it changes them: then it is paused while a full set is captured
     */
    public record StackService(String container, boolean writes) {}

    public DockerSide {
        volumes = List.copyOf(volumes);
        services = List.copyOf(services);
    }

    /** All that is wrong, one sentence each; empty when it can be used. */
    List<String> problems() {
        List<String> problems = new ArrayList<>(new ContainerAddress(engine, certificates, "any").problems());
        volumes.stream().map(StackVolume::name).filter(name -> !isName(name))
                .forEach(name -> problems.add("The volume \"" + name + "\" must be the name of one."));
        services.stream().map(StackService::container).filter(name -> !isName(name))
                .forEach(name -> problems.add("The service \"" + name + "\" must be the name of a container."));
        if (volumes.stream().map(StackVolume::name).distinct().count() < volumes.size()) {
            problems.add("A volume is named twice.");
        }
        if (services.stream().map(StackService::container).distinct().count() < services.size()) {
            problems.add("A service is named twice.");
        }
        return problems;
    }

    private static boolean isName(String name) {
        return name.matches("[a-zA-Z0-9][a-zA-Z0-9_.-]*");
    }
}
