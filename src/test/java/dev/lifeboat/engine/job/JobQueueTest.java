package dev.lifeboat.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.engine.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JobQueueTest {

    @TempDir Path folder;
    private JobHistory history;
    private JobQueue queue;

    @BeforeEach void open() {
        history = new JobHistory(folder.resolve("jobs.jsonl"));
        queue = new JobQueue(history, folder.resolve("lifeboat.log"));
    }

    @AfterEach void close() {
        queue.close();
    }

    private <R> Job<R> submit(String target, Work<R> work) {
        return queue.submit("Title", target, "lifeboat x", work, result -> Outcome.done("Result: " + result));
    }

    @Test void givesTheResultAndRemembersTheJob() throws Exception {
        Job<Integer> job = submit("shop", (_, _) -> 7);
        assertThat(job.await()).isEqualTo(7);
        JobSnapshot end = job.snapshot();
        assertThat(end.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(end.outcome()).contains("Result: 7");
        assertThat(end.started().orElseThrow()).isAfterOrEqualTo(end.queued());
        assertThat(end.ended().orElseThrow()).isAfterOrEqualTo(end.started().orElseThrow());
        assertThat(new JobHistory(folder.resolve("jobs.jsonl")).list()).containsExactly(end);
        assertThat(queue.jobs()).containsExactly(end);
    }

    @Test void oneAtATimePerTargetInOrder() throws Exception {
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        List<Job<Integer>> jobs = new ArrayList<>();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch allQueued = new CountDownLatch(1);
        for (int i = 0; i < 20; i++) {
            int number = i;
            jobs.add(submit("shop", (_, cancellation) -> {
                cancellation.onCancel(allQueued::countDown);
                begun.countDown();
                allQueued.await();
                order.add(number);
                Thread.sleep(1);
                order.add(number);
                return number;
            }));
        }
        begun.await();
        assertThat(queue.jobs()).extracting(JobSnapshot::state).filteredOn(JobState.WAITING::equals).hasSize(19);
        allQueued.countDown();
        for (Job<Integer> job : jobs) {
            job.await();
        }
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            expected.add(i);
            expected.add(i);
        }
        assertThat(order).isEqualTo(expected);
    }

    @Test void differentTargetsRunSideBySide() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        Job<Integer> one = submit("one", (_, _) -> both.await());
        Job<Integer> two = submit("two", (_, _) -> both.await());
        assertThat(one.await() + two.await()).isEqualTo(1);
    }

    @Test void aFailureKeepsItsCodeAndHints() throws Exception {
        Job<Integer> job = submit("shop", (_, _) -> {
            throw new Failure.NotFound("There is no database x.", "Look at the list.");
        });
        assertThatThrownBy(job::await).isInstanceOf(Failure.NotFound.class);
        JobSnapshot end = job.snapshot();
        assertThat(end.state()).isEqualTo(JobState.FAILED);
        assertThat(end.failureCode()).contains("not-found");
        assertThat(end.outcome()).contains("There is no database x.");
        assertThat(end.hints()).containsExactly("Look at the list.");
    }

    @Test void aDefectIsToldApartAndPointsToTheLog() {
        Job<Integer> job = submit("shop", (_, _) -> Integer.valueOf(List.<Integer>of().getFirst()));
        assertThatThrownBy(job::await).isInstanceOf(IllegalStateException.class).hasCauseInstanceOf(java.util.NoSuchElementException.class);
        assertThat(job.snapshot().failureCode()).contains("internal");
        assertThat(job.snapshot().outcome().orElseThrow()).contains("NoSuchElementException").contains(folder.resolve("lifeboat.log").toString());
    }

    @Test void aWarningIsNeitherSuccessNorFailure() throws Exception {
        Job<Integer> job = queue.submit("Title", "shop", "x", (_, _) -> 3, n -> Outcome.warned(n + " tables were skipped."));
        job.await();
        assertThat(job.snapshot().state()).isEqualTo(JobState.WARNED);
        assertThat(job.snapshot().outcome()).contains("3 tables were skipped.");
    }

    @Test void cancelReachesTheWork() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        Job<Integer> job = submit("shop", (_, cancellation) -> {
            CountDownLatch asked = new CountDownLatch(1);
            try (var _ = cancellation.onCancel(asked::countDown)) {
                running.countDown();
                asked.await();
            }
            cancellation.check();
            return 1;
        });
        running.await();
        queue.cancel(job.id());
        assertThatThrownBy(job::await).isInstanceOf(Failure.Cancelled.class);
        assertThat(job.snapshot().state()).isEqualTo(JobState.CANCELLED);
        queue.cancel(job.id());
        assertThatThrownBy(() -> queue.cancel("nonsense")).isInstanceOf(Failure.NotFound.class);
    }

    @Test void aWaitingJobIsCancelledWithoutRunning() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        Job<Integer> first = submit("shop", (_, _) -> {
            go.await();
            return 1;
        });
        Job<Integer> second = submit("shop", (_, _) -> {
            throw new AssertionError("must not run");
        });
        Job<Integer> third = submit("shop", (_, _) -> 3);
        second.cancel();
        queue.cancel(second.id());
        go.countDown();
        assertThat(first.await() + third.await()).isEqualTo(4);
        assertThatThrownBy(second::await).isInstanceOf(Failure.Cancelled.class);
        assertThat(second.snapshot().state()).isEqualTo(JobState.CANCELLED);
    }

    @Test void progressNeverPassesItsTotalAndStartsAnewWithEachPhase() throws Exception {
        Job<Integer> job = submit("shop", (progress, _) -> {
            progress.phase("One", 10, Unit.BYTES);
            progress.advance(25);
            progress.phase("Two", 100, Unit.ROWS);
            progress.item("t1");
            progress.advance(30);
            progress.advance(12);
            progress.note("a line");
            return 1;
        });
        job.await();
        JobSnapshot end = job.snapshot();
        assertThat(end.phase()).isEqualTo("Two");
        assertThat(end.done()).isEqualTo(42);
        assertThat(end.fraction()).contains(0.42);
        assertThat(end.unit()).isEqualTo(Unit.ROWS);
        assertThat(end.item()).isEqualTo("t1");
        assertThat(end.log()).containsExactly("a line");

        ProgressMeter meter = new ProgressMeter();
        meter.phase("One", 10, Unit.BYTES);
        meter.advance(25);
        assertThat(meter.read().done()).isEqualTo(10);
        for (int i = 1; i <= 700; i++) {
            meter.note("line " + i);
        }
        assertThat(meter.read().log()).hasSize(501).startsWith("(200 earlier lines are not kept)", "line 201").endsWith("line 700");
    }

    @Test void listenersAreToldTheEndAndFewTimesBefore() throws Exception {
        List<JobSnapshot> told = Collections.synchronizedList(new ArrayList<>());
        queue.listen(_ -> {
            throw new IllegalStateException("a listener that fails");
        });
        queue.listen(told::add);
        CountDownLatch gone = new CountDownLatch(1);
        queue.listen(_ -> gone.countDown()).close();
        Job<Integer> job = submit("shop", (progress, _) -> {
            progress.phase("Count", 1_000_000, Unit.ROWS);
            for (int i = 0; i < 1_000_000; i++) {
                progress.advance(1);
                if (i % 200_000 == 0) {
                    Thread.sleep(60);
                }
            }
            return 1;
        });
        job.await();
        queue.close();
        JobSnapshot end = told.getLast();
        assertThat(end.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(end.done()).isEqualTo(1_000_000);
        assertThat(told.stream().filter(s -> s.state().isFinished())).hasSize(1);
        long millis = Duration.between(end.queued(), end.ended().orElseThrow()).toMillis();
        assertThat((long) told.size()).isLessThanOrEqualTo(millis / 100 + 3);
        assertThat(told).extracting(JobSnapshot::done).isSorted();
        assertThat(gone.getCount()).isOne();
    }

    @Test void closeCancelsWhatRunsAndWaits() {
        Job<Integer> running = submit("shop", (_, cancellation) -> {
            while (true) {
                cancellation.check();
                Thread.sleep(1);
            }
        });
        Job<Integer> waiting = submit("shop", (_, _) -> 1);
        queue.close();
        assertThat(List.of(running.snapshot().state(), waiting.snapshot().state())).containsOnly(JobState.CANCELLED);
        assertThatThrownBy(() -> submit("shop", (_, _) -> 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test void aHistoryThatCannotBeWrittenDoesNotStopTheJob() throws Exception {
        Files.writeString(folder.resolve("file"), "not a folder");
        try (JobQueue other = new JobQueue(new JobHistory(folder.resolve("file/jobs.jsonl")), folder.resolve("log"))) {
            Job<Integer> job = other.submit("Title", "shop", "x", (_, _) -> 5, _ -> Outcome.done("Done."));
            assertThat(job.await()).isEqualTo(5);
            assertThat(job.snapshot().log().getFirst()).contains("history could not be written");
        }
    }
}
