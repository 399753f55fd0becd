package dev.lifeboat.engine.stack;

import dev.lifeboat.engine.JsonFolder;
import dev.lifeboat.engine.secret.Encryption;
import dev.lifeboat.engine.secret.Recipient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * One protected deployment; immutable.
 *
 * @param name      1 to 40 of {@code a-z 0-9 -}, begins with a letter: it is part of file names
 * @param databases the databases to back up; empty means every one that accepts connections and is no template
 * @param tools     the folder of pg_dump and the others; empty means: search
 * @param protection what is asked before its data is changed
 * @param recipients public keys that new sets are encrypted to; empty: they are not encrypted
 * @param docker     its volumes and the services that use them; empty when nothing of it is known to live in Docker
 */
public record Stack(String name, Environment environment, ServerAddress server, List<String> databases, Optional<Path> tools,
        Protection protection, List<Recipient> recipients, Optional<DockerSide> docker) {

    /** PostgreSQL's NAMEDATALEN less one. */
    private static final int NAME_BYTES = 63;

    public Stack {
        databases = List.copyOf(databases);
        recipients = List.copyOf(recipients);
    }

    /** One whose sets are not encrypted, without volumes. */
    public Stack(String name, Environment environment, ServerAddress server, List<String> databases, Optional<Path> tools, Protection protection) {
        this(name, environment, server, databases, tools, protection, List.of(), Optional.empty());
    }

    /** The same stack, its new sets encrypted to these keys. */
    public Stack encryptedTo(List<Recipient> itsRecipients) {
        return new Stack(name, environment, server, databases, tools, protection, itsRecipients, docker);
    }

    /** Of new sets, when nothing else is asked for. */
    public Encryption encryption() {
        return Encryption.to(recipients);
    }

    /** With the protection of its environment, without volumes. */
    public Stack(String name, Environment environment, ServerAddress server, List<String> databases, Optional<Path> tools) {
        this(name, environment, server, databases, tools, Protection.of(environment));
    }

    /** The same with other volumes and services. */
    public Stack with(Optional<DockerSide> itsDocker) {
        return new Stack(name, environment, server, databases, tools, protection, recipients, itsDocker);
    }

    /** Where its containers are: in its Docker side, or at least in the engine that its server is reached through; empty when neither is known. */
    public Optional<DockerSide> dockerSide() {
        return docker.or(() -> server.through().map(through -> new DockerSide(through.engine(), through.certificates(), List.of(), List.of())));
    }

    /** Whether the name is to be typed before something that cannot be undone: not where a confirmation is enough. */
    public boolean asksForName() {
        return protection != Protection.CONFIRM;
    }

    /** All that is wrong, one sentence each; empty when the stack can be saved. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>(JsonFolder.problemsOfName(name));
        problems.addAll(server.problems());
        for (String database : databases) {
            if (database.isEmpty() || database.indexOf('\0') >= 0 || database.getBytes(StandardCharsets.UTF_8).length > NAME_BYTES) {
                problems.add("The database name \"" + database + "\" must have 1 to " + NAME_BYTES + " bytes.");
            }
        }
        if (new HashSet<>(databases).size() < databases.size()) {
            problems.add("A database is named twice.");
        }
        tools.filter(folder -> !folder.isAbsolute()).ifPresent(folder -> problems.add("The tools folder " + folder + " must be an absolute path."));
        docker.ifPresent(side -> problems.addAll(side.problems()));
        return List.copyOf(problems);
    }
}
