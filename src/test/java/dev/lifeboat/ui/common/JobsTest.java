package dev.lifeboat.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.job.JobHistory;
import dev.lifeboat.engine.job.JobQueue;
import dev.lifeboat.engine.job.JobSnapshot;
import dev.lifeboat.engine.job.JobState;
import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.job.Unit;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobsTest {
    @TempDir
    Path folder;

    /** The foreground: what the engine tells on its threads is done here, on the thread of the test. */
    private final LinkedBlockingQueue<Runnable> foreground = new LinkedBlockingQueue<>();
    private JobQueue queue;
    private Jobs jobs;

    @BeforeEach
    void make() {
        queue = queue();
        jobs = new Jobs(queue, new Tasks(Runnable::run, foreground::add, error -> {
            throw new AssertionError(error);
        }));
    }

    @AfterEach
    void close() {
        queue.close();
    }

    @Test
    void theOneThatRunsIsCurrentUntilItEnds() throws Exception {
        var go = new CountDownLatch(1);
        queue.submit("Back up shop", "shop", "lifeboat backup", (_, _) -> {
            go.await();
            return 1;
        }, _ -> Outcome.done("Backed up."));
        until(() -> jobs.currentProperty().get() != null && jobs.currentProperty().get().state() == JobState.RUNNING);
        assertThat(jobs.unfinished()).isEqualTo(1);
        go.countDown();
        until(() -> jobs.currentProperty().get() == null);
        assertThat(jobs.list()).extracting(JobSnapshot::state).containsExactly(JobState.SUCCEEDED);
        assertThat(jobs.unfinished()).isZero();
    }

    @Test
    void oneThatWaitsIsCurrentOnlyWhileNoneRuns() throws Exception {
        var go = new CountDownLatch(1);
        queue.submit("First", "shop", "", (_, _) -> {
            go.await();
            return 1;
        }, _ -> Outcome.done("Done."));
        queue.submit("Second", "shop", "", (_, _) -> 2, _ -> Outcome.done("Done."));
        until(() -> jobs.unfinished() == 2 && jobs.currentProperty().get().state() == JobState.RUNNING);
        assertThat(jobs.currentProperty().get().title()).isEqualTo("First");
        go.countDown();
        until(() -> jobs.unfinished() == 0);
        assertThat(jobs.list()).extracting(JobSnapshot::title).containsExactly("Second", "First");
    }

    @Test
    void whatRanBeforeIsThereAfterARestart() throws Exception {
        queue.submit("Back up shop", "shop", "", (_, _) -> 1, _ -> Outcome.done("Backed up.")).await();
        queue.close();
        queue = queue();
        var again = new Jobs(queue, new Tasks(Runnable::run, Runnable::run, error -> {
            throw new AssertionError(error);
        }));
        again.load();
        assertThat(again.list()).extracting(JobSnapshot::title, job -> job.outcome().orElseThrow()).containsExactly(org.assertj.core.groups.Tuple.tuple("Back up shop", "Backed up."));
    }

    @Test
    void aJobThatEndedWhileTheListWasFetchedStaysEnded() throws Exception {
        var go = new CountDownLatch(1);
        var job = queue.submit("Back up shop", "shop", "", (_, _) -> {
            go.await();
            return 1;
        }, _ -> Outcome.done("Backed up."));
        jobs.load();
        var fetched = foreground.poll(60, TimeUnit.SECONDS);
        go.countDown();
        job.await();
        until(() -> jobs.list().stream().anyMatch(each -> each.state().isFinished()));
        fetched.run();
        assertThat(jobs.list()).extracting(JobSnapshot::state).containsExactly(JobState.SUCCEEDED);
        assertThat(jobs.currentProperty().get()).isNull();
    }

    @Test
    void theAmountNeverPassesItsEnd() {
        var formats = new Formats(Locale.US, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        var over = snapshot(3000, 2048, 512);
        assertThat(JobProgress.amountOf(over, formats)).isEqualTo("100 % · 2.0 KiB of 2.0 KiB · 512 bytes/s");
        assertThat(over.fraction()).contains(1.0);
        assertThat(JobProgress.amountOf(snapshot(1024, -1, 0), formats)).isEqualTo("1.0 KiB");
    }

    private JobQueue queue() {
        return new JobQueue(new JobHistory(folder.resolve("jobs.jsonl")), folder.resolve("lifeboat.log"));
    }

    private void until(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            var next = foreground.poll(60, TimeUnit.SECONDS);
            assertThat(next).as("something to do in the foreground").isNotNull();
            next.run();
        }
    }

    private static JobSnapshot snapshot(long done, long total, double rate) {
        return new JobSnapshot("1", "Back up", "shop", "", JobState.RUNNING, Instant.EPOCH, Optional.of(Instant.EPOCH), Optional.empty(),
                "Dumping", done, total, Unit.BYTES, rate, "", List.of(), Optional.empty(), Optional.empty(), List.of());
    }
}
