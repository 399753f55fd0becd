package dev.lifeboat.engine.notify;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.secret.Secret;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Where a notice goes, with the secret that it takes. Immutable. */
public sealed interface Channel {

    /** What kinds there are. */
    enum Type {
        /** A JSON document by POST on failure, recovery and missed runs. */
        WEBHOOK,
        /** A GET after each success, {@code <url>/fail} after a failure. */
        PING,
        /** A mail on failure, recovery and missed runs. */
        EMAIL,
        /** A notice of this computer's desktop on failure, recovery and missed runs. */
        DESKTOP
    }

    /** Made like a stack's. */
    String name();

    Type type();

    /** The part that may be shown: {@code https://hooks.example.org/...}. */
    String shown();

    /** What must be kept as a secret is kept. */
    Optional<Secret> secret();

    /** The address of a web server. Whoever knows it can write there, so it is kept and shown as a secret is. */
    sealed interface Web extends Channel {

        Secret url();

        @Override default String shown() {
            URI address = address();
            return address.getScheme() + "://" + address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort()) + "/...";
        }

        @Override default Optional<Secret> secret() {
            return Optional.of(url());
        }

        /** @throws Failure.BadInput when it is no http or https address; its text is not repeated */
        default URI address() {
            try {
                URI address = URI.create(url().reveal());
                if (address.getHost() != null && ("https".equals(address.getScheme()) || "http".equals(address.getScheme()))) {
                    return address;
                }
            } catch (IllegalArgumentException _) {
                // said below, without the text: it may be a secret with a slip in it
            }
            throw new Failure.BadInput("The address of a notification must begin with https:// or http:// and name a host.");
        }
    }

    record Webhook(String name, Secret url) implements Web {

        /** @throws Failure.BadInput as {@link #address} */
        public Webhook(String name, Secret url) {
            this.name = name;
            this.url = url;
            address();
        }

        @Override public Type type() {
            return Type.WEBHOOK;
        }
    }

    record Ping(String name, Secret url) implements Web {

        /** @throws Failure.BadInput as {@link #address} */
        public Ping(String name, Secret url) {
            this.name = name;
            this.url = url;
            address();
        }

        @Override public Type type() {
            return Type.PING;
        }
    }

    /**
     * @param from     an address, with or without a name before it
     * @param to       at least one address
     * @param password of the server's user; empty when it has none
     */
    record Email(String name, MailServer server, String from, List<String> to, Optional<Secret> password) implements Channel {

        /** @throws Failure.BadInput naming the address that is none */
        public Email {
            to = List.copyOf(to);
            if (to.isEmpty()) {
                throw new Failure.BadInput("A mail needs somebody it goes to.");
            }
            mailbox(from);
            to.forEach(Email::mailbox);
        }

        @Override public Type type() {
            return Type.EMAIL;
        }

        /** {@code ops@example.org by smtp.example.org:587}. */
        @Override public String shown() {
            return String.join(", ", to) + " by " + server;
        }

        @Override public Optional<Secret> secret() {
            return password;
        }

        /** Gives the address back. @throws Failure.BadInput when it is none */
        public static String requireAddress(String text) {
            mailbox(text);
            return text;
        }

        static InternetAddress mailbox(String text) {
            try {
                InternetAddress address = new InternetAddress(text, true);
                if (address.getAddress().indexOf('@') > 0) {
                    return address;
                }
            } catch (AddressException _) {
                // said below, in words of ours
            }
            throw new Failure.BadInput("\"" + text + "\" is no mail address.", "Such as ops@example.org.");
        }
    }

    /** This computer's desktop, of the person who runs the agent or the window. */
    record Desktop(String name) implements Channel {

        @Override public Type type() {
            return Type.DESKTOP;
        }

        @Override public String shown() {
            return "this desktop";
        }

        @Override public Optional<Secret> secret() {
            return Optional.empty();
        }
    }
}
