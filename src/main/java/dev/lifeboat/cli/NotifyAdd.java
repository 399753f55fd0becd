package dev.lifeboat.cli;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.notify.Channel;
import dev.lifeboat.engine.notify.ChannelStore;
import dev.lifeboat.engine.notify.MailServer;
import dev.lifeboat.engine.secret.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lifeboat notify add}: keeps a channel; its secret is read, not given as an argument. */
@Command(name = "add", sortOptions = false, description = "Add somebody who is told how scheduled runs come out. The address of a webhook or ping and the password of a mail user are secrets: they are read from stdin, or asked for without showing them.",
        footer = {"", "webhook  gets a JSON document when a scheduled run fails, works again, or was missed.",
            "email    gets a mail at the same moments; always with TLS and a certificate that is checked.",
            "desktop  is shown at the same moments on the desktop of the person who runs the agent.",
            "ping     gets a GET after each success, and one at <address>/fail after a failure. When it hears nothing,", "         the service there raises the alarm: also when this computer is gone.", "",
            "Example: lifeboat notify add alarm ping < address.txt",
            "Example: lifeboat notify add ops email --server smtp.example.org:587 --user lifeboat --from lifeboat@example.org --to ops@example.org",
            "Example: lifeboat notify add me desktop"})
final class NotifyAdd implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "NAME", description = "1 to 40 of a-z, 0-9 and -; begins with a letter.")
    String name;

    @Parameters(index = "1", paramLabel = "TYPE", description = "webhook, ping, email or desktop.")
    Channel.Type type;

    @ArgGroup(exclusive = false)
    Mail mail;

    @Option(names = "--in", paramLabel = "PLACE", description = "Where the secret is kept: keyring (of the desktop) or file (that only you may read). Default: the keyring if there is one. Where nobody is logged in while the agent runs, the keyring is closed: choose file.")
    Optional<ChannelStore.Place> place = Optional.empty();

    @Mixin CommonOptions common;

    private final Session session;

    /** Of a mail only. */
    static final class Mail {
        @Option(names = "--server", paramLabel = "HOST[:PORT]", required = true, description = "email: the server that takes mail. Default port: 587 for starttls, 465 for tls.")
        String server;

        @Option(names = "--security", paramLabel = "HOW", description = "email: starttls or tls (from the first byte on). Default: what is usual on the port.")
        Optional<MailServer.Security> security = Optional.empty();

        @Option(names = "--user", paramLabel = "USER", description = "email: as whom to log in; the password is read. Without it nobody logs in.")
        Optional<String> user = Optional.empty();

        @Option(names = "--from", paramLabel = "ADDRESS", required = true, description = "email: the sender.")
        String from;

        @Option(names = "--to", paramLabel = "ADDRESS", required = true, description = "email: who gets it; may be given several times.")
        List<String> to;

        @Option(names = "--ca", paramLabel = "FILE", description = "email: certificates to trust (PEM) instead of this computer's own.")
        Optional<Path> certificates = Optional.empty();
    }

    NotifyAdd(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        if ((mail != null) != (type == Channel.Type.EMAIL)) {
            throw new Failure.BadInput(mail == null ? "A mail needs --server, --from and --to." : "A server, a sender and recipients are for email only.");
        }
        Channel channel = switch (type) {
            case WEBHOOK -> new Channel.Webhook(name, address());
            case PING -> new Channel.Ping(name, address());
            case EMAIL -> {
                MailServer server = MailServer.parse(mail.server, mail.security, mail.user, mail.certificates.map(Path::toAbsolutePath));
                yield new Channel.Email(name, server, mail.from, mail.to, mail.user.map(user -> read("Password of " + user + ": ", "password")));
            }
            case DESKTOP -> new Channel.Desktop(name);
        };
        session.app().channels().add(channel, place.orElseGet(session.app().channels()::defaultPlace));
        session.app().audit().record("notify.add", name, "done", Commands.word(type) + " to " + channel.shown());
        if (common.json) {
            session.printJson(Map.of("name", name, "type", Commands.word(type), "to", channel.shown()));
        } else {
            session.printLine("Added " + name + " (" + Commands.word(type) + " to " + channel.shown() + "). Try it: lifeboat notify test " + name);
        }
        return ExitCode.DONE;
    }

    private Secret address() {
        return new Secret(read("Address: ", "address").reveal().strip());
    }

    private Secret read(String question, String what) {
        String text = session.terminal().person().map(person -> person.askHidden(question).orElse("")).orElseGet(() -> session.terminal().readLine(what));
        if (text.isEmpty()) {
            throw new Failure.BadInput("No " + what + " was given.");
        }
        return new Secret(text);
    }
}
