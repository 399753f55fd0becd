package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.docker.EngineAddress;
import dev.lifeboat.engine.docker.FoundStack;
import dev.lifeboat.engine.docker.StackDiscovery;
import dev.lifeboat.engine.stack.DockerSide;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.Stack;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lifeboat stack discover}: finds the PostgreSQL containers of a Docker host. */
@Command(name = "discover", sortOptions = false, description = "Find stacks on a Docker or Podman host. Nothing is changed there.",
        footer = {"", "With --add the password is taken from the container's environment, where it is.", "",
            "Example: lifeboat stack discover --add dart-cloud-backend --environment production"})
final class StackDiscover implements Callable<Integer> {

    @Option(names = "--docker", paramLabel = "ENGINE", description = "unix:///path, tcp://host:port or ssh://user@host. Default: the local one.")
    Optional<URI> docker = Optional.empty();

    @Option(names = "--docker-certificates", paramLabel = "DIR", description = "For tcp:// with TLS: the folder with ca.pem, cert.pem and key.pem.")
    Optional<Path> certificates = Optional.empty();

    @Option(names = "--add", paramLabel = "NAME", description = "Keep a stack that was found; may be repeated.")
    List<String> wanted = new ArrayList<>();

    @Option(names = "--environment", paramLabel = "ENV", description = "Of those that are added: development, staging or production. Default: development.")
    Environment environment = Environment.DEVELOPMENT;

    @Mixin CommonOptions common;

    private final Session session;

    StackDiscover(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        URI engine = docker.orElseGet(() -> EngineAddress.local(System.getenv()));
        List<FoundStack> found = new StackDiscovery(engine, certificates.map(Path::toAbsolutePath)).find();
        List<FoundStack> chosen = wanted.stream().map(name -> chosen(found, name)).toList();
        chosen.forEach(this::add);
        if (common.json) {
            session.printJson(found.stream().map(StackDiscover::json).toList());
        } else if (found.isEmpty()) {
            session.printLine("No PostgreSQL container at " + engine + ".");
        } else if (chosen.isEmpty()) {
            found.forEach(this::print);
        } else {
            chosen.forEach(stack -> session.printLine("Added the stack " + stack.name() + ". Next: lifeboat stack test " + stack.name()));
        }
        return ExitCode.DONE;
    }

    private static FoundStack chosen(List<FoundStack> found, String name) {
        return found.stream().filter(stack -> stack.name().equals(name)).findFirst().orElseThrow(() -> new Failure.NotFound(
                "No stack " + name + " was found.", "Found: " + String.join(", ", found.stream().map(FoundStack::name).toList())));
    }

    private void add(FoundStack found) {
        App app = session.app();
        if (app.stacks().list().stream().anyMatch(stack -> stack.name().equals(found.name()))) {
            throw new Failure.BadInput("There is a stack " + found.name() + " already.", "Remove it first: lifeboat stack remove " + found.name());
        }
        app.stacks().save(new Stack(found.name(), environment, found.server(), List.of(), Optional.empty()).with(Optional.of(found.docker())));
        found.password().ifPresent(secret -> app.passwords().store(found.server().host(), found.server().port(), found.server().user(), secret));
        app.audit().record("stack.add", found.name(), "done", found.server().user() + " in the container " + found.server().host());
    }

    private void print(FoundStack found) {
        session.printLine(found.name());
        Table facts = new Table("  ", "", "")
                .row("Container", found.server().host() + (found.running() ? "" : " (stopped)"))
                .row("Image", found.image())
                .row("User", found.server().user())
                .row("Data", found.storage().orElse("in the container"))
                .row("Volumes", StackText.volumes(found.docker()))
                .row("Services", found.services().isEmpty() ? "none" : String.join(", ", found.services()));
        found.warnings().forEach(warning -> facts.row("Warning", warning));
        session.print(facts.toString());
        session.printLine("  Add it: lifeboat stack discover --add " + found.name());
    }

    private static Map<String, Object> json(FoundStack found) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", found.name());
        json.put("container", found.server().host());
        json.put("docker", found.server().through().orElseThrow().engine().toString());
        json.put("port", found.server().port());
        json.put("user", found.server().user());
        json.put("maintenanceDatabase", found.server().maintenanceDatabase());
        json.put("passwordKnown", found.password().isPresent());
        json.put("image", found.image());
        json.put("running", found.running());
        json.put("storage", found.storage().orElse(null));
        json.put("volumes", found.docker().volumes().stream().map(DockerSide.StackVolume::name).toList());
        json.put("services", found.services());
        json.put("warnings", found.warnings());
        return json;
    }
}
