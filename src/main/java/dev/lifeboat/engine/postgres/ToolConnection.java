package dev.lifeboat.engine.postgres;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.secret.Secret;
import dev.lifeboat.engine.stack.ServerAddress;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a tool is told where to connect: everything in its environment, the password too, and only the database's name in
 * an argument. Close it when the tool has ended.
 *
 * <p>Java can hand a child only what the platform's own encoding can say. Under {@code LANG=C}, as cron has it, that is
 * ASCII; names and passwords beyond it go through a service file of libpq's that only its owner can read.
 */
public final class ToolConnection implements AutoCloseable {

    private static final String SERVICE = "lifeboat";

    private final Map<String, String> environment;
    private final String databaseArgument;
    private final Optional<Path> serviceFolder;

    private ToolConnection(Map<String, String> environment, String databaseArgument, Optional<Path> serviceFolder) {
        this.environment = Map.copyOf(environment);
        this.databaseArgument = databaseArgument;
        this.serviceFolder = serviceFolder;
    }

    static ToolConnection to(ServerAddress address, Optional<Secret> password, String database) {
        return to(address, password, database, Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8")));
    }

    /** @param platform in what Java writes arguments and environments of children */
    static ToolConnection to(ServerAddress address, Optional<Secret> password, String database, Charset platform) {
        Map<String, String> environment = variables(address, address.host(), password);
        boolean sayable = platform.newEncoder().canEncode(database) && environment.values().stream().allMatch(platform.newEncoder()::canEncode);
        return sayable ? new ToolConnection(environment, "dbname=" + Sql.conninfo(database), Optional.empty())
                : throughServiceFile(address, password, database, environment);
    }

    /** libpq's variables. @param host as the tool sees it */
    static Map<String, String> variables(ServerAddress address, String host, Optional<Secret> password) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "PGHOST", host, "PGPORT", String.valueOf(address.port()), "PGUSER", address.user(),
                "PGSSLMODE", address.tls().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                "PGCONNECT_TIMEOUT", String.valueOf(Server.CONNECT_TIMEOUT_SECONDS), "PGTZ", "UTC", "PGAPPNAME", "Lifeboat"));
        password.ifPresent(secret -> environment.put("PGPASSWORD", secret.reveal()));
        return environment;
    }

    private static ToolConnection throughServiceFile(ServerAddress address, Optional<Secret> password, String database, Map<String, String> environment) {
        StringBuilder lines = new StringBuilder("[" + SERVICE + "]\ndbname=" + database + "\nuser=" + address.user() + "\nhost=" + address.host() + "\n");
        password.ifPresent(secret -> lines.append("password=").append(secret.reveal()).append('\n'));
        try {
            Path folder = Files.createTempDirectory("lifeboat-service-");
            Path file = folder.resolve("pg_service.conf");
            AtomicFile.writePrivate(file, lines.toString().getBytes(StandardCharsets.UTF_8));
            environment.keySet().removeAll(java.util.List.of("PGHOST", "PGUSER", "PGPASSWORD"));
            environment.put("PGSERVICEFILE", file.toString());
            return new ToolConnection(environment, "service=" + SERVICE, Optional.of(folder));
        } catch (IOException e) {
            throw AtomicFile.failed("Could not write a service file for the tools", e);
        }
    }

    /** Variables for the tool's environment. Holds the password: never log it. */
    public Map<String, String> environment() {
        return environment;
    }

    /** With further settings of the session, such as {@code -c default_transaction_read_only=off}. */
    public Map<String, String> environment(String options) {
        Map<String, String> more = new HashMap<>(environment);
        more.put("PGOPTIONS", options);
        return more;
    }

    /** The value for {@code --dbname}: a connection string that names the database and holds no secret. */
    public String databaseArgument() {
        return databaseArgument;
    }

    @Override
    public void close() {
        serviceFolder.ifPresent(folder -> {
            try {
                Files.deleteIfExists(folder.resolve("pg_service.conf"));
                Files.deleteIfExists(folder);
            } catch (IOException e) {
                throw AtomicFile.failed("Could not delete " + folder, e);
            }
        });
    }
}
