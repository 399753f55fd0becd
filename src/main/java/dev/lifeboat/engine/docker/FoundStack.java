package dev.lifeboat.engine.docker;

import dev.lifeboat.engine.secret.Secret;
import dev.lifeboat.engine.stack.DockerSide;
import dev.lifeboat.engine.stack.ServerAddress;
import java.util.List;
import java.util.Optional;

/**
 * A stack that was found among an engine's containers, filled in as far as they tell.
 *
 * @param name     a proposal: the Compose project's name, or the container's; usable as a stack's name
 * @param server   reached through the container, published port or not
 * @param password from the container's environment; empty when it is not there
 * @param image    the server's
 * @param running  whether the server's container runs
 * @param storage  where its data lies, in words: the volume or the folder; empty when it lies in the container itself
 * @param services the other containers of the same project, by name
 * @param docker   the project's other volumes and the containers that use them
 * @param warnings what is wrong with it, one sentence each
 */
public record FoundStack(String name, ServerAddress server, Optional<Secret> password, String image, boolean running,
        Optional<String> storage, List<String> services, DockerSide docker, List<String> warnings) {}
