package dev.lifeboat.engine.replication.place;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a host is reached by the system's ssh.
 *
 * @param host    a name, also one of the person's ssh configuration, or an address
 * @param port    empty: what that configuration says
 * @param user    empty: what that configuration says
 * @param keyFile the private key to log in with; empty: the agent, or what that configuration says
 */
public record SshLogin(String host, Optional<Integer> port, Optional<String> user, Optional<Path> keyFile) {

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?|[0-9a-fA-F:]*:[0-9a-fA-F:.]*");
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._@-]*");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._/~+@=,-]+");

    /** Whether a path needs no quotes anywhere. */
    static boolean isPlain(String path) {
        return PLAIN.matcher(path).matches();
    }

    /** What is wrong with it. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (!HOST.matcher(host).matches()) {
            problems.add("\"" + host + "\" is not the name or address of a host.");
        }
        if (user.isPresent() && !USER.matcher(user.get()).matches()) {
            problems.add("\"" + user.get() + "\" is not the name of a user.");
        }
        if (port.isPresent() && (port.get() < 1 || port.get() > 65_535)) {
            problems.add("The port is " + port.get() + "; it goes from 1 to 65535.");
        }
        keyFile.filter(file -> !file.isAbsolute() || file.toString().contains("\"")).ifPresent(file -> problems.add("The key file " + file + " must be an absolute path without quotes."));
        keyFile.filter(file -> file.isAbsolute() && !Files.isReadable(file)).ifPresent(file -> problems.add("The key file " + file + " cannot be read."));
        return problems;
    }

    /** {@code user@host}, with the port when it is not the usual one. */
    @Override
    public String toString() {
        String name = host.contains(":") ? "[" + host + "]" : host;
        return user.map(who -> who + "@").orElse("") + name + port.filter(number -> number != 22).map(number -> ":" + number).orElse("");
    }
}
