package dev.lifeboat.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.app.App;
import dev.lifeboat.app.Folders;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.engine.stack.TlsMode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real agent by a clock that the test sets; what it does is to tidy a repository that is empty. */
class AgentClockTest {

    @TempDir Path home;
    private final AtomicReference<Instant> now = new AtomicReference<>();
    private final List<Instant> runs = new CopyOnWriteArrayList<>();
    private final AtomicInteger looks = new AtomicInteger();
    private final Cancellation end = new Cancellation();
    private App app;
    private ScheduleStore store;
    private Thread thread;

    @BeforeEach
    void make() {
        Map<String, String> environment = Map.of("LIFEBOAT_HOME", home.toString());
        app = new App(Folders.of(environment, "Linux", home), environment);
        app.stacks().save(new Stack("shop", Environment.DEVELOPMENT, new ServerAddress("127.0.0.1", 1, "postgres", "postgres", TlsMode.DISABLE), List.of("shop"), Optional.empty()));
        app.repository();
        store = new ScheduleStore(app.folders().configuration().resolve("schedules"));
    }

    @AfterEach
    void end() throws InterruptedException {
        end.cancel();
        if (thread != null) {
            thread.join();
        }
        app.close();
    }

    /** Looks are counted where the agent reads the time. */
    private final class Hand extends Clock {
        @Override public Instant instant() {
            looks.incrementAndGet();
            return now.get();
        }

        @Override public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }

    private void agent(String cron, String zone, Duration jitter, String since) {
        set(since);
        store.save(new Schedule("tidy", "shop", Action.PRUNE, Cron.parse(cron), ZoneId.of(zone), jitter, now.get()));
        Agent agent = new Agent(store, new ScheduleMemory(app.folders().state().resolve("schedules")), app.scheduledWork(), app.jobs(), app.audit(), app.agentFolder(),
                app.news(), new LogKeeping(app.keptLogs(), app.stacks(), app::repository, app.passwords(), app.jobs(), app.news(), Clock.systemUTC()), new Hand()).telling(new Agent.Listener() {
                    @Override public void ended(Schedule schedule, LastRun run) {
                        assertThat(run.ok()).as(run.sentence()).isTrue();
                        runs.add(run.planned());
                    }
                });
        thread = Thread.ofVirtual().start(() -> {
            try {
                agent.run(end);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void set(String time) {
        now.set(Instant.parse(time));
    }

    /** Sets the clock and waits until the agent has looked at it more than once, with a run or without. */
    private void at(String time, String... planned) throws InterruptedException {
        set(time);
        int before = looks.get();
        for (int i = 0; i < 1200 && (looks.get() < before + 4 || runs.size() < planned.length); i++) {
            Thread.sleep(50);
        }
        assertThat(runs).as(time).containsExactlyElementsOf(List.of(planned).stream().map(Instant::parse).toList());
    }

    /** 29 March 2026: at 02:00 the clocks of Berlin go to 03:00, and 02:30 does not exist. */
    @Test
    void aTimeThatTheSpringLeavesOutIsRunAnHourLaterByTheClock() throws Exception {
        agent("30 2 * * *", "Europe/Berlin", Duration.ZERO, "2026-03-28T12:00:00Z");
        at("2026-03-29T00:30:01Z");
        at("2026-03-29T01:29:59Z");
        at("2026-03-29T01:30:01Z", "2026-03-29T01:30:00Z");
        at("2026-03-30T00:29:59Z", "2026-03-29T01:30:00Z");
        at("2026-03-30T00:30:01Z", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z");
    }

    /** 25 October 2026: at 03:00 the clocks of Berlin go back to 02:00, and 02:30 comes twice. */
    @Test
    void aTimeThatComesTwiceInAutumnIsRunOnce() throws Exception {
        agent("30 2 * * *", "Europe/Berlin", Duration.ZERO, "2026-10-24T12:00:00Z");
        at("2026-10-25T00:29:59Z");
        at("2026-10-25T00:30:01Z", "2026-10-25T00:30:00Z");
        at("2026-10-25T01:30:01Z", "2026-10-25T00:30:00Z");
        at("2026-10-26T01:30:01Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
    }

    /** The run of 22 November 2026, 02:00 is put off by a time that is fixed: by CRC-32 of "tidy@2026-11-22T02:00:00Z", modulo 1801, seconds. */
    @Test
    void jitterPutsARunOffByWhatEverybodyIsTold() throws Exception {
        Instant start = new Schedule("tidy", "shop", Action.PRUNE, Cron.parse("0 2 * * *"), ZoneOffset.UTC, Duration.ofMinutes(30), Instant.EPOCH).start(Instant.parse("2026-11-22T02:00:00Z"));
        assertThat(start).isBetween(Instant.parse("2026-11-22T02:00:01Z"), Instant.parse("2026-11-22T02:30:00Z"));
        agent("0 2 * * *", "UTC", Duration.ofMinutes(30), "2026-11-22T01:00:00Z");
        at("2026-11-22T02:00:01Z");
        at(start.minusSeconds(1).toString());
        at(start.toString(), "2026-11-22T02:00:00Z");
        at("2026-11-22T02:59:00Z", "2026-11-22T02:00:00Z");
    }

    @Test
    void missedRunsAreMadeUpForByOneAndAClockThatIsSetBackBeginsAnew() throws Exception {
        agent("0 * * * *", "UTC", Duration.ZERO, "2026-11-22T00:30:00Z");
        at("2026-11-22T06:10:00Z", "2026-11-22T06:00:00Z");
        at("2026-11-22T06:50:00Z", "2026-11-22T06:00:00Z");
        at("2026-11-22T03:50:00Z", "2026-11-22T06:00:00Z");
        at("2026-11-22T04:00:01Z", "2026-11-22T06:00:00Z", "2026-11-22T04:00:00Z");
    }

    @Test
    void aScheduleThatCannotBeReadIsToldAndHoldsNobodyUp() throws Exception {
        java.nio.file.Files.createDirectories(app.folders().configuration().resolve("schedules"));
        java.nio.file.Files.writeString(app.folders().configuration().resolve("schedules/broken.json"), "{");
        try (var hook = new dev.lifeboat.testing.TestHook()) {
            app.channels().add(hook.channel());
            agent("0 * * * *", "UTC", Duration.ZERO, "2026-11-22T00:30:00Z");
            at("2026-11-22T01:00:01Z", "2026-11-22T01:00:00Z");
            for (int i = 0; i < 200 && hook.events().isEmpty(); i++) {
                Thread.sleep(50);
            }
            assertThat(hook.events()).containsExactly("broken FAILED");
            assertThat(hook.texts().getFirst()).startsWith("The schedule broken is left out: ");
        }
    }
}
