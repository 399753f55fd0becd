package dev.lifeboat.engine.docker;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What it takes to create a container again: the essentials of {@code docker inspect}. Numbers that are 0 and texts that are
 * empty were not set.
 *
 * @param name        without the slash that Docker puts before it
 * @param project     the Compose project it belongs to
 * @param service     its name as a service of that project
 * @param running     whether it ran when it was looked at
 * @param environment a value that is left out is empty
 * @param labels      as {@code environment}
 * @param stopSeconds how long the engine waits before it kills it
 * @param leftOut     what is not here because it may be a secret: {@code environment POSTGRES_PASSWORD}, {@code command, word 3}
 */
public record ContainerRecipe(String name, Optional<String> project, Optional<String> service, boolean running, Image image,
        List<String> entrypoint, List<String> command, Map<String, Optional<String>> environment, String workingDirectory, String user, String hostname,
        List<Mount> mounts, Network network, Map<String, Optional<String>> labels, Restart restart, Optional<Health> health,
        String stopSignal, Optional<Integer> stopSeconds, Limits limits, Rights rights, List<String> leftOut) {

    /** In the place of a word that is left out. */
    public static final String LEFT_OUT = "(left out)";

    /**
     * What it runs.
     *
     * @param name    as it was asked for: {@code postgres:17}
     * @param id      {@code sha256:...}, of this computer's copy
     * @param digests {@code postgres@sha256:...}, by which a registry knows it; empty for one that was only built
     */
    public record Image(String name, String id, List<String> digests) {}

    /**
     * Something that is mounted into it.
     *
     * @param type   {@code volume}, {@code bind} or {@code tmpfs}
     * @param source the volume's name, or the folder of the host
     */
    public record Mount(String type, String source, String target, boolean readOnly) {}

    /**
     * How it is reached.
     *
     * @param mode     {@code bridge}, {@code host}, {@code none}, {@code container:ID}, or the first network's name
     * @param attached by the network's name
     */
    public record Network(String mode, Map<String, Attachment> attached, List<Port> ports, List<String> extraHosts, List<String> dns) {}

    /** @param address its fixed one; empty when it has none */
    public record Attachment(List<String> aliases, String address) {}

    /**
     * A port that it publishes.
     *
     * @param container {@code 5432/tcp}
     * @param hostAddress empty: all of the host's
     * @param hostPort  empty: any
     */
    public record Port(String container, String hostAddress, String hostPort) {}

    /** @param policy {@code no}, {@code always}, {@code on-failure} or {@code unless-stopped} */
    public record Restart(String policy, int retries) {}

    /** How its health is asked for. */
    public record Health(List<String> test, long intervalNanos, long timeoutNanos, int retries, long startPeriodNanos) {}

    /** What it may use. */
    public record Limits(long memoryBytes, long memoryAndSwapBytes, long nanoCpus, long cpuQuota, long cpuPeriod, int cpuShares, long pids, long sharedMemoryBytes,
            List<Limit> ulimits) {}

    /** One of {@link Limits}. */
    public record Limit(String name, long soft, long hard) {}

    /** What it may do. @param devices {@code /dev/x:/dev/x:rwm} */
    public record Rights(boolean privileged, boolean readOnlyRoot, boolean init, List<String> added, List<String> dropped, List<String> securityOptions,
            List<String> groups, List<String> devices) {}

    public ContainerRecipe {
        entrypoint = List.copyOf(entrypoint);
        command = List.copyOf(command);
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        mounts = List.copyOf(mounts);
        leftOut = List.copyOf(leftOut);
    }

    /** The volumes with a name that it mounts. */
    public List<String> volumes() {
        return mounts.stream().filter(mount -> mount.type().equals("volume")).map(Mount::source).toList();
    }

    /** The same without what may be a secret, as {@code words} knows it. */
    ContainerRecipe without(HarmlessWords words, boolean environmentToo) {
        List<String> missing = new ArrayList<>();
        List<String> shownEntrypoint = words.of("entrypoint", entrypoint, missing);
        List<String> shownCommand = words.of("command", command, missing);
        Optional<Health> shownHealth = health.map(its -> new Health(words.ofHealth(its.test(), missing), its.intervalNanos(), its.timeoutNanos(), its.retries(), its.startPeriodNanos()));
        Map<String, Optional<String>> shownLabels = new LinkedHashMap<>();
        labels.forEach((key, value) -> shownLabels.put(key, value.filter(text -> words.isHarmlessLabel(key, text))));
        Map<String, Optional<String>> shownEnvironment = new LinkedHashMap<>();
        if (environmentToo) {
            environment.forEach((key, value) -> shownEnvironment.put(key, value.filter(text -> words.isHarmlessVariable(key, text))));
        } else if (!environment.isEmpty()) {
            missing.add("environment");
        }
        shownEnvironment.forEach((key, value) -> note(value, "environment " + key, missing));
        shownLabels.forEach((key, value) -> note(value, "label " + key, missing));
        return new ContainerRecipe(name, project, service, running, image, shownEntrypoint, shownCommand, shownEnvironment, workingDirectory, user, hostname, mounts,
                network, shownLabels, restart, shownHealth, stopSignal, stopSeconds, limits, rights, missing);
    }

    private static void note(Optional<String> value, String what, List<String> missing) {
        if (value.isEmpty()) {
            missing.add(what);
        }
    }
}
