package dev.lifeboat.engine.postgres;

import dev.lifeboat.engine.docker.ContainerSocketFactory;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.TlsMode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How the PostgreSQL driver is told to reach a server.
 *
 * @param host       without brackets
 * @param properties by the driver's own names
 */
public record DriverSettings(String host, Map<String, String> properties) {

    private static final String LOOPBACK = "127.0.0.1";

    /** For an address. Through a container nothing leaves the machine that runs it: TLS is used only where it is demanded. */
    public static DriverSettings of(ServerAddress address) {
        Map<String, String> properties = new HashMap<>();
        TlsMode tls = address.through().isPresent() && address.tls() == TlsMode.PREFER ? TlsMode.DISABLE : address.tls();
        // libpq's spelling, which the driver shares.
        properties.put("sslmode", tls.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        address.through().ifPresent(container -> {
            properties.put("socketFactory", ContainerSocketFactory.class.getName());
            properties.put("socketFactoryArg", ContainerSocketFactory.argument(container));
        });
        if (address.through().isEmpty() && address.host().startsWith("/")) { // a folder of Unix sockets, as libpq takes it
            properties.put("socketFactory", UnixSocketFactory.class.getName());
            properties.put("socketFactoryArg", address.host());
            return new DriverSettings(LOOPBACK, Map.copyOf(properties));
        }
        return new DriverSettings(address.through().isPresent() ? LOOPBACK : address.host(), Map.copyOf(properties));
    }

    /** The host as a URL writes it. */
    public String urlHost() {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }
}
