package dev.lifeboat.engine.replication.place;

import dev.lifeboat.engine.Failure;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where a destination is, and how it is reached. Holds no secret. */
public sealed interface Location {

    /** For people, and to tell whether a destination of the same name is still the same place. */
    String inWords();

    /** What is wrong with it; empty when nothing is. */
    List<String> problems();

    /** Whether what is there can be looked at as a folder of this computer. */
    default boolean isHere() {
        return this instanceof Folder;
    }

    /** A local or mounted folder. @param folder absolute */
    record Folder(Path folder) implements Location {

        @Override public String inWords() {
            return folder.toString();
        }

        @Override public List<String> problems() {
            return folder.isAbsolute() ? List.of() : List.of("The folder " + folder + " of a destination must be an absolute path.");
        }
    }

    /**
     * A folder on another host, by rsync over ssh.
     *
     * @param folder  as the other host understands it; relative to where the login leads when it is not absolute
     * @param hostKey the only one that is accepted
     */
    record Ssh(SshLogin login, String folder, HostKey hostKey) implements Location {

        @Override public String inWords() {
            return login + ":" + folder;
        }

        @Override public List<String> problems() {
            return SshLogin.isPlain(folder) && !folder.startsWith("-") ? login.problems()
                    : List.of("The folder \"" + folder + "\" has characters that do not pass every rsync unchanged; use letters, digits and . _ / ~ + @ = , -");
        }
    }

    /** @throws Failure.BadInput with the first of the problems */
    default void check() {
        if (!problems().isEmpty()) {
            throw new Failure.BadInput(problems().getFirst());
        }
    }
}
