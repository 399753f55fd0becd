package dev.lifeboat.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.job.JobState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DueTest {

    private static final Instant SINCE = Instant.parse("2026-11-22T00:00:00Z");

    @TempDir Path folder;

    private static Schedule hourly(Duration jitter) {
        return new Schedule("hourly", "shop", Action.BACKUP_DATABASE, Cron.parse("0 * * * *"), ZoneOffset.UTC, jitter, SINCE);
    }

    private static Instant at(String time) {
        return Instant.parse("2026-11-22T" + time + "Z");
    }

    @Test
    void nothingIsDueBeforeItsTimeAndOneRunAtIt() {
        Schedule hourly = hourly(Duration.ZERO);
        assertThat(Due.of(hourly, SINCE, at("00:59:59"))).isEmpty();
        assertThat(Due.of(hourly, SINCE, at("01:00:01"))).contains(new Due(hourly, at("01:00:00"), 0, false));
        assertThat(Due.of(hourly, at("01:00:00"), at("01:30:00"))).isEmpty();
    }

    @Test
    void manyMissedRunsAreCaughtUpByOne() {
        Schedule hourly = hourly(Duration.ZERO);
        // 01, 02, 03, 04, 05 were planned; the last one stands for all.
        assertThat(Due.of(hourly, SINCE, at("05:30:00"))).contains(new Due(hourly, at("05:00:00"), 4, true));
        assertThat(Due.of(hourly, at("05:00:00"), at("05:30:00"))).isEmpty();
    }

    @Test
    void jitterPutsEachRunOffByTheSameWhoeverAsks() {
        Schedule jittery = hourly(Duration.ofMinutes(30));
        List<Instant> starts = jittery.nextStarts(SINCE, 24);
        assertThat(starts).hasSize(24).isEqualTo(hourly(Duration.ofMinutes(30)).nextStarts(SINCE, 24)).doesNotHaveDuplicates();
        Instant planned = at("07:00:00");
        assertThat(jittery.start(planned)).isBetween(planned, planned.plus(Duration.ofMinutes(30)));
        assertThat(starts.stream().map(start -> start.getEpochSecond() % 3600).distinct().count()).isGreaterThan(10);
        assertThat(Due.of(jittery, at("06:00:00"), jittery.start(planned).minusSeconds(1))).isEmpty();
        assertThat(Due.of(jittery, at("06:00:00"), jittery.start(planned))).map(Due::planned).contains(planned);
    }

    @Test
    void whatIsDealtWithIsRememberedAcrossRestarts() {
        Schedule hourly = hourly(Duration.ZERO);
        new ScheduleMemory(folder).started(hourly, at("01:00:00"));
        ScheduleMemory.Remembered killed = new ScheduleMemory(folder).of(hourly);
        assertThat(killed.running()).contains(at("01:00:00"));
        assertThat(Due.of(hourly, killed.handled(), at("01:20:00"))).map(Due::planned).contains(at("01:00:00"));
        LastRun run = new LastRun(at("01:00:00"), at("01:20:00"), at("01:21:00"), JobState.SUCCEEDED, "a-set", "job");
        new ScheduleMemory(folder).ended(hourly, at("01:00:00"), run);
        ScheduleMemory.Remembered done = new ScheduleMemory(folder).of(hourly);
        assertThat(done).isEqualTo(new ScheduleMemory.Remembered(at("01:00:00"), Optional.empty(), Optional.of(run)));
        assertThat(Due.of(hourly, done.handled(), at("01:59:00"))).isEmpty();
    }

    @Test
    void aScheduleThatWasReplacedOwesNothingFromBefore() {
        ScheduleMemory memory = new ScheduleMemory(folder);
        memory.ended(hourly(Duration.ZERO), at("01:00:00"), new LastRun(at("01:00:00"), at("01:00:00"), at("01:01:00"), JobState.SUCCEEDED, "", "job"));
        Schedule replaced = new Schedule("hourly", "shop", Action.BACKUP_DATABASE, Cron.parse("*/5 * * * *"), ZoneOffset.UTC, Duration.ZERO, at("09:00:00"));
        assertThat(memory.of(replaced).handled()).isEqualTo(at("09:00:00"));
    }

    @Test
    void trap58ARunThatDidNotHappenIsOverdueAfterTenMinutes() {
        Schedule hourly = hourly(Duration.ZERO);
        var nothing = new ScheduleMemory.Remembered(SINCE, Optional.empty(), Optional.empty());
        assertThat(Standing.of(hourly, nothing, false, at("01:10:00")).overdue()).isEmpty();
        Standing late = Standing.of(hourly, nothing, false, at("01:10:01"));
        assertThat(late.overdue()).contains(at("01:00:00"));
        assertThat(late.next()).contains(at("02:00:00"));
        assertThat(Standing.of(hourly, nothing, true, at("01:10:01")).overdue()).isEmpty();
    }

    @Test
    void schedulesAreKeptAsTheyAre() {
        ScheduleStore store = new ScheduleStore(folder);
        Schedule weekly = new Schedule("weekly", "shop", Action.VERIFY, Cron.parse("30 3 * * 0"), ZoneId.of("Europe/Berlin"), Duration.ofMinutes(15), SINCE);
        store.save(weekly);
        assertThat(store.list()).containsExactly(weekly);
        assertThat(weekly.command()).isEqualTo("lifeboat schedule run weekly");
        assertThat(hourly(Duration.ZERO).command()).isEqualTo("lifeboat backup database --stack shop");
    }
}
