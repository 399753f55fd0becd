package dev.lifeboat.engine.docker;

import dev.lifeboat.engine.secret.Secret;
import dev.lifeboat.engine.stack.ContainerAddress;
import dev.lifeboat.engine.stack.DockerSide;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.TlsMode;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds stacks on a Docker or Podman host from what its containers say: image, environment, mounts and Compose labels, the
 * names that the official image documents ({@code POSTGRES_USER}, {@code POSTGRES_DB}, {@code POSTGRES_PASSWORD}). Starts
 * nothing and changes nothing.
 */
public final class StackDiscovery {

    private static final int LONGEST_NAME = 40;

    private final URI address;
    private final Optional<Path> certificates;

    /** @param certificates see {@link ContainerAddress} */
    public StackDiscovery(URI address, Optional<Path> certificates) {
        this.address = address;
        this.certificates = certificates;
    }

    /** By name. @throws Failure.ConnectionFailed when no engine answers */
    public List<FoundStack> find() {
        List<FoundContainer> containers = containers();
        List<FoundStack> found = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        containers.stream().filter(FoundContainer::isPostgres).sorted(Comparator.comparing(FoundContainer::name))
                .forEach(server -> found.add(stack(server, containers, taken)));
        found.sort(Comparator.comparing(FoundStack::name));
        return List.copyOf(found);
    }

    private List<FoundContainer> containers() {
        try (DockerEngine engine = DockerEngine.open(address, certificates)) {
            return FoundContainer.all(engine);
        }
    }

    private FoundStack stack(FoundContainer server, List<FoundContainer> all, Set<String> taken) {
        String user = server.variable("POSTGRES_USER").orElse("postgres");
        var through = new ContainerAddress(address, certificates, server.name());
        var at = new ServerAddress(server.name(), port(server), user, server.variable("POSTGRES_DB").orElse(user), TlsMode.PREFER, Optional.of(through));
        List<FoundContainer> others = all.stream().filter(other -> !other.id().equals(server.id()))
                .filter(other -> server.project().isPresent() && server.project().equals(other.project()))
                .sorted(Comparator.comparing(FoundContainer::name)).toList();
        return new FoundStack(name(server, taken), at, server.variable("POSTGRES_PASSWORD").map(Secret::new), server.image(), server.running(),
                server.dataMount().map(StackDiscovery::storage), others.stream().map(FoundContainer::name).toList(), side(server, others), warnings(server));
    }

    /** The volumes with a name that the others use, but not the server's own; and who uses them. */
    private DockerSide side(FoundContainer server, List<FoundContainer> others) {
        Optional<String> data = server.dataMount().flatMap(FoundContainer.Mount::volume);
        Map<String, String> mounts = new TreeMap<>();
        List<DockerSide.StackService> users = new ArrayList<>();
        for (FoundContainer other : others) {
            List<FoundContainer.Mount> used = other.mounts().stream().filter(mount -> mount.volume().isPresent() && !mount.anonymous()
                    && !mount.volume().equals(data)).toList();
            used.forEach(mount -> mounts.putIfAbsent(mount.volume().orElseThrow(), mount.target()));
            if (!used.isEmpty()) {
                users.add(new DockerSide.StackService(other.name(), used.stream().anyMatch(FoundContainer.Mount::writable)));
            }
        }
        return new DockerSide(address, certificates, mounts.entrySet().stream().map(e -> new DockerSide.StackVolume(e.getKey(), e.getValue())).toList(), users);
    }

    private static int port(FoundContainer server) {
        return server.variable("PGPORT").filter(text -> text.matches("[0-9]{1,5}")).map(Integer::valueOf).orElse(5432);
    }

    private static String storage(FoundContainer.Mount mount) {
        return mount.anonymous() ? "a volume without a name" : mount.volume().map(volume -> "volume " + volume).orElse("folder " + mount.source());
    }

    private static List<String> warnings(FoundContainer server) {
        List<String> warnings = new ArrayList<>();
        if (!server.running()) {
            warnings.add("The container does not run.");
        }
        if (server.dataMount().isEmpty()) {
            warnings.add("Its data lies in the container itself and is gone when the container is removed: give it a volume.");
        } else if (server.dataMount().get().anonymous()) {
            warnings.add("Its data lies on a volume without a name, which is easily lost with the container: give it a named one.");
        }
        if (server.variable("POSTGRES_PASSWORD").isEmpty() && server.variable("POSTGRES_PASSWORD_FILE").isPresent()) {
            warnings.add("Its password is in a file inside the container, which Lifeboat does not read.");
        }
        return List.copyOf(warnings);
    }

    /** A name that can stand in file names; a second server of the same project has its own name behind it. */
    private static String name(FoundContainer server, Set<String> taken) {
        String wanted = usable(server.project().orElse(server.name()));
        if (taken.add(wanted)) {
            return wanted;
        }
        String own = usable(server.name());
        for (int number = 2; !taken.add(own); number++) {
            String tail = "-" + number;
            String head = usable(server.name());
            own = head.substring(0, Math.min(head.length(), LONGEST_NAME - tail.length())) + tail;
        }
        return own;
    }

    private static String usable(String text) {
        String plain = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^[^a-z]+", "");
        String cut = plain.substring(0, Math.min(plain.length(), LONGEST_NAME)).replaceAll("-+$", "");
        return cut.isEmpty() ? "stack" : cut;
    }
}
