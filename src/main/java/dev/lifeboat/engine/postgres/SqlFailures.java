package dev.lifeboat.engine.postgres;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.TlsMode;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/**
 * Makes {@link Failure}s of the driver's exceptions, by SQLSTATE and by type of the cause, never by text.
 * Source: PostgreSQL manual, appendix "PostgreSQL Error Codes".
 */
final class SqlFailures {

    private SqlFailures() {}

    /** A statement failed on an open connection. */
    static Failure refused(SQLException e) {
        String state = e.getSQLState() == null ? "XX000" : e.getSQLState();
        if (state.startsWith("08") || state.equals("57P01") || state.equals("57P02") || state.equals("57P03") || state.equals("57P05")) {
            return new Failure.ConnectionFailed(Failure.Layer.SERVER, "The connection to the server broke: " + sentence(e), e,
                    "Look into the server's log: it may have been stopped or restarted.");
        }
        return new Failure.DatabaseError(state, "The server refused: " + sentence(e) + " [" + state + "]", e);
    }

    private static String sentence(SQLException e) {
        return String.valueOf(e.getMessage()).strip();
    }

    /**
     * A connection could not be made.
     *
     * What stands in the way to a container is its cause already.
     *
     * @param passwordKnown  whether a password was sent
     * @param databaseNames  the databases that exist, asked for only when the one wanted does not
     * @param serverSpeaksTls asked only when the answer decides
     */
    static Failure.ConnectionFailed notConnected(ServerAddress address, String database, boolean passwordKnown,
            Supplier<List<String>> databaseNames, Supplier<Boolean> serverSpeaksTls, SQLException e) {
        Optional<Failure.ConnectionFailed> docker = cause(e, Failure.ConnectionFailed.class);
        if (docker.isPresent()) {
            return docker.get();
        }
        Optional<Failure.NotFound> container = cause(e, Failure.NotFound.class);
        if (container.isPresent()) {
            return failed(Failure.Layer.DOCKER, container.get().getMessage(), e, container.get().hints().toArray(String[]::new));
        }
        String where = address.host() + ":" + address.port();
        if (cause(e, UnknownHostException.class).isPresent()) {
            return failed(Failure.Layer.NAME, "No host is known by the name " + address.host() + ".", e, "Check the spelling, and that the name resolves on this machine.");
        }
        if (cause(e, SSLException.class).isPresent()) {
            return failed(Failure.Layer.TLS, "No encrypted connection to " + where + ": " + cause(e, SSLException.class).get().getMessage(), e,
                    "Check the server's certificate, or choose another TLS mode for the stack.");
        }
        if (cause(e, SocketTimeoutException.class).isPresent()) {
            return failed(Failure.Layer.TCP, where + " does not answer within " + Server.CONNECT_TIMEOUT_SECONDS + " seconds.", e, "Check the address, and that no firewall drops the packets.");
        }
        if (cause(e, NoRouteToHostException.class).isPresent()) {
            return failed(Failure.Layer.TCP, "There is no way to " + where + " from this machine.", e, "Check the network.");
        }
        if (cause(e, java.net.ConnectException.class).isPresent()) {
            return failed(Failure.Layer.TCP, "Nothing listens at " + where + ": the connection was refused.", e,
                    "Check that the server runs, that the port is right, and that it listens on this address (listen_addresses).");
        }
        return answered(address, database, passwordKnown, databaseNames, serverSpeaksTls, e);
    }

    /** The server was there and said no. */
    private static Failure.ConnectionFailed answered(ServerAddress address, String database, boolean passwordKnown,
            Supplier<List<String>> databaseNames, Supplier<Boolean> serverSpeaksTls, SQLException e) {
        String where = address.host() + ":" + address.port();
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        boolean tlsWanted = address.tls().compareTo(TlsMode.REQUIRE) >= 0;
        if (tlsWanted && state.startsWith("08") && !serverSpeaksTls.get()) {
            return failed(Failure.Layer.TLS, "The server at " + where + " does not offer encrypted connections.", e, "Switch TLS on at the server (ssl = on), or choose another TLS mode for the stack.");
        }
        boolean broken = cause(e, SocketException.class).isPresent() || cause(e, java.io.EOFException.class).isPresent();
        if (tlsWanted && state.equals("08006") && !broken) {
            return failed(Failure.Layer.TLS, "No encrypted connection to " + where + ": " + sentence(e), e, "Check the server's certificate and the root certificate (PGSSLROOTCERT).");
        }
        return switch (state) {
            case "28P01", "28000", "08004" -> authentication(address, passwordKnown, e);
            case "3D000" -> missingDatabase(database, databaseNames.get(), e);
            case "42501", "55000" -> failed(Failure.Layer.DATABASE, "The database \"" + database + "\" lets nobody in, or not this user: " + sentence(e), e,
                    "Grant CONNECT on it, or choose another database.");
            case "53300" -> failed(Failure.Layer.SERVER, "The server at " + where + " has no connection left: " + sentence(e), e, "Raise max_connections, or end idle sessions.");
            case "57P03" -> failed(Failure.Layer.SERVER, "The server at " + where + " is not ready: " + sentence(e), e, "Wait until it has started, then try again.");
            default -> failed(Failure.Layer.SERVER, "The server at " + where + " did not let us in: " + sentence(e), e, "Check that a PostgreSQL server listens there, and its log.");
        };
    }

    private static Failure.ConnectionFailed authentication(ServerAddress address, boolean passwordKnown, SQLException e) {
        String who = "user \"" + address.user() + "\"";
        String what = passwordKnown ? "The server does not accept the password of " + who + ", or does not let this user in from here."
                : "The server wants a password for " + who + ", and none is known.";
        return failed(Failure.Layer.AUTHENTICATION, what, e,
                "Give the password: lifeboat stack add asks for it; or put it into ~/.pgpass or PGPASSWORD.",
                "The server's pg_hba.conf says who may come from where.");
    }

    private static Failure.ConnectionFailed missingDatabase(String database, List<String> names, SQLException e) {
        String hint = names.isEmpty() ? "Check the name." : "The server has: " + String.join(", ", names) + ".";
        return failed(Failure.Layer.DATABASE, "There is no database \"" + database + "\" on the server.", e, hint);
    }

    private static Failure.ConnectionFailed failed(Failure.Layer layer, String whatHappened, Throwable cause, String... hints) {
        return new Failure.ConnectionFailed(layer, whatHappened, cause, hints);
    }

    private static <T extends Throwable> Optional<T> cause(Throwable e, Class<T> type) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return Optional.of(type.cast(t));
            }
        }
        return Optional.empty();
    }
}
