package dev.lifeboat.engine.notify;

import dev.lifeboat.engine.Failure;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A server that takes mail. There is always TLS, and its certificate is always checked.
 *
 * @param user         as whom to log in; empty for a server that asks for nobody
 * @param certificates a PEM file with the certificates to trust instead of this computer's own
 */
public record MailServer(String host, int port, Security security, Optional<String> user, Optional<Path> certificates) {

    /** STARTTLS: TLS after a first exchange (RFC 3207), usual on port 587. TLS: from the first byte on (RFC 8314), usual on 465. */
    public enum Security {
        STARTTLS(587), TLS(465);

        private final int usualPort;

        Security(int usualPort) {
            this.usualPort = usualPort;
        }

        public int usualPort() {
            return usualPort;
        }

        /** What is spoken on a port, as far as its number says. */
        public static Security usualOn(int port) {
            return port == TLS.usualPort ? TLS : STARTTLS;
        }
    }

    /** @throws Failure.BadInput when it cannot be a server */
    public MailServer {
        if (host.isBlank() || host.chars().anyMatch(Character::isWhitespace)) {
            throw new Failure.BadInput("A mail server needs a host name or address, such as smtp.example.org.");
        }
        if (port < 1 || port > 65_535) {
            throw new Failure.BadInput("The port of a mail server is from 1 to 65535, not " + port + ".");
        }
        if (user.filter(String::isBlank).isPresent()) {
            throw new Failure.BadInput("The user of the mail server is empty.", "Leave it out when the server asks for none.");
        }
    }

    /**
     * {@code smtp.example.org}, {@code smtp.example.org:465}, {@code [2001:db8::1]:587}.
     *
     * @param security empty for what is usual on the port
     * @throws Failure.BadInput when the port is no number
     */
    public static MailServer parse(String hostAndPort, Optional<Security> security, Optional<String> user, Optional<Path> certificates) {
        String text = hostAndPort.strip();
        int colon = text.startsWith("[") ? text.indexOf("]:") + 1 : text.indexOf(':') == text.lastIndexOf(':') ? text.indexOf(':') : -1;
        String host = (colon > 0 ? text.substring(0, colon) : text).replaceAll("^\\[|\\]$", "");
        int port = colon > 0 ? port(text.substring(colon + 1)) : security.orElse(Security.STARTTLS).usualPort();
        return new MailServer(host, port, security.orElse(Security.usualOn(port)), user, certificates);
    }

    private static int port(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException _) {
            throw new Failure.BadInput("\"" + text + "\" is no port of a mail server.", "Such as smtp.example.org:587.");
        }
    }

    /** {@code smtp.example.org:587}. */
    @Override public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
