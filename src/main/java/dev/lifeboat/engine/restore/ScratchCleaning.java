package dev.lifeboat.engine.restore;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.docker.DockerEngine;
import dev.lifeboat.engine.docker.HelperContainer;
import dev.lifeboat.engine.postgres.ScratchServer;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.stack.Stack;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Removes the places that sets were tried in by programs that were killed: temporary clusters, containers, databases. What still works is left alone. */
public final class ScratchCleaning {

    private final List<Stack> stacks;
    private final Passwords passwords;

    /** @param stacks on whose engines and servers is looked */
    public ScratchCleaning(List<Stack> stacks, Passwords passwords) {
        this.stacks = List.copyOf(stacks);
        this.passwords = passwords;
    }

    /** What {@link #run} would remove now. @param unreachable told of each engine and server that does not answer */
    public List<String> preview(Consumer<String> unreachable) {
        List<String> found = new ArrayList<>(ScratchServer.abandoned().stream().map(Path::toString).toList());
        engines().forEach((address, certificates) -> asked(unreachable, () -> {
            try (DockerEngine engine = DockerEngine.open(address, certificates)) {
                HelperContainer.leftovers(engine).forEach(id -> found.add(container(id)));
            }
        }));
        stacks.forEach(stack -> asked(unreachable, () -> ScratchDatabases.leftovers(new Server(stack.server(), passwords)).forEach(name -> found.add(database(name, stack)))));
        return List.copyOf(found);
    }

    /** @return what was removed @param unreachable told of each engine and server that does not answer */
    public List<String> run(Consumer<String> unreachable) {
        List<String> gone = new ArrayList<>(ScratchServer.abandoned().stream().map(Path::toString).toList());
        ScratchServer.removeAbandoned();
        engines().forEach((address, certificates) -> asked(unreachable, () -> {
            try (DockerEngine engine = DockerEngine.open(address, certificates)) {
                List<String> left = HelperContainer.leftovers(engine);
                HelperContainer.removeLeftovers(engine);
                left.forEach(id -> gone.add(container(id)));
            }
        }));
        stacks.forEach(stack -> asked(unreachable, () -> ScratchDatabases.removeLeftovers(new Server(stack.server(), passwords)).forEach(name -> gone.add(database(name, stack)))));
        return List.copyOf(gone);
    }

    private static String container(String id) {
        return "container " + id.substring(0, Math.min(12, id.length()));
    }

    private static String database(String name, Stack stack) {
        return "database " + name + " of " + stack.name();
    }

    private Map<URI, Optional<Path>> engines() {
        Map<URI, Optional<Path>> engines = new LinkedHashMap<>();
        stacks.stream().flatMap(stack -> Stream.concat(stack.server().through().stream().map(through -> Map.entry(through.engine(), through.certificates())),
                stack.docker().stream().map(side -> Map.entry(side.engine(), side.certificates())))).forEach(one -> engines.putIfAbsent(one.getKey(), one.getValue()));
        return engines;
    }

    /** What does not answer now is looked at the next time. */
    private static void asked(Consumer<String> unreachable, Runnable looking) {
        try {
            looking.run();
        } catch (Failure.ConnectionFailed | Failure.NotFound e) {
            unreachable.accept(e.getMessage());
        }
    }
}
