package dev.lifeboat.engine.postgres;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.docker.ContainerProgram;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.stack.ContainerAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tools in the container of a server: always of the server's own version, always there. */
record ContainerTools(ContainerAddress container, int versionNumber) implements ClientTools {

    private static final String LOOPBACK = "127.0.0.1";

    /** @throws Failure.ToolMissing when the container has no pg_dump */
    static ContainerTools in(ContainerAddress container) {
        try (ContainerProgram program = ContainerProgram.start(container, List.of("pg_dump", "--version"), Map.of(), new Cancellation())) {
            String text = new String(program.output().readAllBytes(), StandardCharsets.UTF_8);
            boolean ran = program.await().status() == 0;
            Optional<Integer> version = ran ? Tools.versionIn(text) : Optional.empty();
            return version.map(number -> new ContainerTools(container, number)).orElseThrow(() -> missing(container));
        } catch (IOException e) {
            throw missing(container);
        }
    }

    private static Failure.ToolMissing missing(ContainerAddress container) {
        return new Failure.ToolMissing("The container " + container.container() + " has no pg_dump.",
                List.of("Lifeboat runs the tools inside of the server's container, where they have the server's version.",
                        "Publish the server's port and add the stack by --host to use the tools of this machine."));
    }

    @Override
    public String place() {
        return "container " + container.container();
    }

    @Override
    public RunningTool start(String tool, Server server, String database, List<String> arguments, String sessionOptions, Cancellation cancellation) {
        List<String> command = new ArrayList<>(List.of(tool));
        command.addAll(arguments);
        command.addAll(List.of("--no-password", "--dbname=dbname=" + Sql.conninfo(database)));
        return new ContainerTool(tool, ContainerProgram.start(container, command, server.toolEnvironment(LOOPBACK, sessionOptions), cancellation));
    }
}
