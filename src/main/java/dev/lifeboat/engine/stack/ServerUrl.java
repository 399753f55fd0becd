package dev.lifeboat.engine.stack;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.secret.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server as people paste it: {@code postgresql://user:password@host:port/database?sslmode=require}, also with
 * {@code postgres://} or {@code jdbc:} before it. Missing parts are libpq's defaults, and {@code postgres} for the
 * database. Source: PostgreSQL manual, "Connection URIs".
 *
 * @param password when the URL holds one: keep it with {@code Passwords.store}, it is no part of a stack
 */
public record ServerUrl(ServerAddress address, Optional<Secret> password) {

    private static final Pattern URL = Pattern.compile(
            "(?:jdbc:)?postgres(?:ql)?://(?:(?<user>[^:@/?#]*)(?::(?<password>[^@/?#]*))?@)?"
            + "(?<host>\\[[^\\]]*\\]|[^:/?#@\\[\\]]*)(?::(?<port>[^/?#]*))?(?:/(?<database>[^?#]*))?(?:\\?(?<query>[^#]*))?");

    private static final String EXAMPLE = "For example: postgresql://app@db.example.com:5432/shop?sslmode=require";

    /**
     * Reads a URL.
     * @throws Failure.BadInput saying which part is wrong; never with the URL's text, which may hold a password
     */
    public static ServerUrl parse(String text) {
        Matcher url = URL.matcher(text.strip());
        if (!url.matches()) {
            throw new Failure.BadInput("This is not a URL of a PostgreSQL server.", EXAMPLE,
                    "Write special characters in the user or password as %XX: @ is %40, : is %3A, / is %2F.");
        }
        Map<String, String> parameters = parameters(url.group("query"));
        String host = first(url.group("host"), parameters.remove("host"), "localhost").replaceAll("^\\[|\\]$", "");
        int port = port(first(url.group("port"), parameters.remove("port"), "5432"));
        String user = first(url.group("user"), parameters.remove("user"), System.getProperty("user.name"));
        String database = first(url.group("database"), parameters.remove("dbname"), "postgres");
        String password = first(url.group("password"), parameters.remove("password"), "");
        TlsMode tls = tls(first(null, parameters.remove("sslmode"), "prefer"));
        if (!parameters.isEmpty()) {
            throw new Failure.BadInput("The URL has settings that Lifeboat does not use: " + String.join(", ", parameters.keySet()) + ".",
                    "Leave them out. It uses host, port, user, password, dbname and sslmode.");
        }
        ServerAddress address = new ServerAddress(host, port, user, database, tls);
        if (!address.problems().isEmpty()) {
            throw new Failure.BadInput(String.join(" ", address.problems()), EXAMPLE);
        }
        return new ServerUrl(address, password.isEmpty() ? Optional.empty() : Optional.of(new Secret(password)));
    }

    /** The first that says something; the parts of the path are still percent-encoded. */
    private static String first(String encodedOrNull, String decodedOrNull, String otherwise) {
        if (encodedOrNull != null && !encodedOrNull.isEmpty()) {
            return decode(encodedOrNull);
        }
        return decodedOrNull == null || decodedOrNull.isEmpty() ? otherwise : decodedOrNull;
    }

    private static Map<String, String> parameters(String queryOrNull) {
        Map<String, String> parameters = new HashMap<>();
        if (queryOrNull != null && !queryOrNull.isEmpty()) {
            for (String part : queryOrNull.split("&")) {
                int equals = part.indexOf('=');
                if (equals < 1) {
                    throw new Failure.BadInput("A setting after the ? of the URL has no value.", EXAMPLE);
                }
                parameters.put(decode(part.substring(0, equals)), decode(part.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static int port(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException _) {
            throw new Failure.BadInput("The port of the URL is not a number.",
                    "A : in the password must be written as %3A, an @ as %40.");
        }
    }

    private static TlsMode tls(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "disable" -> TlsMode.DISABLE;
            case "prefer" -> TlsMode.PREFER;
            case "require" -> TlsMode.REQUIRE;
            case "verify-ca" -> TlsMode.VERIFY_CA;
            case "verify-full" -> TlsMode.VERIFY_FULL;
            default -> throw new Failure.BadInput("sslmode \"" + text + "\" is not one Lifeboat knows.",
                    "Choose disable, prefer, require, verify-ca or verify-full.");
        };
    }

    private static String decode(String text) {
        try {
            // A plus is a plus here, as in libpq.
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new Failure.BadInput("The URL has a % that is not followed by two hex digits.", "Write a percent sign as %25.");
        }
    }
}
