package dev.lifeboat.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Json;
import dev.lifeboat.engine.ProcessIdentity;
import dev.lifeboat.testing.ChildJvm;
import dev.lifeboat.testing.OwnEngine;
import dev.lifeboat.testing.TestEngine;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Services that are held while the engine is killed, and by two processes. */
@Timeout(120)
class HeldServicesTest {

    private static OwnEngine docker;

    @TempDir Path folder;

    @BeforeAll static void start() throws Exception {
        docker = OwnEngine.start();
    }

    @AfterAll static void stop() throws IOException {
        if (docker != null) {
            docker.close();
        }
    }

    @BeforeEach void service() throws Exception {
        docker.run("run", "-d", "--name", "service", "--network", "none", "--stop-signal", "KILL", TestEngine.BUSYBOX);
    }

    @AfterEach void remove() throws Exception {
        docker.run("rm", "-f", "service");
    }

    private static String state() throws Exception {
        return docker.run("inspect", "--format", "{{.State.Status}}", "service");
    }

    private HeldServices hold(DockerEngine engine, Duration patience) {
        return HeldServices.hold(engine, Optional.empty(), folder.resolve("held"), "shop", List.of("service"), HeldServices.Mode.PAUSE, patience);
    }

    private static DockerEngine open() {
        return DockerEngine.open(docker.address(), Optional.empty());
    }

    @Test void trap23_anEngineThatIsRestartedIsWaitedFor() throws Exception {
        try (DockerEngine engine = open()) {
            HeldServices held = hold(engine, Duration.ofSeconds(60));
            assertThat(state()).isEqualTo("paused");
            docker.kill();
            Thread starting = Thread.ofPlatform().start(() -> {
                try {
                    Thread.sleep(1_000);
                    docker.startAgain();
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            held.release();
            starting.join();
            assertThat(state()).isEqualTo("running");
            assertThat(folder.resolve("held")).isEmptyDirectory();
        }
    }

    /** The agent lives for months: its services must not wait for its end. */
    @Test void trap23_whatCouldNotBeBroughtBackIsBroughtBackLaterThoughItsProcessLives() throws Exception {
        try (DockerEngine engine = open(); HeldServices held = hold(engine, Duration.ZERO); HelperContainer _ = HelperContainer.start(engine, TestEngine.BUSYBOX, "some", HelperContainer.Access.READ)) {
            docker.kill();
            assertThatThrownBy(held::release).isInstanceOf(Failure.ConnectionFailed.class).hasMessageContaining("service")
                    .satisfies(e -> assertThat(((Failure) e).hints()).first().asString().isEqualTo("Bring them back: docker unpause service"));
            assertThatThrownBy(() -> HeldServices.recover(folder.resolve("held"))).isInstanceOf(Failure.ConnectionFailed.class);
            docker.startAgain();
            assertThat(HeldServices.recover(folder.resolve("held"))).containsExactly("service");
            assertThat(state()).isEqualTo("running");
            assertThat(HeldServices.recover(folder.resolve("held"))).isEmpty();
            assertThat(HelperContainer.removeLeftovers(engine)).as("the restart ended it").isEqualTo(1);
        }
    }

    @Test void trap23_whatAnotherProcessHoldsIsRefusedAndItsListIsLeftAlone() throws Exception {
        try (DockerEngine engine = open(); ChildJvm child = ChildJvm.start(Holding.class, docker.address().toString(), folder.resolve("held").toString())) {
            assertThat(child.line()).isEqualTo("held");
            assertThatThrownBy(() -> hold(engine, Duration.ZERO)).isInstanceOf(Failure.PreflightFailed.class).hasMessageContaining("process " + child.pid());
            HeldServices.hold(engine, Optional.empty(), folder.resolve("held"), "shop", List.of(), HeldServices.Mode.PAUSE).close();
            child.kill();
            assertThat(state()).isEqualTo("paused");
            assertThat(HeldServices.recover(folder.resolve("held"))).containsExactly("service");
            assertThat(state()).isEqualTo("running");
        }
    }

    @Test void trap23_aListThatIsLeftLetsNothingGoThatSomebodyElseHoldsNow() throws Exception {
        Path lists = folder.resolve("held");
        try (DockerEngine engine = open()) {
            try (ChildJvm child = ChildJvm.start(Holding.class, docker.address().toString(), lists.toString())) {
                assertThat(child.line()).isEqualTo("held");
            }
            docker.run("unpause", "service"); // by hand: the list stays
            try (HeldServices held = hold(engine, Duration.ZERO)) {
                assertThat(held.containers()).containsExactly("service");
                assertThat(HeldServices.recover(lists)).isEmpty();
                assertThat(state()).isEqualTo("paused");
            }
            assertThat(state()).isEqualTo("running");
            assertThat(lists).isEmptyDirectory();
        }
    }

    @Test void aHelperThatWasMadeAndNeverStartedIsLeftOverWhenItIsOld() throws Exception {
        String id = docker.run("create", "--label", "dev.lifeboat.helper=" + Json.line(ProcessIdentity.current()), TestEngine.BUSYBOX);
        try (DockerEngine engine = open()) {
            assertThat(HelperContainer.leftovers(engine)).as("it may be about to be started").isEmpty();
            assertThat(HelperContainer.leftovers(engine, Duration.ZERO)).containsExactly(id);
        }
        docker.run("rm", id);
    }

    @Test void aVolumeThatIsGivenUpGoesWithAHelperThatWasMadeForItAndNeverStarted() throws Exception {
        try (DockerEngine engine = open()) {
            NewVolume made = NewVolume.make(engine, Optional.empty(), folder.resolve("filling"), "half");
            docker.run("create", "--label", "dev.lifeboat.helper=" + Json.line(ProcessIdentity.current()), "-v", "half:/lifeboat-volume", TestEngine.BUSYBOX);
            docker.start("user", TestEngine.BUSYBOX, "-v", "half:/half");
            assertThatThrownBy(made::close).isInstanceOf(Failure.ConnectionFailed.class).hasMessageContaining("a container uses it");
            docker.run("rm", "-f", "user");
            assertThat(NewVolume.removeLeftovers(folder.resolve("filling"))).containsExactly("half");
        }
        assertThat(docker.run("volume", "ls", "-q").lines()).doesNotContain("half");
        assertThat(folder.resolve("filling")).isEmptyDirectory();
    }

    @Test void aListThatCannotBeReadHidesNoOther() throws Exception {
        Path lists = Files.createDirectories(folder.resolve("held"));
        Files.writeString(lists.resolve("a.json"), "{ half");
        try (ChildJvm child = ChildJvm.start(Holding.class, docker.address().toString(), lists.toString())) {
            assertThat(child.line()).isEqualTo("held");
        }
        assertThat(HeldServices.recover(lists)).containsExactly("service");
    }

    /** Holds the service until it is killed. */
    static final class Holding {
        static void main(String[] arguments) throws Exception {
            HeldServices.hold(DockerEngine.open(URI.create(arguments[0]), Optional.empty()), Optional.empty(), Path.of(arguments[1]), "shop", List.of("service"), HeldServices.Mode.PAUSE);
            System.out.println("held");
            Thread.sleep(600_000);
        }
    }
}
