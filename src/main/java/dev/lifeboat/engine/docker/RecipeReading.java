package dev.lifeboat.engine.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.Device;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.Ulimit;
import dev.lifeboat.engine.docker.ContainerRecipe.Attachment;
import dev.lifeboat.engine.docker.ContainerRecipe.Health;
import dev.lifeboat.engine.docker.ContainerRecipe.Image;
import dev.lifeboat.engine.docker.ContainerRecipe.Limit;
import dev.lifeboat.engine.docker.ContainerRecipe.Limits;
import dev.lifeboat.engine.docker.ContainerRecipe.Mount;
import dev.lifeboat.engine.docker.ContainerRecipe.Network;
import dev.lifeboat.engine.docker.ContainerRecipe.Port;
import dev.lifeboat.engine.docker.ContainerRecipe.Restart;
import dev.lifeboat.engine.docker.ContainerRecipe.Rights;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Takes a recipe from what an engine says of a container. */
final class RecipeReading {

    private final InspectContainerResponse found;
    private final ContainerConfig config;
    private final HostConfig host;

    RecipeReading(InspectContainerResponse found) {
        this.found = found;
        config = found.getConfig();
        host = found.getHostConfig();
    }

    /** @param digests of its image */
    ContainerRecipe recipe(List<String> digests) {
        FoundContainer known = FoundContainer.of(found);
        return new ContainerRecipe(known.name(), known.project(), known.service(), known.running(), new Image(known.image(), known.imageId(), digests),
                list(config.getEntrypoint()), list(config.getCmd()), present(known.environment()), text(config.getWorkingDir()), text(config.getUser()), hostname(),
                mounts(known), network(), present(known.labels()), restart(), Optional.ofNullable(config.getHealthcheck()).map(RecipeReading::health),
                raw("StopSignal").map(String::valueOf).orElse(""), raw("StopTimeout").map(value -> ((Number) value).intValue()), limits(), rights(), List.of());
    }

    /** What docker-java has no name for. */
    private Optional<Object> raw(String name) {
        return found.getRawValues().get("Config") instanceof Map<?, ?> raw ? Optional.ofNullable(raw.get(name)) : Optional.empty();
    }

    private static Map<String, Optional<String>> present(Map<String, String> values) {
        Map<String, Optional<String>> all = new LinkedHashMap<>();
        values.forEach((key, value) -> all.put(key, Optional.of(value)));
        return all;
    }

    /** The engine gives one that has none the beginning of its id. */
    private String hostname() {
        String name = text(config.getHostName());
        return found.getId().startsWith(name) ? "" : name;
    }

    private List<Mount> mounts(FoundContainer known) {
        List<Mount> mounts = new ArrayList<>();
        for (FoundContainer.Mount mount : known.mounts()) {
            String type = mount.volume().isPresent() ? "volume" : mount.source().startsWith("/") ? "bind" : "tmpfs";
            mounts.add(new Mount(type, mount.volume().orElse(type.equals("tmpfs") ? "" : mount.source()), mount.target(), !mount.writable()));
        }
        if (host.getTmpFs() != null) {
            host.getTmpFs().keySet().stream().filter(target -> mounts.stream().noneMatch(mount -> mount.target().equals(target)))
                    .forEach(target -> mounts.add(new Mount("tmpfs", "", target, false)));
        }
        mounts.sort(Comparator.comparing(Mount::target));
        return mounts;
    }

    private Network network() {
        Map<String, Attachment> attached = new TreeMap<>();
        if (found.getNetworkSettings() != null && found.getNetworkSettings().getNetworks() != null) {
            found.getNetworkSettings().getNetworks().forEach((name, network) -> attached.put(name, attachment(network)));
        }
        return new Network(text(host.getNetworkMode()), attached, ports(), list(host.getExtraHosts()), list(host.getDns()));
    }

    private Attachment attachment(ContainerNetwork network) {
        List<String> aliases = Stream.ofNullable(network.getAliases()).flatMap(List::stream).filter(alias -> !found.getId().startsWith(alias) && !alias.equals(config.getHostName())).sorted().toList();
        String fixed = network.getIpamConfig() == null ? "" : text(network.getIpamConfig().getIpv4Address());
        return new Attachment(aliases, fixed);
    }

    private List<Port> ports() {
        List<Port> ports = new ArrayList<>();
        if (host.getPortBindings() != null) {
            host.getPortBindings().getBindings().forEach((exposed, bindings) -> {
                for (Ports.Binding binding : bindings == null ? new Ports.Binding[0] : bindings) {
                    ports.add(new Port(exposed.toString(), text(binding.getHostIp()), text(binding.getHostPortSpec())));
                }
            });
        }
        ports.sort(Comparator.comparing(Port::toString));
        return ports;
    }

    private Restart restart() {
        var policy = host.getRestartPolicy();
        return policy == null || text(policy.getName()).isEmpty() ? new Restart("no", 0) : new Restart(policy.getName(), number(policy.getMaximumRetryCount()).intValue());
    }

    private static Health health(HealthCheck check) {
        return new Health(check.getTest() == null ? List.of() : List.copyOf(check.getTest()), number(check.getInterval()).longValue(), number(check.getTimeout()).longValue(),
                number(check.getRetries()).intValue(), number(check.getStartPeriod()).longValue());
    }

    private Limits limits() {
        List<Limit> ulimits = Stream.of(Optional.ofNullable(host.getUlimits()).orElse(new Ulimit[0]))
                .map(one -> new Limit(one.getName(), number(one.getSoftLong()).longValue(), number(one.getHardLong()).longValue())).toList();
        return new Limits(number(host.getMemory()).longValue(), number(host.getMemorySwap()).longValue(), number(host.getNanoCPUs()).longValue(),
                number(host.getCpuQuota()).longValue(), number(host.getCpuPeriod()).longValue(), number(host.getCpuShares()).intValue(),
                Math.max(0, number(host.getPidsLimit()).longValue()), number(host.getShmSize()).longValue(), ulimits);
    }

    private Rights rights() {
        List<String> devices = Stream.of(Optional.ofNullable(host.getDevices()).orElse(new Device[0]))
                .map(one -> one.getPathOnHost() + ":" + one.getPathInContainer() + ":" + one.getcGroupPermissions()).toList();
        return new Rights(Boolean.TRUE.equals(host.getPrivileged()), Boolean.TRUE.equals(host.getReadonlyRootfs()), Boolean.TRUE.equals(host.getInit()),
                names(host.getCapAdd()), names(host.getCapDrop()), list(host.getSecurityOpts()), list(host.getGroupAdd()), devices);
    }

    private static List<String> names(Object[] values) {
        return Stream.ofNullable(values).flatMap(Stream::of).map(String::valueOf).toList();
    }

    private static List<String> list(String[] values) {
        return values == null ? List.of() : List.of(values);
    }

    private static List<String> list(List<String> values) {
        return values == null ? List.of() : List.copyOf(values);
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }

    private static Number number(Number value) {
        return value == null ? 0 : value;
    }
}
