package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.lifeboat.app.App;
import dev.lifeboat.engine.job.Job;
import dev.lifeboat.engine.job.JobSnapshot;
import dev.lifeboat.engine.job.JobState;
import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.schedule.Action;
import dev.lifeboat.engine.schedule.AgentStatus;
import dev.lifeboat.engine.schedule.Cron;
import dev.lifeboat.engine.schedule.LastRun;
import dev.lifeboat.engine.schedule.Schedule;
import dev.lifeboat.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The agent as a process of its own, which takes real backups. */
class AgentProcessTest {

    @RegisterExtension static final TestServer SERVER = new TestServer();

    @TempDir Path home;
    private final List<Process> started = new ArrayList<>();
    private App app;

    @BeforeEach
    void aStack() throws Exception {
        SERVER.tools();
        String database = SERVER.createDatabase("agent");
        SERVER.execute(database, "create table things as select n, 'thing ' || n as name from generate_series(1, 1000) n");
        CliCall.in(home).withInput(SERVER.embedded().password().reveal()).run("stack", "add", "shop", "--host", SERVER.address().host(),
                "--port", String.valueOf(SERVER.address().port()), "--tls", "disable", "--password-stdin", "--database", database);
        app = CliCall.in(home).app();
    }

    @AfterEach
    void end() {
        app.close();
        started.forEach(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
    }

    /** Planned an hour ago and at that time of each day, and nobody has run it for three days. */
    private void dailyMissedThrice() {
        Instant planned = Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofHours(1));
        ZonedDateTime time = planned.atZone(ZoneOffset.UTC);
        app.schedules().save(new Schedule("daily", "shop", Action.BACKUP_DATABASE, Cron.parse(time.getMinute() + " " + time.getHour() + " * * *"),
                ZoneOffset.UTC, Duration.ZERO, planned.minus(Duration.ofDays(2)).minusSeconds(1)), false);
    }

    private Process agent(Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-cp", System.getProperty("java.class.path"), "dev.lifeboat.Lifeboat", "agent")
                .redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("LIFEBOAT_HOME", home.toString());
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        for (int i = 0; i < 1200; i++) {
            if (condition.call()) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("waited in vain for " + what);
    }

    private List<BackupSet> sets() {
        return app.repository().list().sets();
    }

    private List<JobSnapshot> history() {
        return app.history().list();
    }

    private boolean lastRunIsKept() {
        return app.schedules().standings().getFirst().last().isPresent();
    }

    @Test
    void trap58MissedRunsAreCaughtUpOnceWithoutAWindow() throws Exception {
        dailyMissedThrice();
        assertThat(app.schedules().standings().getFirst().overdue()).isPresent();
        Path output = home.resolve("output");
        Process agent = agent(output);
        await("the run", this::lastRunIsKept);
        Thread.sleep(1500); // some looks more: nothing else may begin
        assertThat(sets()).hasSize(1);
        assertThat(history()).singleElement().satisfies(job -> {
            assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
            assertThat(job.title()).isEqualTo("Back up shop (daily)");
            assertThat(job.command()).isEqualTo("lifeboat backup database --stack shop");
            assertThat(job.log()).contains("Catches up: 3 planned runs did not take place; this one makes up for them.");
        });
        assertThat(app.schedules().standings().getFirst().overdue()).isEmpty();
        agent.destroy(); // SIGTERM
        assertThat(agent.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(output)).contains("The agent runs 1 schedule.", "Back up shop (daily): catching up", "Back up shop (daily): succeeded.", "The agent has ended.");
        assertThat(app.schedules().agent()).isEmpty();
        assertThat(CliCall.in(home).run("audit", "--verify").code()).isZero();
    }

    @Test
    void theAgentTellsThePingOfASuccessAndTheWebhookOfMissedRuns() throws Exception {
        List<String> requests = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(exchange.getRequestURI() + (body.contains("\"MISSED\"") ? " missed" : ""));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        try {
            String address = "http://127.0.0.1:" + server.getAddress().getPort();
            assertThat(CliCall.in(home).withInput(address + "/ping\n").run("notify", "add", "alarm", "ping").out()).contains(address + "/...").doesNotContain("/ping");
            CliCall.in(home).withInput(address + "/hook\n").run("notify", "add", "team", "webhook");
            dailyMissedThrice();
            agent(home.resolve("output"));
            await("the notices", () -> requests.size() == 2);
            assertThat(requests).containsExactlyInAnyOrder("/hook missed", "/ping");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void anAgentThatIsKilledIsMadeUpForExactlyOnce() throws Exception {
        dailyMissedThrice();
        // The target is busy, so that the run has begun and cannot end before the kill.
        CountDownLatch release = new CountDownLatch(1);
        Job<Outcome> ours = holdTarget(release);
        Process first = agent(home.resolve("first"));
        await("the run to wait", () -> app.schedules().agent().filter(status -> !status.jobs().isEmpty()).isPresent());
        first.destroyForcibly().onExit().join();
        assertThat(app.schedules().agent()).isEmpty();
        release.countDown();
        ours.await();
        assertThat(sets()).isEmpty();

        Process second = agent(home.resolve("second"));
        await("the run", this::lastRunIsKept);
        assertThat(sets()).hasSize(1);
        second.destroyForcibly().onExit().join();

        Process third = agent(home.resolve("third"));
        await("the third agent", () -> app.schedules().agent().isPresent());
        Thread.sleep(2000);
        third.destroy();
        assertThat(third.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(sets()).hasSize(1);
    }

    private Job<Outcome> holdTarget(CountDownLatch release) throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        Job<Outcome> job = app.jobs().submit("Our own work", "shop", "lifeboat", (_, _) -> {
            running.countDown();
            release.await();
            return Outcome.done("ended");
        }, Function.identity());
        running.await();
        return job;
    }

    @Test
    void theAgentWaitsForTheWindowsJobOnTheSameStackAndIsSeenAndCancelledFromThere() throws Exception {
        dailyMissedThrice();
        CountDownLatch release = new CountDownLatch(1);
        holdTarget(release);
        agent(home.resolve("output"));
        await("the agent's job", () -> app.schedules().agent().stream().flatMap(status -> status.jobs().stream())
                .anyMatch(job -> job.log().stream().anyMatch(line -> line.startsWith("Waiting for \"Our own work\" of process " + ProcessHandle.current().pid()))));
        AgentStatus status = app.schedules().agent().orElseThrow();
        assertThat(status.working()).containsExactly("daily");
        assertThat(status.jobs()).singleElement().satisfies(job -> assertThat(job.state()).isEqualTo(JobState.WAITING));
        assertThat(sets()).isEmpty();
        app.agentFolder().cancel(status.jobs().getFirst().id());
        await("the cancel", this::lastRunIsKept);
        assertThat(app.schedules().standings().getFirst().last()).map(LastRun::state).contains(JobState.CANCELLED);
        assertThat(history().stream().filter(job -> job.title().equals("Back up shop (daily)"))).singleElement()
                .satisfies(job -> assertThat(job.state()).isEqualTo(JobState.CANCELLED));
        release.countDown();
    }

    @Test
    void aRunThatIsCancelledByTheEndOfTheAgentIsRecordedAndStaysDue() throws Exception {
        dailyMissedThrice();
        CountDownLatch release = new CountDownLatch(1);
        holdTarget(release);
        Process agent = agent(home.resolve("output"));
        await("the agent's job", () -> app.schedules().agent().filter(status -> !status.jobs().isEmpty()).isPresent());
        agent.destroy();
        assertThat(agent.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(history().stream().filter(job -> job.title().equals("Back up shop (daily)"))).singleElement()
                .satisfies(job -> assertThat(job.state()).isEqualTo(JobState.CANCELLED));
        assertThat(app.schedules().standings().getFirst().overdue()).isPresent();
        release.countDown();
    }

    @Test
    void aSecondAgentSaysSoAndEndsWith11() throws Exception {
        Process first = agent(home.resolve("first"));
        await("the agent", () -> app.schedules().agent().isPresent());
        Path output = home.resolve("second");
        Process second = agent(output);
        assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(11);
        assertThat(Files.readString(output)).contains("An agent of this configuration runs already: process " + first.pid() + " on ");
        assertThat(first.isAlive()).isTrue();
    }

    @Test
    void aRunThatIsDueWhileTheLastOneGoesOnIsSkippedAndSaid() throws Exception {
        app.schedules().save(new Schedule("often", "shop", Action.BACKUP_DATABASE, Cron.parse("* * * * *"), ZoneOffset.UTC, Duration.ZERO,
                Instant.now().minus(Duration.ofMinutes(2))), false);
        CountDownLatch release = new CountDownLatch(1);
        holdTarget(release);
        agent(home.resolve("output"));
        // The catch-up waits for our work; within a minute the next run is due.
        await("the agent's job", () -> app.schedules().agent().filter(status -> !status.jobs().isEmpty()).isPresent());
        await("the skipped run", () -> history().stream().anyMatch(job -> job.outcome().filter(text -> text.startsWith("Skipped: the run planned for ")).isPresent()));
        assertThat(app.audit().entries()).anySatisfy(entry -> {
            assertThat(entry.operation()).isEqualTo("schedule.run");
            assertThat(entry.outcome()).isEqualTo("warned");
            assertThat(entry.detail()).startsWith("Skipped: the run planned for ");
        });
        release.countDown();
        await("the run", this::lastRunIsKept);
    }
}
