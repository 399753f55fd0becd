package dev.lifeboat.engine.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.Network;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.docker.StackRecipe.NetworkRecipe;
import dev.lifeboat.engine.docker.StackRecipe.VolumeRecipe;
import dev.lifeboat.engine.stack.ContainerEnvironment;
import dev.lifeboat.engine.stack.DockerSide;
import dev.lifeboat.engine.stack.Stack;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Asks an engine what a stack is made of: the server's container, its services, whoever mounts its volumes, and the other
 * containers of their Compose projects. Changes nothing. For one use by one thread.
 */
public final class StackInspection {

    /** Networks that every engine has. */
    private static final Set<String> BUILT_IN = Set.of("bridge", "host", "none", "podman");
    private static final String ONE_OFF = "com.docker.compose.oneoff";

    private final DockerEngine engine;
    private final Stack stack;
    private final DockerSide side;
    private final Map<String, Optional<ImageFacts>> images = new HashMap<>();

    private record ImageFacts(List<String> digests, ContainerConfig configOrNull) {}

    /** @param stack whose containers are on this engine */
    public StackInspection(DockerEngine engine, Stack stack) {
        this.engine = engine;
        this.stack = stack;
        side = stack.dockerSide().orElseThrow(() -> new IllegalArgumentException("the stack says nothing of Docker"));
    }

    /** Everything, with every secret. @throws Failure.ConnectionFailed when the engine does not answer */
    public StackRecipe whole() {
        List<InspectContainerResponse> found = chosen();
        return recipe(found.stream().map(this::recipe).toList());
    }

    /** What may be in a file that anybody can read. @param environment how much of it */
    public StackRecipe without(StackRecipe whole, ContainerEnvironment environment) {
        List<ContainerRecipe> containers = whole.containers().stream()
                .map(one -> one.without(new HarmlessWords(image(one.image().id()).map(ImageFacts::configOrNull).orElse(null)), environment != ContainerEnvironment.NONE)).toList();
        List<VolumeRecipe> volumes = whole.volumes().stream().map(StackInspection::withoutSecrets).toList();
        List<NetworkRecipe> networks = whole.networks().stream()
                .map(one -> new NetworkRecipe(one.name(), one.driver(), one.internal(), one.subnets(), harmless(one.labels()))).toList();
        return new StackRecipe(whole.formatVersion(), whole.engine(), whole.takenAt(), containers, volumes, networks);
    }

    private static Map<String, String> harmless(Map<String, String> labels) {
        HarmlessWords words = new HarmlessWords(null);
        Map<String, String> shown = new TreeMap<>();
        labels.forEach((name, value) -> shown.put(name, words.isHarmlessLabel(name, value) ? value : ""));
        return shown;
    }

    private static VolumeRecipe withoutSecrets(VolumeRecipe volume) {
        Map<String, String> options = new TreeMap<>();
        volume.options().forEach((name, value) -> options.put(name, Set.of("type", "device").contains(name) && !value.contains("@") || HarmlessWords.isPlain(name, value) ? value : ""));
        return new VolumeRecipe(volume.name(), volume.driver(), options, harmless(volume.labels()));
    }

    private StackRecipe recipe(List<ContainerRecipe> containers) {
        Set<String> volumes = containers.stream().flatMap(one -> one.volumes().stream()).collect(Collectors.toCollection(TreeSet::new));
        Set<String> networks = containers.stream().flatMap(one -> one.network().attached().keySet().stream()).filter(name -> !BUILT_IN.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        return new StackRecipe(StackRecipe.FORMAT_VERSION, engine.product() + " " + engine.version(), Instant.now().truncatedTo(ChronoUnit.SECONDS), containers,
                volumes.stream().flatMap(name -> volume(name).stream()).toList(), networks.stream().flatMap(name -> network(name).stream()).toList());
    }

    private List<InspectContainerResponse> chosen() {
        List<InspectContainerResponse> all = all();
        Set<String> named = new HashSet<>(side.services().stream().map(DockerSide.StackService::container).toList());
        Set<String> volumes = side.volumes().stream().map(DockerSide.StackVolume::name).collect(Collectors.toSet());
        Map<String, InspectContainerResponse> chosen = new LinkedHashMap<>();
        Set<String> projects = new HashSet<>();
        for (InspectContainerResponse one : all) {
            FoundContainer known = FoundContainer.of(one);
            boolean mounts = known.mounts().stream().anyMatch(mount -> mount.volume().filter(volumes::contains).isPresent());
            if (isServer(known) || named.contains(known.name()) || mounts) {
                chosen.put(known.name(), one);
                known.project().ifPresent(projects::add);
            }
        }
        for (InspectContainerResponse one : all) {
            FoundContainer known = FoundContainer.of(one);
            if (known.project().filter(projects::contains).isPresent() && !"True".equals(known.labels().get(ONE_OFF))) {
                chosen.put(known.name(), one);
            }
        }
        return chosen.values().stream().sorted(Comparator.comparing(InspectContainerResponse::getName)).toList();
    }

    private boolean isServer(FoundContainer known) {
        return stack.server().through().filter(through -> through.engine().equals(side.engine())
                && (known.name().equals(through.container()) || known.id().startsWith(through.container()))).isPresent();
    }

    /** Without our own helpers. */
    private List<InspectContainerResponse> all() {
        List<InspectContainerResponse> all = new ArrayList<>();
        for (String id : engine.ask("*", docker -> docker.listContainersCmd().withShowAll(true).exec().stream().map(c -> c.getId()).toList())) {
            try {
                InspectContainerResponse found = engine.ask(id, docker -> docker.inspectContainerCmd(id).exec());
                if (!HelperContainer.isOne(found.getConfig().getLabels())) {
                    all.add(found);
                }
            } catch (Failure.NotFound _) {
                continue; // removed since it was listed
            }
        }
        return all;
    }

    private ContainerRecipe recipe(InspectContainerResponse found) {
        return new RecipeReading(found).recipe(image(found.getImageId()).map(ImageFacts::digests).orElse(List.of()));
    }

    /** Empty for one that was removed while its container runs. */
    private Optional<ImageFacts> image(String id) {
        return images.computeIfAbsent(id, wanted -> {
            try {
                var found = engine.ask(wanted, docker -> docker.inspectImageCmd(wanted).exec());
                List<String> digests = Stream.ofNullable(found.getRepoDigests()).flatMap(Collection::stream).sorted().toList();
                return Optional.of(new ImageFacts(digests, found.getConfig()));
            } catch (Failure.NotFound _) {
                return Optional.empty();
            }
        });
    }

    private Optional<VolumeRecipe> volume(String name) {
        try {
            var found = engine.ask(name, docker -> docker.inspectVolumeCmd(name).exec());
            Object options = found.getRawValues().get("Options");
            Map<String, String> its = new TreeMap<>();
            if (options instanceof Map<?, ?> map) {
                map.forEach((key, value) -> its.put(String.valueOf(key), String.valueOf(value)));
            }
            return Optional.of(new VolumeRecipe(name, String.valueOf(found.getDriver()), its, found.getLabels() == null ? Map.of() : new TreeMap<>(found.getLabels())));
        } catch (Failure.NotFound _) {
            return Optional.empty();
        }
    }

    private Optional<NetworkRecipe> network(String name) {
        try {
            Network found = engine.ask(name, docker -> docker.inspectNetworkCmd().withNetworkId(name).exec());
            boolean chosen = found.getIpam() != null && found.getIpam().getConfig() != null;
            List<String> subnets = chosen ? found.getIpam().getConfig().stream().map(Network.Ipam.Config::getSubnet).filter(subnet -> subnet != null).toList() : List.of();
            return Optional.of(new NetworkRecipe(name, String.valueOf(found.getDriver()), Boolean.TRUE.equals(found.getInternal()), subnets,
                    found.getLabels() == null ? Map.of() : new TreeMap<>(found.getLabels())));
        } catch (Failure.NotFound _) {
            return Optional.empty();
        }
    }
}
