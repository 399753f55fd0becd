package dev.lifeboat.cli;

import dev.lifeboat.engine.stack.DockerSide;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.Stack;
import java.nio.file.Path;
import dev.lifeboat.engine.secret.Recipient;
import java.util.LinkedHashMap;
import java.util.Map;

/** A stack in words and as JSON. */
final class StackText {

    private StackText() {}

    static String of(Stack stack) {
        Table table = new Table("  ", "", "")
                .row("Environment", Commands.word(stack.environment()))
                .row("Protection", Commands.word(stack.protection()))
                .row("Server", server(stack.server()))
                .row("User", stack.server().user())
                .row("TLS", Commands.word(stack.server().tls()))
                .row("Connects to", stack.server().maintenanceDatabase())
                .row("Databases", databases(stack))
                .row("Tools", stack.tools().map(Path::toString).orElse("searched for"));
        stack.docker().ifPresent(side -> table.row("Volumes", volumes(side)).row("Services", services(side)));
        stack.docker().flatMap(DockerSide::environment).ifPresent(how -> table.row("Containers", "their environment is recorded: " + Commands.word(how)));
        if (!stack.recipients().isEmpty()) {
            table.row("Encrypted to", String.join(", ", stack.recipients().stream().map(Recipient::publicKey).toList()));
        }
        return table.toString();
    }

    static String volumes(DockerSide side) {
        return side.volumes().isEmpty() ? "none" : String.join(", ", side.volumes().stream()
                .map(volume -> volume.name() + (volume.mount().isEmpty() ? "" : " (at " + volume.mount() + ")")).toList());
    }

    private static String services(DockerSide side) {
        return side.services().isEmpty() ? "none" : String.join(", ", side.services().stream()
                .map(service -> service.container() + (service.writes() ? " (writes)" : "")).toList());
    }

    static String server(ServerAddress server) {
        return server.through().map(container -> "the container " + container.container() + " (port " + server.port() + " in it), at " + container.engine())
                .orElseGet(() -> hostAndPort(server));
    }

    private static String hostAndPort(ServerAddress server) {
        return (server.host().contains(":") ? "[" + server.host() + "]" : server.host()) + ":" + server.port();
    }

    static String databases(Stack stack) {
        return stack.databases().isEmpty() ? "all" : String.join(", ", stack.databases());
    }

    static Map<String, Object> json(Stack stack) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", stack.name());
        json.put("environment", Commands.word(stack.environment()));
        json.put("protection", Commands.word(stack.protection()));
        json.put("host", stack.server().host());
        json.put("port", stack.server().port());
        stack.server().through().ifPresent(through -> {
            json.put("container", through.container());
            json.put("docker", through.engine().toString());
        });
        json.put("user", stack.server().user());
        json.put("tls", Commands.word(stack.server().tls()));
        json.put("maintenanceDatabase", stack.server().maintenanceDatabase());
        json.put("databases", stack.databases());
        stack.docker().ifPresent(side -> {
            json.put("volumes", side.volumes().stream().map(DockerSide.StackVolume::name).toList());
            json.put("services", side.services().stream().map(DockerSide.StackService::container).toList());
            side.environment().ifPresent(how -> json.put("containerEnvironment", Commands.word(how)));
        });
        if (!stack.recipients().isEmpty()) {
            json.put("recipients", stack.recipients().stream().map(Recipient::publicKey).toList());
        }
        json.put("tools", stack.tools().map(Path::toString).orElse(null));
        return json;
    }
}
