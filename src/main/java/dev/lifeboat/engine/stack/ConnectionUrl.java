package dev.lifeboat.engine.stack;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.secret.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A connection URL taken apart: {@code postgresql://user:password@host:5432/database?sslmode=require}, with the same
 * defaults and escapes as libpq; {@code jdbc:} before it is allowed. What is missing is user {@code postgres}, port
 * 5432, database {@code postgres}, sslmode {@code prefer}.
 *
 * <p>Source: PostgreSQL manual, "Connection URIs".
 */
public record ConnectionUrl(ServerAddress address, Optional<Secret> password) {

    private static final Set<String> HARMLESS = Set.of("application_name", "connect_timeout");
    private static final String EXAMPLE = "For example: postgresql://postgres@db.example.org:5432/postgres?sslmode=require";

    /** @throws Failure.BadInput naming the part that is wrong; never with the URL itself, it may hold a password */
    public static ConnectionUrl parse(String text) {
        String url = text.strip();
        if (url.startsWith("jdbc:")) {
            url = url.substring("jdbc:".length());
        }
        int scheme = url.indexOf("://");
        if (scheme < 0 || !Set.of("postgresql", "postgres").contains(url.substring(0, scheme))) {
            throw bad("A connection URL begins with postgresql://");
        }
        String rest = url.substring(scheme + 3);
        int question = rest.indexOf('?');
        Map<String, String> given = parameters(question < 0 ? "" : rest.substring(question + 1));
        String hierarchy = question < 0 ? rest : rest.substring(0, question);
        int slash = hierarchy.indexOf('/');
        if (slash >= 0 && slash + 1 < hierarchy.length()) {
            given.putIfAbsent("dbname", decoded(hierarchy.substring(slash + 1)));
        }
        String authority = slash < 0 ? hierarchy : hierarchy.substring(0, slash);
        int at = authority.lastIndexOf('@');
        if (at >= 0) {
            user(authority.substring(0, at), given);
        }
        host(authority.substring(at + 1), given);
        return of(given);
    }

    private static ConnectionUrl of(Map<String, String> given) {
        String host = given.getOrDefault("host", "localhost");
        if (host.contains(",")) {
            throw bad("The URL names several hosts; a stack has one server.");
        }
        ServerAddress address = new ServerAddress(host, port(given.getOrDefault("port", "5432")), given.getOrDefault("user", "postgres"),
                given.getOrDefault("dbname", "postgres"), tls(given.getOrDefault("sslmode", "prefer")));
        return new ConnectionUrl(address, Optional.ofNullable(given.get("password")).filter(password -> !password.isEmpty()).map(Secret::new));
    }

    private static void user(String info, Map<String, String> given) {
        int colon = info.indexOf(':');
        String user = decoded(colon < 0 ? info : info.substring(0, colon));
        if (!user.isEmpty()) {
            given.putIfAbsent("user", user);
        }
        if (colon >= 0) {
            given.putIfAbsent("password", decoded(info.substring(colon + 1)));
        }
    }

    private static void host(String text, Map<String, String> given) {
        int portColon = text.startsWith("[") ? text.indexOf("]:") + 1 : text.indexOf(':');
        boolean hasPort = text.startsWith("[") ? portColon > 0 : portColon >= 0;
        String host = hasPort ? text.substring(0, portColon) : text;
        if (hasPort && portColon + 1 < text.length()) {
            given.putIfAbsent("port", text.substring(portColon + 1));
        }
        if (!host.isEmpty()) {
            given.putIfAbsent("host", host.startsWith("[") ? host.substring(1, host.length() - 1) : decoded(host));
        }
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> found = new HashMap<>();
        for (String pair : query.split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            switch (name) {
                case "user", "password", "host", "port", "dbname", "sslmode" -> found.put(name, value);
                case String harmless when HARMLESS.contains(harmless) -> { }
                default -> throw bad("Lifeboat does not know the URL's parameter " + name + ".");
            }
        }
        return found;
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException _) {
            throw bad("The port in the URL is not a number: " + text);
        }
        throw bad("The port in the URL is " + text + "; ports go from 1 to 65535.");
    }

    private static TlsMode tls(String sslmode) {
        try {
            return TlsMode.valueOf(sslmode.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException _) {
            throw bad("The URL's sslmode is " + sslmode + "; it can be disable, prefer, require, verify-ca or verify-full.");
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw bad("The URL holds a % that begins no escape; write %25 for it.");
        }
    }

    private static Failure.BadInput bad(String whatHappened) {
        return new Failure.BadInput(whatHappened, EXAMPLE);
    }
}
