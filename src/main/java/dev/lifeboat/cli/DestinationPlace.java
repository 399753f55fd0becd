package dev.lifeboat.cli;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.ShellWord;
import dev.lifeboat.engine.replication.Destination;
import dev.lifeboat.engine.replication.DestinationStore;
import dev.lifeboat.engine.replication.place.HostKey;
import dev.lifeboat.engine.replication.place.Location;
import dev.lifeboat.engine.replication.place.Places;
import dev.lifeboat.engine.replication.place.SshLogin;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where a new destination is, as a person says it. */
final class DestinationPlace {

    @Option(names = "--key", paramLabel = "FILE", description = "With ssh: the private key to log in with. Default: the agent's, or what ~/.ssh/config says.")
    Optional<Path> key = Optional.empty();

    @Option(names = "--host-key", paramLabel = "SHA256:...", description = "With ssh: the fingerprint that the host must have. Without it you are asked once.")
    Optional<String> fingerprint = Optional.empty();

    @ArgGroup(exclusive = false)
    BucketOptions s3 = new BucketOptions();

    /** @param name of the destination, whose key counts when it is already known */
    Location of(String place, String name, Session session) {
        if (place.startsWith("ssh://")) {
            return ssh(place, name, session);
        }
        if (place.startsWith("s3://")) {
            return s3.of(place, session);
        }
        if (key.isPresent() || fingerprint.isPresent()) {
            throw new Failure.BadInput("--key and --host-key go with a place that begins with ssh://.");
        }
        return new Location.Folder(Path.of(place).toAbsolutePath().normalize());
    }

    private Location.Ssh ssh(String place, String name, Session session) {
        URI uri = uri(place);
        SshLogin login = new SshLogin(uri.getHost().replaceAll("[\\[\\]]", ""), Optional.of(uri.getPort()).filter(port -> port > 0), Optional.ofNullable(uri.getUserInfo()),
                key.map(file -> file.toAbsolutePath().normalize()));
        String path = uri.getPath() == null ? "" : uri.getPath();
        String folder = path.equals("/~") || path.equals("/~/") ? "." : path.startsWith("/~/") ? path.substring(3) : path;
        if (folder.isEmpty() || folder.equals("/")) {
            throw new Failure.BadInput("\"" + place + "\" names no folder.", "Write ssh://host/srv/lifeboat, or ssh://host/~/lifeboat for one below where the login leads.");
        }
        new Location.Ssh(login, folder, new HostKey("ssh-ed25519", "AAAA")).check(); // before anything is asked
        return new Location.Ssh(login, folder, pinned(login, name, session));
    }

    private static URI uri(String place) {
        try {
            URI uri = new URI(place);
            if (uri.getHost() == null) {
                throw new Failure.BadInput("\"" + place + "\" names no host.", "Write ssh://user@host/folder, with :port after the host where it is another than 22.");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new Failure.BadInput("\"" + place + "\" is not a place: " + e.getReason() + ".", "Write ssh://user@host/folder");
        }
    }

    /** A person compares the fingerprint once, here or before. */
    private HostKey pinned(SshLogin login, String name, Session session) {
        Places places = session.app().replication().places();
        HostKey shown = places.hostKey(login);
        if (fingerprint.isPresent()) {
            if (!fingerprint.get().equals(shown.fingerprint())) {
                throw new Failure.ConnectionFailed(Failure.Layer.AUTHENTICATION, login + " has the host key " + shown.fingerprint() + ", not " + fingerprint.get() + ". Nothing was sent.", null,
                        "Ask who looks after the host for the fingerprint of its " + shown.type() + " key: ssh-keygen -l -f /etc/ssh/ssh_host_ed25519_key.pub");
            }
            return shown;
        }
        if (known(session.app().destinations(), name, login).filter(shown::equals).isPresent()) {
            return shown;
        }
        String what = login + " has the host key " + shown.fingerprint() + " (" + shown.type() + ").";
        Terminal.Person person = session.terminal().person().orElseThrow(() -> new Failure.BadInput(what + " Nobody is here to say whether that is right.",
                "Compare it with what the host says of itself, then add: --host-key " + ShellWord.quoted(shown.fingerprint())));
        session.terminal().err().println(what + " It is shown this once; afterwards only this key is accepted.");
        String answer = person.ask("Is it the right one? Type yes to go on: ").orElse("").strip();
        if (!answer.equals("yes")) {
            throw new Failure.Cancelled("The host key was not confirmed. Nothing was added.");
        }
        return shown;
    }

    private static Optional<HostKey> known(DestinationStore store, String name, SshLogin login) {
        return store.list().stream().filter(other -> other.name().equals(name)).map(Destination::location)
                .filter(Location.Ssh.class::isInstance).map(Location.Ssh.class::cast).filter(ssh -> ssh.login().host().equals(login.host())).map(Location.Ssh::hostKey).findFirst();
    }
}
