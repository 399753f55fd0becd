package dev.lifeboat.cli;

import dev.lifeboat.engine.docker.DockerEngine;
import dev.lifeboat.engine.docker.EngineAddress;
import dev.lifeboat.engine.docker.Volumes;
import dev.lifeboat.engine.stack.DockerSide;
import dev.lifeboat.engine.stack.ServerAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The volumes and services of {@code stack add}.
 *
 * @param services empty: those that the engine says use the volumes
 * @param untested the engine is not asked: names are kept as they were typed
 */
record DockerOptions(List<String> volumes, List<String> services, boolean untested) {

    /**
     * Those that were named; the other list as it was.
     *
     * @param engine the one that was named
     * @param before of the stack that is changed
     * @return empty when there are none, and were none
     */
    Optional<DockerSide> side(ServerAddress server, Optional<URI> engine, Optional<Path> certificates, Optional<DockerSide> before) {
        if (volumes.isEmpty() && services.isEmpty()) {
            return before;
        }
        URI address = server.through().map(through -> through.engine()).or(() -> engine).or(() -> before.map(DockerSide::engine))
                .orElseGet(() -> EngineAddress.local(System.getenv()));
        Optional<Path> folder = certificates.map(Path::toAbsolutePath).or(() -> before.flatMap(DockerSide::certificates));
        DockerSide named = untested
                ? new DockerSide(address, folder, volumes.stream().map(name -> new DockerSide.StackVolume(name, "")).toList(), named())
                : asked(address, folder);
        return Optional.of(before.map(old -> new DockerSide(address, folder, volumes.isEmpty() ? old.volumes() : named.volumes(),
                services.isEmpty() && !old.services().isEmpty() ? old.services() : named.services(), old.environment())).orElse(named));
    }

    private List<DockerSide.StackService> named() {
        return services.stream().map(name -> new DockerSide.StackService(name, true)).toList();
    }

    private DockerSide asked(URI address, Optional<Path> certificates) {
        try (DockerEngine engine = DockerEngine.open(address, certificates)) {
            Volumes there = Volumes.of(engine);
            List<DockerSide.StackVolume> found = new ArrayList<>();
            Map<String, Boolean> writers = new LinkedHashMap<>();
            for (String name : volumes) {
                Volumes.Volume volume = there.find(name);
                found.add(new DockerSide.StackVolume(volume.name(), volume.users().stream().findFirst().map(Volumes.User::target).orElse("")));
                volume.users().stream().filter(user -> !user.database()).forEach(user -> writers.merge(user.container(), user.writable(), Boolean::logicalOr));
            }
            List<DockerSide.StackService> users = writers.entrySet().stream().map(e -> new DockerSide.StackService(e.getKey(), e.getValue())).toList();
            return new DockerSide(address, certificates, found, services.isEmpty() ? users : named());
        }
    }
}
