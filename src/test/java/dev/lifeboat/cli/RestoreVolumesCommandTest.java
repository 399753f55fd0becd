package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.TestEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Volumes from the command line: stack add, backup, plan, restore aside and in place, and from a file of ContainerPub's scripts. */
@Timeout(300)
class RestoreVolumesCommandTest {

    @RegisterExtension static final TestEngine DOCKER = TestEngine.docker();

    @TempDir Path home;

    private CliCall.Result run(String... arguments) {
        return CliCall.in(home).run(arguments);
    }

    @Test void volumesGoTheWholeWayByTheCommandLine() throws Exception {
        String volume = DOCKER.volume("functions");
        String service = DOCKER.start("cli", TestEngine.POSTGRES, "-e", "PGDATA=/tmp/none", "--stop-signal", "KILL", "-v", volume + ":/v");
        DOCKER.run("exec", service, "sh", "-c", "echo good > /v/f");
        CliCall.Result added = run("stack", "add", "shop", "--container", service, "--docker", DOCKER.address().toString(), "--volume", volume, "--service", service,
                "--environment", "production", "--no-test");
        assertThat(added.code()).as(added.err()).isZero();
        assertThat(run("stack", "show", "shop").out()).contains(volume, service);
        CliCall.Result planned = run("backup", "volumes", "--stack", "shop", "--plan");
        assertThat(planned.code()).as(planned.err()).isZero();
        assertThat(planned.out()).contains("Copy the volume " + volume, "Nothing has been written");
        assertThat(run("backup", "volumes", "--stack", "shop", "--volume", "no-such-volume").code()).isNotZero();
        CliCall.Result taken = run("backup", "volumes", "--stack", "shop", "--json");
        assertThat(taken.code()).as(taken.err()).isZero();
        assertThat(taken.out()).startsWith("{").contains("\"kind\"", volume);

        DOCKER.run("exec", service, "sh", "-c", "echo bad > /v/f");
        CliCall.Result plan = run("restore", "volumes", "latest", "--in-place", "--plan");
        assertThat(plan.code()).as(plan.err()).isZero();
        assertThat(plan.out()).contains("Stop " + service + ".", "which is kept, and compare", "Start " + service + " again.", "Nothing has been changed");
        CliCall.Result unconfirmed = run("restore", "volumes", "latest", "--in-place", "--json");
        assertThat(unconfirmed.code()).isEqualTo(2);
        assertThat(unconfirmed.out()).contains("Nothing was changed");
        assertThat(DOCKER.run("exec", service, "cat", "/v/f")).isEqualTo("bad");
        CliCall.Result restored = run("restore", "volumes", "latest", "--in-place", "--yes");
        removeNamed(restored.out());
        assertThat(restored.code()).as(restored.err()).isZero();
        assertThat(restored.out()).contains("every one proven; what was there is kept in " + volume + "_before_", "started again: " + service);
        assertThat(DOCKER.run("exec", service, "cat", "/v/f")).isEqualTo("good");

        Path archive = home.resolve("functions_volume_20260711_020000.tar.gz");
        Files.createDirectories(home.resolve("old"));
        Files.writeString(home.resolve("old/f"), "from the scripts");
        assertThat(new ProcessBuilder("tar", "-czf", archive.toString(), "-C", home.resolve("old").toString(), ".").inheritIO().start().waitFor()).isZero();
        CliCall.Result aside = run("restore", "volumes", archive.toString(), "--aside");
        removeNamed(aside.out());
        assertThat(aside.code()).as(aside.err()).isZero();
        assertThat(aside.out()).contains("was taken into the repository", volume + " into the new volume " + volume + "_restored_", "every one proven", "The present volumes were not touched");
        assertThat(run("restore", "volumes", archive.toString(), "--plan").err()).contains("A plan changes nothing");
        assertThat(DOCKER.run("exec", service, "cat", "/v/f")).isEqualTo("good");
    }

    /** The volumes that a report names go after the class. */
    private static void removeNamed(String report) {
        List.of(report.split("[\\s:;,]+")).stream().filter(word -> word.contains("_restored_") || word.contains("_before_")).distinct().forEach(DOCKER::removesVolume);
    }
}
