package dev.lifeboat.engine.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs commands as another user: PostgreSQL's server refuses to run as root. Only needed when this process is root.
 *
 * @param name an account of this machine: {@code postgres} when there is one, otherwise {@code nobody}
 */
public record UnprivilegedUser(String name) {

    /** Empty when this process is not root, and its children need no other user. */
    public static Optional<UnprivilegedUser> ifRoot() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return Optional.empty();
        }
        return Optional.of(new UnprivilegedUser(accountExists("postgres") ? "postgres" : "nobody"));
    }

    private static boolean accountExists(String name) {
        try {
            return Files.readAllLines(Path.of("/etc/passwd")).stream().anyMatch(line -> line.startsWith(name + ":"));
        } catch (IOException e) {
            return false; // no such file: the account cannot be told, and nobody exists everywhere
        }
    }

    /** The command line that runs {@code command} as this user. */
    public List<String> command(List<String> command) {
        List<String> all = new ArrayList<>(Files.isExecutable(Path.of("/usr/sbin/runuser")) || Files.isExecutable(Path.of("/sbin/runuser"))
                ? List.of("runuser", "-u", name, "--")
                : List.of("su", "-s", "/bin/sh", "-c", "exec \"$0\" \"$@\"", "--", name));
        all.addAll(command);
        return all;
    }

    /** Gives one file or folder (not what is in it) to this user. */
    public void own(Path path) throws IOException {
        Files.setOwner(path, path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name));
    }
}
