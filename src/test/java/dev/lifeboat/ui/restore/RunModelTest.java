package dev.lifeboat.ui.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.JobHistory;
import dev.lifeboat.engine.job.JobQueue;
import dev.lifeboat.engine.job.JobSnapshot;
import dev.lifeboat.engine.job.JobState;
import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.engine.restore.RestorePlan;
import dev.lifeboat.engine.restore.RestoreReport;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.engine.stack.TlsMode;
import dev.lifeboat.ui.ViewTest;
import dev.lifeboat.ui.Workplace;
import dev.lifeboat.ui.common.Tasks;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunModelTest {
    private static final Instant BEGAN = ViewTest.NOW.minus(Duration.ofSeconds(30));

    @TempDir
    Path folder;

    @Test
    void cancellingReachesTheWorkAndItsEndIsSaid() {
        try (var queue = new JobQueue(new JobHistory(folder.resolve("jobs.jsonl")), folder.resolve("log"))) {
            var job = queue.<RestoreReport>submit("Restore shop", "shop", "lifeboat restore database", (progress, cancellation) -> {
                progress.phase("Restoring shop", 100, Unit.BYTES);
                while (true) {
                    cancellation.check();
                    Thread.sleep(5);
                }
            }, _ -> Outcome.done("never"));
            // The background waits for the end of the job, so it is told to stop before the model is made.
            job.cancel();
            var run = new RunModel(plan(Optional.empty()), job, queue, new Tasks(Runnable::run, Runnable::run, failed -> {
                throw new AssertionError(failed);
            }));
            assertThat(run.ended()).isTrue();
            assertThat(run.errorProperty().get()).isInstanceOf(Failure.Cancelled.class);
            assertThat(run.snapshotProperty().get().state()).isEqualTo(JobState.CANCELLED);
            assertThat(run.reportProperty().get()).isNull();
        }
    }

    @Test
    void theRestIsReckonedFromBytesAndRate() {
        // 600 of 1,000 bytes are left, 20 in a second: 30 seconds.
        assertThat(estimate(Optional.of(9_000L), 400, 1_000, 20)).isEqualTo("About 30 seconds left in this phase");
    }

    @Test
    void withoutARateItIsWhatWasExpectedOrNothing() {
        assertThat(estimate(Optional.of(60_000L), 0, -1, 0)).isEqualTo("Expected to take about 1 minute in all");
        assertThat(estimate(Optional.of(20_000L), 0, -1, 0)).isEqualTo("Takes longer than the 20 seconds that were expected");
        assertThat(estimate(Optional.empty(), 0, -1, 0)).isEmpty();
    }

    private static String estimate(Optional<Long> expected, long done, long total, double rate) {
        var job = new JobSnapshot("1", "Restore", "shop", "", JobState.RUNNING, BEGAN, Optional.of(BEGAN), Optional.empty(), "Restoring",
                done, total, Unit.BYTES, rate, "", List.of(), Optional.empty(), Optional.empty(), List.of());
        return RunModel.estimate(plan(expected), job, Workplace.formats(), ViewTest.NOW);
    }

    private static RestorePlan plan(Optional<Long> expected) {
        var stack = new Stack("shop", Environment.STAGING, new ServerAddress("localhost", 5432, "postgres", "postgres", TlsMode.PREFER), List.of(), Optional.empty());
        return new RestorePlan("set", Path.of("/sets/set"), stack, RestorePlan.Mode.ASIDE, List.of(), 1_000, expected);
    }
}
