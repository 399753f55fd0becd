package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.app.App;
import dev.lifeboat.app.Settings;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.replication.Destination;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.schedule.Action;
import dev.lifeboat.engine.schedule.Cron;
import dev.lifeboat.engine.schedule.LastRun;
import dev.lifeboat.engine.schedule.Schedule;
import dev.lifeboat.engine.stack.DockerSide;
import dev.lifeboat.testing.TestEngine;
import dev.lifeboat.testing.TestHook;
import dev.lifeboat.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A real agent does every kind of work, with a server, a volume and a destination that are real, and says how it went. */
class AgentNewsTest {

    @RegisterExtension static final TestServer SERVER = new TestServer();
    @RegisterExtension static final TestEngine DOCKER = TestEngine.docker();

    @TempDir Path home;
    private App app;
    private TestHook hook;
    private final Cancellation end = new Cancellation();
    private Thread agent;

    @BeforeEach
    void aStackWithAVolume() throws Exception {
        SERVER.tools();
        String database = SERVER.createDatabase("news");
        String volume = DOCKER.volume("news");
        String service = DOCKER.start("news", TestEngine.POSTGRES, "-e", "PGDATA=/tmp/none", "-v", volume + ":/data");
        CliCall.in(home).withInput(SERVER.embedded().password().reveal()).run("stack", "add", "shop", "--host", SERVER.address().host(),
                "--port", String.valueOf(SERVER.address().port()), "--tls", "disable", "--password-stdin", "--database", database);
        app = CliCall.in(home).app();
        app.stacks().save(app.stacks().get("shop").with(Optional.of(new DockerSide(DOCKER.address(), Optional.empty(),
                List.of(new DockerSide.StackVolume(volume, "")), List.of(new DockerSide.StackService(service, true))))));
        app.destinations().save(new Destination("copy", Files.createDirectory(home.resolve("copy")), Optional.empty()));
        hook = new TestHook();
        app.channels().add(hook.channel());
    }

    @AfterEach
    void end() throws Exception {
        end.cancel();
        if (agent != null) {
            agent.join();
        }
        app.close();
        hook.close();
    }

    private static String name(Action action) {
        return action.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static List<String> all(String event) {
        return Arrays.stream(Action.values()).map(action -> name(action) + " " + event).toList();
    }

    private void await(String what, Callable<Boolean> condition) throws Exception {
        for (int i = 0; i < 3600; i++) {
            if (condition.call()) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("waited in vain for " + what + "; told was: " + String.join("\n", hook.texts()));
    }

    @Test
    void everyKindOfScheduleTellsOfAFailureOfARecoveryAndOfAMissedRun() throws Exception {
        app.settings().save(Settings.DEFAULT.withRepository(Optional.of(home.resolve("elsewhere"))));
        for (Action action : Action.values()) {
            app.schedules().save(new Schedule(name(action), "shop", action, Cron.parse("* * * * *"), ZoneOffset.UTC, Duration.ZERO,
                    Instant.now().minus(Duration.ofMinutes(3))), false);
        }
        agent = Thread.ofVirtual().start(() -> {
            try {
                app.agent().run(end);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        await("the failures", () -> hook.events().containsAll(all("FAILED")));
        assertThat(hook.events()).containsAll(all("MISSED"));
        assertThat(hook.texts()).anyMatch(text -> text.startsWith("Back up shop (backup-database): failed. "));

        Repository.openOrCreate(home.resolve("elsewhere"));
        await("the recoveries", () -> hook.events().containsAll(all("RECOVERED")));
        assertThat(hook.events()).doesNotContainAnyElementsOf(all("SUCCEEDED"));
        assertThat(app.schedules().standings()).allSatisfy(standing -> assertThat(standing.last()).map(LastRun::ok).contains(true));
        assertThat(app.repository().list().sets()).hasSizeGreaterThanOrEqualTo(4);
    }
}
