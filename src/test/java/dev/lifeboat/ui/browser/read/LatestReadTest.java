package dev.lifeboat.ui.browser.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.ui.common.Tasks;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The work waits in a list until the test runs it: every order of events can be tried. */
class LatestReadTest {
    private final List<Runnable> work = new ArrayList<>();
    private final List<Throwable> unhandled = new ArrayList<>();
    private final List<String> found = new ArrayList<>();
    private final LatestRead latest = new LatestRead(new Tasks(work::add, Runnable::run, unhandled::add));

    @Test
    void anAnswerThatComesTooLateIsDroppedAndItsReadToldToStop() {
        var first = new ArrayList<Cancellation>();
        latest.run(cancellation -> {
            first.add(cancellation);
            return "old";
        }, found::add, unhandled::add);
        latest.run(_ -> "new", found::add, unhandled::add);
        work.forEach(Runnable::run);
        assertThat(found).containsExactly("new");
        assertThat(first.getFirst().isCancelled()).isTrue();
        assertThat(latest.runningProperty().get()).isFalse();
    }

    @Test
    void afterACancelNeitherTheAnswerNorTheErrorArrives() {
        latest.<String>run(_ -> {
            throw new Failure.NotFound("gone");
        }, found::add, unhandled::add);
        latest.cancel();
        work.forEach(Runnable::run);
        assertThat(found).isEmpty();
        assertThat(unhandled).isEmpty();
    }

    @Test
    void aDefectIsNotMistakenForAFailureOfTheServer() {
        var failed = new ArrayList<Throwable>();
        latest.<String>run(_ -> {
            throw new IllegalStateException("a defect");
        }, found::add, failed::add);
        work.forEach(Runnable::run);
        assertThat(failed).isEmpty();
        assertThat(unhandled).singleElement().isInstanceOf(IllegalStateException.class);
        assertThat(latest.runningProperty().get()).isFalse();
    }
}
