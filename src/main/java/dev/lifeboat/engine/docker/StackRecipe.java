package dev.lifeboat.engine.docker;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What it takes to create the containers of a stack again, as a set keeps it.
 *
 * @param formatVersion {@link #FORMAT_VERSION}
 * @param engine        "Docker 28.1.1"
 * @param takenAt       when the engine was asked
 * @param containers    by name
 * @param volumes       those that they mount, by name
 * @param networks      those that they are attached to and that somebody made, by name
 */
public record StackRecipe(int formatVersion, String engine, Instant takenAt, List<ContainerRecipe> containers, List<VolumeRecipe> volumes,
        List<NetworkRecipe> networks) {

    public static final int FORMAT_VERSION = 1;

    /** A volume. What may be a secret among its driver's options and its labels may be left out, and is empty then. */
    public record VolumeRecipe(String name, String driver, Map<String, String> options, Map<String, String> labels) {}

    /** A network. @param subnets that it has; they matter where a container has a fixed address */
    public record NetworkRecipe(String name, String driver, boolean internal, List<String> subnets, Map<String, String> labels) {}

    public StackRecipe {
        containers = List.copyOf(containers);
        volumes = List.copyOf(volumes);
        networks = List.copyOf(networks);
    }
}
