package dev.lifeboat.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class JobHistoryTest {

    @TempDir Path folder;

    private Path file() {
        return folder.resolve("jobs.jsonl");
    }

    private static JobSnapshot job(int number, JobState state) {
        Instant at = Instant.parse("2026-11-23T10:00:00Z").plusSeconds(number);
        return new JobSnapshot("job-%05d".formatted(number), "Back up shop", "shop", "lifeboat backup database", state, at, Optional.of(at),
                state.isFinished() ? Optional.of(at.plusSeconds(1)) : Optional.empty(), "", 0, Progress.UNKNOWN, Unit.BYTES, 0, "",
                List.of("line"), Optional.empty(), Optional.empty(), List.of());
    }

    @Test void keepsTheNewestThousand() throws Exception {
        JobHistory history = new JobHistory(file());
        for (int i = 0; i < 2_300; i++) {
            history.record(job(i, JobState.SUCCEEDED));
        }
        List<JobSnapshot> kept = history.list();
        assertThat(kept).hasSize(1_000);
        assertThat(kept.getFirst().id()).isEqualTo("job-02299");
        assertThat(kept.getLast().id()).isEqualTo("job-01300");
        assertThat(Files.readAllLines(file()).size()).isLessThan(2_100);
    }

    @Test void aTornLastLineIsPassedOverAndRemoved() throws Exception {
        JobHistory history = new JobHistory(file());
        history.record(job(1, JobState.SUCCEEDED));
        Files.writeString(file(), "{\"process\":{\"host\":\"x", StandardOpenOption.APPEND);
        assertThat(history.list()).containsExactly(job(1, JobState.SUCCEEDED));
        history.record(job(2, JobState.FAILED));
        assertThat(history.list()).containsExactly(job(2, JobState.FAILED), job(1, JobState.SUCCEEDED));
        assertThat(Files.readAllLines(file())).hasSize(2);
    }

    @Test void aJobWhoseProcessWasKilledIsInterrupted() throws Exception {
        try (ChildJvm child = ChildJvm.start(Runner.class, file().toString())) {
            assertThat(child.line()).isEqualTo("running");
            assertThat(new JobHistory(file()).list()).extracting(JobSnapshot::state).containsExactly(JobState.RUNNING);
            child.kill();
        }
        JobSnapshot job = new JobHistory(file()).list().getFirst();
        assertThat(job.state()).isEqualTo(JobState.INTERRUPTED);
        assertThat(job.outcome().orElseThrow()).contains("did not come to its end");
    }

    @Test void severalProcessesAppend() throws Exception {
        try (ChildJvm one = ChildJvm.start(Appender.class, file().toString(), "1000");
             ChildJvm two = ChildJvm.start(Appender.class, file().toString(), "2000")) {
            assertThat(one.line()).isEqualTo("done");
            assertThat(two.line()).isEqualTo("done");
        }
        assertThat(new JobHistory(file()).list()).hasSize(400);
    }

    /** Runs a job that never ends. */
    static final class Runner {
        static void main(String[] arguments) {
            JobQueue queue = new JobQueue(new JobHistory(Path.of(arguments[0])), Path.of("log"));
            queue.submit("Back up shop", "shop", "lifeboat backup database", (_, _) -> {
                System.out.println("running");
                Thread.sleep(600_000);
                return 1;
            }, _ -> Outcome.done("Done."));
            try {
                Thread.sleep(600_000);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Records 200 jobs. */
    static final class Appender {
        static void main(String[] arguments) {
            JobHistory history = new JobHistory(Path.of(arguments[0]));
            int first = Integer.parseInt(arguments[1]);
            for (int i = 0; i < 200; i++) {
                history.record(job(first + i, JobState.SUCCEEDED));
            }
            System.out.println("done");
        }
    }
}
