package dev.lifeboat.engine.stack;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.JsonFolder;
import dev.lifeboat.engine.secret.Recipient;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The stacks, each a readable JSON file {@code <name>.json} in one folder. Thread-safe; reads the files anew each time. */
public final class StackStore {

    private static final int FORMAT_VERSION = 1;

    private final JsonFolder<Stored> folder;

    /** A stack as its file holds it. */
    private record Stored(int formatVersion, String name, Environment environment, Optional<Protection> protection,
            ServerAddress server, Optional<DockerSide> docker, Optional<List<String>> databases, Optional<List<String>> recipients, Optional<Path> tools) {}

    public StackStore(Path folder) {
        this.folder = new JsonFolder<>(folder, Stored.class, "stack");
    }

    /** By name. @throws Failure.BadInput naming the file that cannot be read and why */
    public List<Stack> list() {
        return folder.names().stream().map(this::get).toList();
    }

    /** The one of that name, when there is one. @throws Failure.BadInput naming the file and all that is wrong in it */
    public Optional<Stack> find(String name) {
        return folder.names().contains(name) ? Optional.of(get(name)) : Optional.empty();
    }

    /**
     * @throws Failure.NotFound with the names that exist
     * @throws Failure.BadInput naming the file and all that is wrong in it
     */
    public Stack get(String name) {
        Stored stored = folder.get(name);
        Path file = folder.file(name);
        if (stored.formatVersion() > FORMAT_VERSION) {
            throw new Failure.BadInput(file + " was written by a newer Lifeboat (format " + stored.formatVersion() + ").", "Update Lifeboat.");
        }
        if (!stored.name().equals(name)) {
            throw new Failure.BadInput(file + " says that its stack is called \"" + stored.name() + "\".", "Give the file and the stack the same name.");
        }
        Stack stack = new Stack(name, stored.environment(), stored.server(), stored.databases().orElse(List.of()), stored.tools(),
                stored.protection().orElseGet(() -> Protection.of(stored.environment())),
                stored.recipients().orElse(List.of()).stream().map(Recipient::new).toList(), stored.docker());
        refuse(stack.problems(), file + " is not usable: ");
        return stack;
    }

    /** Writes aside, fsyncs, renames. @throws Failure.BadInput for a bad name, port, ... (all problems at once) */
    public void save(Stack stack) {
        refuse(stack.problems(), "");
        folder.save(stack.name(), new Stored(FORMAT_VERSION, stack.name(), stack.environment(),
                Optional.of(stack.protection()), stack.server(), stack.docker(), Optional.of(stack.databases()),
                Optional.of(stack.recipients().stream().map(Recipient::publicKey).toList()), stack.tools()));
    }

    /** Forgets a stack; its backup sets stay. @throws Failure.NotFound with the names that exist */
    public void remove(String name) {
        folder.remove(name);
    }

    private static void refuse(List<String> problems, String prefix) {
        if (!problems.isEmpty()) {
            throw new Failure.BadInput(prefix + String.join(" ", problems));
        }
    }
}
