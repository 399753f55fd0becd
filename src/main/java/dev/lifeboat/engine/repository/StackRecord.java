package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.stack.ContainerEnvironment;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a stack was made of when the set was taken, in short; the whole of it is in a member. Without secrets.
 *
 * @param product     "Docker" or "Podman"
 * @param member      path of the recipe: what it takes to create the containers again
 * @param environment how much of the containers' environment is in it
 * @param compose     the files that the containers were started from
 * @param remarks     what could not be recorded, and why
 */
public record StackRecord(String product, String member, ContainerEnvironment environment, List<ContainerRecord> containers,
        List<ComposeRecord> compose, List<String> remarks) {

    /**
     * A container of the stack.
     *
     * @param service its name in the Compose file
     * @param imageId of the copy on the host
     * @param digests by which registries know the image
     */
    public record ContainerRecord(String name, Optional<String> service, String image, String imageId, List<String> digests) {}

    /**
     * A Compose file, or the file of variables beside it.
     *
     * @param path   where it lay
     * @param member path of its copy; empty when it is not in the set
     * @param whole  whether the copy is all of it: where not, what may be a secret is left out
     */
    public record ComposeRecord(String path, Optional<String> member, boolean whole) {}

    public StackRecord {
        containers = List.copyOf(containers);
        compose = List.copyOf(compose);
        remarks = List.copyOf(remarks);
    }

    /** The same, its members under other paths. */
    StackRecord renamed(UnaryOperator<String> path) {
        return new StackRecord(product, path.apply(member), environment, containers,
                compose.stream().map(one -> new ComposeRecord(one.path(), one.member().map(path), one.whole())).toList(), remarks);
    }
}
