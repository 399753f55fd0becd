package dev.lifeboat.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.job.JobHistory;
import dev.lifeboat.engine.job.JobQueue;
import dev.lifeboat.engine.job.JobSnapshot;
import dev.lifeboat.engine.job.JobState;
import dev.lifeboat.engine.notify.Notice;
import dev.lifeboat.engine.secret.Unlock;
import dev.lifeboat.engine.stack.StackStore;
import dev.lifeboat.engine.wal.Receiving;
import dev.lifeboat.engine.wal.ReceiverState;
import dev.lifeboat.engine.wal.RecoveryWindows;
import dev.lifeboat.testing.LoggedServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The agent's part that receives a real server's log, through its absence and back. */
@Timeout(120)
class LogKeepingTest {

    @TempDir Path folder;
    private final List<Notice> told = new CopyOnWriteArrayList<>();

    private static void until(LogKeeping keeping, Callable<Boolean> condition) throws Exception {
        for (int tries = 0; !condition.call(); tries++) {
            if (tries > 400) throw new AssertionError("never came true");
            keeping.look();
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    @Test
    void trap33_theLogIsReceivedAndItsAbsenceAndReturnAreToldOnce() throws Exception {
        try (LoggedServer server = LoggedServer.start(folder); JobQueue jobs = new JobQueue(new JobHistory(folder.resolve("jobs.jsonl")), folder.resolve("log"))) {
            StackStore stacks = new StackStore(folder.resolve("stacks"));
            stacks.save(server.ground().stack());
            KeptLogs kept = new KeptLogs(folder.resolve("logs"));
            ScheduleNews news = new ScheduleNews(new ScheduleMemory(folder.resolve("memory")), told::add, Clock.systemUTC());
            LogKeeping keeping = new LogKeeping(kept, stacks, server.ground()::repository, server.ground().passwords(), jobs, news, Clock.systemUTC(), Duration.ofSeconds(6));
            keeping.look();
            assertThat(keeping.jobs()).as("nothing is kept that nobody chose").isEmpty();

            kept.keep("shop", new KeptLogs.KeptLog(false));
            keeping.look();
            assertThat(keeping.jobs()).singleElement().extracting(JobSnapshot::title).isEqualTo("Receive the log of shop");
            server.execute("create table t (i int)");
            until(keeping, () -> ReceiverState.of("shop", server.ground().repository()).isPresent());
            server.backUp();
            server.execute("insert into t values (1)");
            Instant before = Instant.now();
            until(keeping, () -> new RecoveryWindows(server.ground().repository(), Unlock.NONE).of("shop").getFirst().until().isAfter(before));
            assertThat(told).isEmpty();

            server.embedded().stop("immediate");
            until(keeping, () -> !told.isEmpty());
            TimeUnit.MILLISECONDS.sleep(500);
            keeping.look();
            assertThat(told).singleElement().satisfies(notice -> {
                assertThat(notice.event()).isEqualTo(Notice.Event.FAILED);
                assertThat(notice.text()).startsWith("The log of shop has not come since ").contains("Trying again in");
            });
            server.embedded().start();
            until(keeping, () -> told.size() > 1);
            assertThat(told.getLast().event()).isEqualTo(Notice.Event.RECOVERED);
            server.execute("insert into t values (2)");
            Receiving.untilCaughtUp(server);

            String job = keeping.jobs().getFirst().id();
            assertThat(kept.forget("shop")).isTrue();
            until(keeping, () -> jobs.jobs().stream().filter(one -> one.id().equals(job)).allMatch(one -> one.state().isFinished()));
            assertThat(jobs.jobs()).filteredOn(one -> one.id().equals(job)).extracting(JobSnapshot::state).containsExactly(JobState.SUCCEEDED);
            keeping.look();
            assertThat(keeping.jobs()).isEmpty();
            assertThat(told).hasSize(2);
            keeping.end();
        }
    }
}
