package dev.lifeboat.engine.restore;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.ShellWord;
import dev.lifeboat.engine.docker.ContainerProgram;
import dev.lifeboat.engine.docker.ScratchContainer;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.postgres.ContainerTool;
import dev.lifeboat.engine.postgres.RunningTool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A scratch container, in which the server's own user runs everything. Nothing of it stays: it goes with the container. */
final class ContainerSandbox implements Sandbox {

    /** Not every image has the server's programs in its path. */
    private static final String FIND = "for d in /usr/lib/postgresql/*/bin /usr/libexec/postgresql* /usr/pgsql-*/bin /opt/bitnami/postgresql/bin; do "
            + "if [ -d \"$d\" ]; then PATH=\"$PATH:$d\"; fi; done; export PATH; ";

    private final ScratchContainer container;
    private final String image;

    private ContainerSandbox(ScratchContainer container, String image) {
        this.container = container;
        this.image = image;
    }

    /** Starts the container, with an empty data directory. */
    static ContainerSandbox start(ProvingPlan.Place.Container place) {
        ScratchContainer container = ScratchContainer.start(place.engine().address(), place.engine().certificates(), place.image());
        ContainerSandbox sandbox = new ContainerSandbox(container, place.image().name());
        try {
            sandbox.run("mkdir", List.of("-p", "-m", "0700", sandbox.dataDirectory()), new Cancellation());
            return sandbox;
        } catch (RuntimeException e) {
            sandbox.close();
            throw e;
        }
    }

    ScratchContainer container() {
        return container;
    }

    @Override public String dataDirectory() {
        return ScratchContainer.FOLDER + "/data";
    }

    @Override public String inWords() {
        return "a scratch container of " + image;
    }

    @Override public RunningTool start(String program, List<String> arguments, Cancellation cancellation) {
        List<String> words = new ArrayList<>(List.of("sh", "-c", FIND + "exec \"$@\"", "sh", program));
        words.addAll(arguments);
        return new ContainerTool(program, ContainerProgram.start(container.address(), words, Map.of("LC_ALL", "C", "TZ", "UTC"), cancellation));
    }

    @Override public String command(String program, List<String> arguments) {
        List<String> words = new ArrayList<>(List.of("docker", "exec", container.address().container(), program));
        words.addAll(arguments);
        return String.join(" ", words.stream().map(ShellWord::quoted).toList());
    }

    @Override public boolean has(String program) {
        return succeeds("sh", List.of("-c", "command -v \"$0\"", program));
    }

    /** The major version of its server. @throws Failure.ToolMissing when it has none */
    int major() {
        try {
            String said = run("postgres", List.of("--version"), new Cancellation());
            return ToolVersion.number(said.strip().replaceFirst("^\\D+", "")) / 10_000;
        } catch (Failure.ToolFailed e) {
            throw new Failure.ToolMissing("The image " + image + " has no PostgreSQL server.", List.of("Prove it elsewhere: --in cluster"));
        }
    }

    @Override public void discard() {
        close();
    }

    @Override public void close() {
        container.close();
    }
}
