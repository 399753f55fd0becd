package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.stack.ContainerEnvironment;
import dev.lifeboat.testing.TestEngine;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is recorded of a stack's containers: chosen, planned and shown. */
@Timeout(300)
class StackRecordingCommandsTest {

    @RegisterExtension static final TestEngine DOCKER = TestEngine.docker();

    @TempDir Path home;
    private String backend;

    @BeforeEach
    void stack() throws Exception {
        String volume = DOCKER.volume("files");
        backend = DOCKER.start("shown", TestEngine.POSTGRES, "-e", "PGDATA=/tmp/none", "-e", "API_TOKEN=xCANARYx", "-v", volume + ":/files",
                "--label", "com.docker.compose.service=backend");
        DOCKER.run("exec", backend, "sh", "-c", "echo hello > /files/a");
        assertThat(run("stack", "add", "shop", "--host", "db.example.org", "--docker", DOCKER.address().toString(), "--volume", volume, "--no-test").code()).isZero();
    }

    private CliCall.Result run(String... arguments) {
        return CliCall.in(home).run(arguments);
    }

    @Test
    void thePlanTellsTheSetShowsItAndTheStackKeepsTheChoice() {
        assertThat(run("backup", "volumes", "--plan").out()).contains("Record what the stack's containers are, with the names of the environment, values that may be secret left out.");
        assertThat(run("backup", "volumes", "--plan", "--json", "--container-environment", "none").out()).contains("\"containerEnvironment\":\"none\"");
        CliCall.Result refused = run("backup", "volumes", "--container-environment", "encrypted");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("the set would not be encrypted");
        assertThat(run("backup", "volumes").code()).isZero();
        CliCall.Result shown = run("sets", "show", "latest");
        assertThat(shown.out()).contains("with the names of the environment", backend, "backend", "none: it is from no registry").doesNotContain("xCANARYx");
        assertThat(run("sets", "show", "latest", "--json").out()).contains("\"product\":\"Docker\"").doesNotContain("xCANARYx");

        assertThat(run("stack", "add", "shop", "--replace", "--no-test", "--container-environment", "none").code()).isZero();
        assertThat(CliCall.in(home).app().stacks().get("shop").docker().orElseThrow().environment()).contains(ContainerEnvironment.NONE);
        assertThat(run("stack", "add", "shop", "--replace", "--no-test", "--service", "other").out()).contains("their environment is recorded: none");
        assertThat(run("backup", "volumes", "--plan").out()).contains("Record what the stack's containers are, without the environment.");
        assertThat(run("stack", "add", "plain", "--host", "h", "--no-test", "--container-environment", "none").code()).isEqualTo(2);
    }
}
