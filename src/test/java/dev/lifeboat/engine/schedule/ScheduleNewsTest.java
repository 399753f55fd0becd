package dev.lifeboat.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.job.Job;
import dev.lifeboat.engine.job.JobHistory;
import dev.lifeboat.engine.job.JobQueue;
import dev.lifeboat.engine.job.JobState;
import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.notify.Notice;
import dev.lifeboat.engine.notify.Notice.Event;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScheduleNewsTest {

    private static final Instant SINCE = Instant.parse("2026-11-22T00:00:00Z");

    @TempDir Path folder;
    private final List<Notice> told = new ArrayList<>();
    private ScheduleMemory memory;
    private ScheduleNews news;

    @BeforeEach
    void make() {
        memory = new ScheduleMemory(folder.resolve("state"));
        news = news(memory);
    }

    private ScheduleNews news(ScheduleMemory itsMemory) {
        return new ScheduleNews(itsMemory, told::add, Clock.fixed(at("05:30:00"), ZoneOffset.UTC));
    }

    private static Instant at(String time) {
        return Instant.parse("2026-11-22T" + time + "Z");
    }

    private static Schedule hourly(Action action) {
        return new Schedule("hourly", "shop", action, Cron.parse("0 * * * *"), ZoneOffset.UTC, Duration.ZERO, SINCE);
    }

    private static LastRun run(JobState state) {
        return new LastRun(at("01:00:00"), at("01:00:00"), at("01:01:00"), state, "So it was.", "job");
    }

    private List<Event> events() {
        return told.stream().map(Notice::event).toList();
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void aFailureAndTheFirstSuccessAfterItAreToldOfEveryKind(Action action) {
        Schedule schedule = hourly(action);
        news.ended(schedule, run(JobState.FAILED), Optional.empty());
        news.ended(schedule, run(JobState.FAILED), Optional.of(run(JobState.FAILED)));
        news.ended(schedule, run(JobState.WARNED), Optional.of(run(JobState.FAILED)));
        news.ended(schedule, run(JobState.SUCCEEDED), Optional.of(run(JobState.WARNED)));
        news.ended(schedule, run(JobState.CANCELLED), Optional.of(run(JobState.FAILED)));
        assertThat(events()).containsExactly(Event.FAILED, Event.FAILED, Event.RECOVERED, Event.SUCCEEDED);
        assertThat(told.getFirst().text()).isEqualTo(schedule.title() + ": failed. So it was.");
        assertThat(told.getFirst().schedule() + told.getFirst().stack()).isEqualTo("hourlyshop");
    }

    private Schedules schedules(Schedule... all) {
        ScheduleStore store = new ScheduleStore(folder.resolve("schedules"));
        List.of(all).forEach(store::save);
        return new Schedules(store, memory, new AgentFolder(folder.resolve("agent")), new AuditLog(folder.resolve("audit.jsonl")), Clock.fixed(at("05:30:00"), ZoneOffset.UTC));
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void whatIsOverdueIsToldOnceWhoeverAsksAndHoweverOften(Action action) {
        Schedules schedules = schedules(hourly(action));
        news.look(schedules);
        news.look(schedules);
        news(new ScheduleMemory(folder.resolve("state"))).look(schedules);
        assertThat(events()).containsExactly(Event.MISSED);
        assertThat(told.getFirst().text()).contains("the run planned for 2026-11-22T01:00:00Z did not take place. No agent runs the schedules.");
        news.missed(hourly(action), at("05:00:00"), 4); // the agent comes and makes up for it
        assertThat(told).as("told already").hasSize(1);
        memory.ended(hourly(action), at("05:00:00"), run(JobState.SUCCEEDED));
        news.missed(hourly(action), at("09:00:00"), 3);
        assertThat(told).as("another gap").hasSize(2);
    }

    @Test
    void nothingIsOverdueThatIsPunctualOrThatTheAgentDoes() throws Exception {
        memory.ended(hourly(Action.PRUNE), at("05:00:00"), run(JobState.SUCCEEDED));
        news.look(schedules(hourly(Action.PRUNE)));
        memory.beginAnew(hourly(Action.PRUNE), SINCE);
        AgentFolder agent = new AgentFolder(folder.resolve("agent"));
        try (AgentFolder.Seat _ = agent.sit()) {
            agent.say(new AgentStatus(dev.lifeboat.engine.ProcessIdentity.current(), Instant.now(), Instant.now(), List.of(), List.of()));
            news.look(schedules(hourly(Action.PRUNE)));
        }
        assertThat(told).isEmpty();
    }

    @Test
    void whatAPersonHasDoneIsToldAsWellAndLeavesThePlannedRunsAsTheyAre() throws Exception {
        Schedule schedule = hourly(Action.BACKUP_DATABASE);
        memory.ended(schedule, at("01:00:00"), run(JobState.SUCCEEDED));
        try (JobQueue queue = new JobQueue(new JobHistory(folder.resolve("jobs.jsonl")), folder.resolve("log"))) {
            Job<Outcome> failing = queue.submit("Back up shop", "shop", "lifeboat", (_, _) -> {
                throw new Failure.NotFound("There is none.");
            }, Function.identity());
            news.follow(schedule, failing);
            assertThat(memory.of(schedule).handled()).isEqualTo(at("01:00:00"));
            assertThat(memory.of(schedule).last()).hasValueSatisfying(last -> {
                assertThat(last.state()).isEqualTo(JobState.FAILED);
                assertThat(last.jobId()).isEqualTo(failing.id());
            });
            news.follow(schedule, queue.submit("Back up shop", "shop", "lifeboat", (_, _) -> Outcome.done("A set."), Function.identity()));
        }
        assertThat(events()).containsExactly(Event.FAILED, Event.RECOVERED);
        assertThat(told.getLast().text()).isEqualTo("Back up shop (hourly): succeeded. A set.");
    }
}
