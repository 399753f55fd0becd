package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.docker.EngineAddress;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.postgres.ServerFacts;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.secret.Secret;
import dev.lifeboat.engine.stack.ConnectionUrl;
import dev.lifeboat.engine.stack.ContainerAddress;
import dev.lifeboat.engine.stack.ContainerEnvironment;
import dev.lifeboat.engine.stack.ContainerPubEnv;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.Protection;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.engine.stack.TlsMode;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lifeboat stack add}: tests the connection, then keeps the stack. */
@Command(name = "add", sortOptions = false, description = "Add a stack: tests the connection, then keeps it. With --replace, change one: what is not named stays as it is.",
        footer = {"", "The password is asked for, or read with --password-stdin, or taken from ~/.pgpass.",
            "A list that is named with --replace takes the place of the old one. To drop a list altogether: lifeboat stack remove, then add.", "",
            "Example: lifeboat stack add shop --url postgresql://postgres@db.example.org --environment staging"})
final class StackAdd implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "1 to 40 of a-z, 0-9 and -; begins with a letter.")
    String name;

    @Option(names = "--url", paramLabel = "URL", description = "postgresql://user@host:port/database?sslmode=require")
    Optional<String> url = Optional.empty();

    @Option(names = "--host", paramLabel = "HOST", description = "Name or address of the server, instead of a URL.")
    Optional<String> host = Optional.empty();

    @Option(names = "--container", paramLabel = "NAME", description = "Connect through this container, which needs to publish no port.")
    Optional<String> container = Optional.empty();

    @Option(names = "--docker", paramLabel = "ENGINE", description = "The engine of --container and --volume: unix:///path, tcp://host:port or ssh://user@host. Default: the local one.")
    Optional<URI> docker = Optional.empty();

    @Option(names = "--docker-certificates", paramLabel = "DIR", description = "For tcp:// with TLS: the folder with ca.pem, cert.pem and key.pem.")
    Optional<Path> certificates = Optional.empty();

    @Option(names = "--port", paramLabel = "PORT", description = "Default: 5432.")
    Optional<Integer> port = Optional.empty();

    @Option(names = "--user", paramLabel = "USER", description = "Default: postgres. To back up roles as well it must be a superuser.")
    Optional<String> user = Optional.empty();

    @Option(names = "--tls", paramLabel = "MODE", description = "disable, prefer, require, verify-ca or verify-full. Default: prefer.")
    Optional<TlsMode> tls = Optional.empty();

    @Option(names = "--maintenance-database", paramLabel = "DB", description = "The database to connect to first. Default: postgres.")
    Optional<String> maintenanceDatabase = Optional.empty();

    @Option(names = "--database", paramLabel = "DB", description = "A database to back up; may be repeated. Default: all of them.")
    List<String> databases = new ArrayList<>();

    @Option(names = "--environment", paramLabel = "ENV", description = "development, staging or production (asks before what cannot be undone). Default: development.")
    Optional<Environment> environment = Optional.empty();

    @Option(names = "--protection", paramLabel = "LEVEL", description = "Before its data is changed: read-only (never), confirm (ask) or type-name. "
            + "Default: type-name for production, otherwise confirm.")
    Optional<Protection> protection = Optional.empty();

    @Option(names = "--tools", paramLabel = "DIR", description = "The folder of pg_dump and the others. Default: search.")
    Optional<Path> tools = Optional.empty();

    @Option(names = "--volume", paramLabel = "VOLUME", description = "A Docker volume to back up; may be repeated.")
    List<String> volumes = new ArrayList<>();

    @Option(names = "--service", paramLabel = "CONTAINER", description = "A container that writes to them; may be repeated. It is paused for a moment by a full backup.")
    List<String> services = new ArrayList<>();

    @Option(names = "--container-environment", paramLabel = "HOW", description = "What sets record of the containers' environment: encrypted (everything, in encrypted sets only), "
            + "names (values that may be secret left out) or none. Default: encrypted or names, as the set is.")
    Optional<ContainerEnvironment> containerEnvironment = Optional.empty();

    @Option(names = "--env-file", paramLabel = "FILE", description = "Take container, user, databases, volumes and password from a ContainerPub .env file.")
    Optional<Path> envFile = Optional.empty();

    @Option(names = "--password-stdin", description = "Read the password from the first line of stdin.")
    boolean passwordFromStdin;

    @Option(names = "--no-test", description = "Keep the stack without trying to connect.")
    boolean untested;

    @Option(names = "--replace", description = "Change the stack of that name. What is not named here stays: server, environment, databases, volumes, services, ...")
    boolean replace;

    @Mixin CommonOptions common;

    private final Session session;

    StackAdd(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        App app = session.app();
        Optional<Stack> before = app.stacks().list().stream().filter(stack -> stack.name().equals(name)).findFirst();
        if (!replace && before.isPresent()) {
            throw new Failure.BadInput("There is a stack " + name + " already.", "Choose another name, or add --replace.");
        }
        Optional<ConnectionUrl> given = url.map(ConnectionUrl::parse);
        Optional<ContainerPubEnv> env = envFile.map(ContainerPubEnv::read);
        env.ifPresent(this::take);
        ServerAddress at = address(given.map(ConnectionUrl::address), before.map(Stack::server));
        Stack stack = stack(at, before);
        if (!stack.problems().isEmpty()) {
            throw new Failure.BadInput(String.join(" ", stack.problems()));
        }
        Optional<Secret> password = env.flatMap(ContainerPubEnv::password).or(() -> password(app, stack.server(), given.flatMap(ConnectionUrl::password)));
        Optional<ServerFacts> facts = untested ? Optional.empty() : Optional.of(tested(app, stack, password));
        ServerAddress server = stack.server();
        app.stacks().save(stack);
        password.ifPresent(secret -> app.passwords().store(server.host(), server.port(), server.user(), secret));
        app.audit().record("stack.add", name, "done", server.user() + " at " + server.host() + ":" + server.port());
        print(stack, facts);
        return ExitCode.DONE;
    }

    /** As it was asked for; what was not named as it was before. */
    private Stack stack(ServerAddress at, Optional<Stack> before) {
        Environment where = environment.or(() -> before.map(Stack::environment)).orElse(Environment.DEVELOPMENT);
        Protection how = protection.or(() -> before.filter(old -> environment.isEmpty() || old.protection() != Protection.of(old.environment())).map(Stack::protection))
                .orElseGet(() -> Protection.of(where));
        List<String> which = databases.isEmpty() ? before.map(Stack::databases).orElse(List.of()) : databases;
        Stack stack = new Stack(name, where, at, which, tools.map(Path::toAbsolutePath).or(() -> before.flatMap(Stack::tools)), how,
                before.map(Stack::recipients).orElse(List.of()),
                new DockerOptions(volumes, services, untested).side(at, docker, certificates, before.flatMap(Stack::docker)));
        return containerEnvironment.isEmpty() ? stack : stack.with(Optional.of(stack.dockerSide().orElseThrow(() ->
                new Failure.BadInput("--container-environment goes with --container or --volume: nothing else says that there are containers.")).recording(containerEnvironment.get())));
    }

    /** What was not said otherwise. */
    private void take(ContainerPubEnv env) {
        if (url.isEmpty() && host.isEmpty() && container.isEmpty()) {
            container = Optional.of(env.container());
        }
        user = user.or(() -> Optional.of(env.user()));
        maintenanceDatabase = maintenanceDatabase.or(() -> Optional.of(env.databases().getFirst()));
        databases = databases.isEmpty() ? env.databases() : databases;
        volumes = volumes.isEmpty() ? List.of(env.volume()) : volumes;
    }

    private ServerAddress address(Optional<ServerAddress> ofUrl, Optional<ServerAddress> before) {
        if (Stream.of(ofUrl, host, container).filter(Optional::isPresent).count() > 1) {
            throw new Failure.BadInput("Give either --url or --host or --container, not several.");
        }
        if (host.isEmpty() && ofUrl.isEmpty()) {
            container = container.or(() -> before.flatMap(ServerAddress::through).map(ContainerAddress::container));
        }
        if (container.isEmpty() && volumes.isEmpty() && (docker.isPresent() || certificates.isPresent())) {
            throw new Failure.BadInput("--docker and --docker-certificates go with --container or --volume.");
        }
        String name = host.or(() -> container).orElse("");
        if (ofUrl.isEmpty() && name.isEmpty() && before.isEmpty()) {
            throw new Failure.BadInput("Say where the server is.",
                    "With --url postgresql://user@host:port/database, with --host, --port, --user, or with --container.");
        }
        ServerAddress base = ofUrl.or(() -> before.map(old -> name.isEmpty() ? old : new ServerAddress(name, old.port(), old.user(), old.maintenanceDatabase(), old.tls())))
                .orElseGet(() -> new ServerAddress(name, 5432, "postgres", "postgres", TlsMode.PREFER));
        return new ServerAddress(base.host(), port.orElse(base.port()), user.orElse(base.user()),
                maintenanceDatabase.orElse(base.maintenanceDatabase()), tls.orElse(base.tls()), container.map(one -> through(one, before.flatMap(ServerAddress::through))));
    }

    private ContainerAddress through(String itsName, Optional<ContainerAddress> before) {
        return new ContainerAddress(docker.or(() -> before.map(ContainerAddress::engine)).orElseGet(() -> EngineAddress.local(System.getenv())),
                certificates.map(Path::toAbsolutePath).or(() -> before.flatMap(ContainerAddress::certificates)), itsName);
    }

    private Optional<Secret> password(App app, ServerAddress server, Optional<Secret> ofUrl) {
        if (passwordFromStdin) {
            return Optional.of(new Secret(session.terminal().readLine("password")));
        }
        if (ofUrl.isPresent()) {
            session.terminal().err().println("Note: the password in the URL is now in the shell's history and was visible to others on this computer "
                    + "while the command ran. Better: leave it out; it is asked for.");
            return ofUrl;
        }
        if (app.passwords().find(server.host(), server.port(), server.user()).isPresent() && !replace) {
            return Optional.empty();
        }
        return session.terminal().person()
                .flatMap(person -> person.askHidden("Password of " + server.user() + " at " + server.host() + ":" + server.port() + " (empty: none needed): "))
                .filter(typed -> !typed.isEmpty()).map(Secret::new);
    }

    /** The server's facts, reached with a password that is not kept anywhere yet. */
    private ServerFacts tested(App app, Stack stack, Optional<Secret> password) {
        Passwords passwords = password
                .map(secret -> new Passwords(app.folders().configuration().resolve("no-such-file"), Map.of("PGPASSWORD", secret.reveal())))
                .orElse(app.passwords());
        Server server = new Server(stack.server(), passwords);
        ServerFacts facts = server.facts();
        List<String> there = server.databases().stream().map(database -> database.name()).toList();
        List<String> missing = stack.databases().stream().filter(database -> !there.contains(database)).toList();
        if (!missing.isEmpty()) {
            throw new Failure.NotFound("The server has no database " + String.join(", ", missing) + ".", "It has: " + String.join(", ", there));
        }
        return facts;
    }

    private void print(Stack stack, Optional<ServerFacts> facts) {
        if (common.json) {
            session.printJson(StackText.json(stack));
            return;
        }
        session.printLine("Added the stack " + name + facts.map(found -> ": PostgreSQL " + found.version() + " answers"
                + (found.superuser() ? "." : ", but " + stack.server().user() + " is no superuser: roles and settings of the server cannot be backed up."))
                .orElse(", without trying to connect."));
        session.print(StackText.of(stack));
        session.printLine("Next: lifeboat backup database --stack " + name);
    }
}
