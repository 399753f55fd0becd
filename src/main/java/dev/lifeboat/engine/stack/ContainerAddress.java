package dev.lifeboat.engine.stack;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A container, and the Docker or Podman engine that runs it.
 *
 * @param engine       {@code unix:///var/run/docker.sock}, {@code tcp://host:2376}, or {@code ssh://user@host}, where a
 *                     port and the path of a socket other than Docker's usual one may follow
 * @param certificates for TCP with TLS, the folder with {@code ca.pem}, {@code cert.pem} and {@code key.pem}, as Docker's
 *                     own client has it; empty means without TLS
 * @param container    the container's name, or its id
 */
public record ContainerAddress(URI engine, Optional<Path> certificates, String container) {

    /** All that is wrong, one sentence each; empty when it can be used. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        String scheme = String.valueOf(engine.getScheme());
        switch (scheme) {
            case "unix" -> {
                if (engine.getPath() == null || !engine.getPath().startsWith("/")) {
                    problems.add("The Docker engine " + engine + " must name a socket, such as unix:///var/run/docker.sock.");
                }
            }
            case "tcp" -> {
                if (engine.getHost() == null || engine.getPort() < 1 || engine.getRawUserInfo() != null) {
                    problems.add("The Docker engine must have a host and a port, such as tcp://docker.example.org:2376.");
                }
            }
            case "ssh" -> {
                if (engine.getHost() == null || String.valueOf(engine.getUserInfo()).contains(":") || engine.getPath().contains(":")) {
                    problems.add("The Docker engine must name a host and no password, such as ssh://operator@docker.example.org.");
                }
            }
            default -> problems.add("The Docker engine \"" + scheme + "\" must begin with unix://, tcp:// or ssh://.");
        }
        certificates.filter(folder -> !folder.isAbsolute())
                .ifPresent(folder -> problems.add("The folder of certificates " + folder + " must be an absolute path."));
        if (!container.matches("[a-zA-Z0-9][a-zA-Z0-9_.-]*")) {
            problems.add("The container \"" + container + "\" must be the name or the id of one.");
        }
        return List.copyOf(problems);
    }
}
