package dev.lifeboat.engine.postgres;

import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.docker.DockerEngine;
import dev.lifeboat.engine.stack.ContainerAddress;
import dev.lifeboat.engine.stack.TlsMode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Walks the layers to a server from the bottom up and stops at the first that fails. */
final class ServerTest {

    private final Server server;
    private final Reach reach;
    private final List<Check> checks = new ArrayList<>();

    ServerTest(Server server) {
        this.server = server;
        reach = new Reach(server.address());
    }

    List<Check> run() {
        boolean there = server.address().through().map(this::container).orElseGet(() -> name() && port());
        if (there && (encryptionMatters() ? tls() : plain())) {
            session();
        }
        return List.copyOf(checks);
    }

    private boolean container(ContainerAddress through) {
        try (DockerEngine engine = DockerEngine.open(through.engine(), through.certificates())) {
            engine.requireRunning(through.container());
            checks.add(Check.ok("Docker", "The engine " + engine.version() + " at " + engine.address() + " runs the container " + through.container()));
            return true;
        } catch (Failure e) {
            checks.add(new Check(Check.Level.FAIL, "Docker", e.getMessage(), e.hints()));
            return false;
        }
    }

    /** Through a container the bytes stay on the machine that runs it. */
    private boolean encryptionMatters() {
        return server.address().through().isEmpty() || server.address().tls().compareTo(TlsMode.REQUIRE) >= 0;
    }

    private boolean plain() {
        checks.add(Check.ok("TLS", "Not needed: the way leads through the container"));
        return true;
    }

    private boolean name() {
        try {
            InetAddress found = reach.resolve();
            checks.add(Check.ok("Name", server.address().host() + " is " + found.getHostAddress()));
            return true;
        } catch (IOException e) {
            checks.add(Check.fail("Name", "No host is known by the name " + server.address().host() + ".", "Check the spelling, and that the name resolves on this machine."));
            return false;
        }
    }

    private boolean port() {
        String where = server.address().host() + ":" + server.address().port();
        try (Socket _ = reach.connect()) {
            checks.add(Check.ok("Port", where + " accepts connections"));
            return true;
        } catch (IOException e) {
            checks.add(Check.fail("Port", "Nothing answers at " + where + ".", "Check that the server runs, the port, and firewalls between here and there."));
            return false;
        }
    }

    private boolean tls() {
        TlsMode mode = server.address().tls();
        try {
            boolean offered = reach.offersTls();
            if (mode == TlsMode.DISABLE) {
                checks.add(Check.ok("TLS", offered ? "Not used, as the stack says; the server offers it" : "Not used, as the stack says"));
            } else if (offered) {
                checks.add(Check.ok("TLS", "The connection is encrypted"));
            } else if (mode == TlsMode.PREFER) {
                checks.add(Check.warn("TLS", "The server offers no encryption: everything but the password travels in the clear.", "Switch TLS on at the server unless the network between is trusted."));
            } else {
                checks.add(Check.fail("TLS", "The stack demands encryption and the server offers none.", "Switch TLS on at the server (ssl = on), or choose another TLS mode."));
                return false;
            }
            return true;
        } catch (IOException e) {
            checks.add(Check.fail("TLS", "What listens there does not answer as a PostgreSQL server does.", "Check the port."));
            return false;
        }
    }

    private void session() {
        try (Session session = server.session()) {
            checks.add(Check.ok("Authentication", "User \"" + server.address().user() + "\" is let in"));
            checks.add(Check.ok("Database", "\"" + server.address().maintenanceDatabase() + "\" can be opened"));
            rights(Catalog.serverFacts(session));
        } catch (Failure.ConnectionFailed e) {
            if (e.layer() == Failure.Layer.DATABASE) {
                checks.add(Check.ok("Authentication", "User \"" + server.address().user() + "\" is let in"));
            }
            String name = switch (e.layer()) {
                case DOCKER -> "Docker";
                case NAME -> "Name";
                case TCP -> "Port";
                case TLS -> "TLS";
                case AUTHENTICATION -> "Authentication";
                case DATABASE -> "Database";
                case SERVER -> "Server";
            };
            checks.removeIf(check -> check.name().equals(name));
            checks.add(new Check(Check.Level.FAIL, name, e.getMessage(), e.hints()));
        }
    }

    private void rights(ServerFacts facts) {
        String version = "PostgreSQL " + facts.version();
        checks.add(facts.superuser() ? Check.ok("Rights", version + "; the user is a superuser")
                : Check.warn("Rights", version + "; the user is no superuser: a backup holds what this user may read, and roles without their passwords.",
                        "Use a superuser for complete backups and for restoring them."));
    }
}
