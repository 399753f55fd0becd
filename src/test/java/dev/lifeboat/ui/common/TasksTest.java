package dev.lifeboat.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.Failure;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TasksTest {
    private final List<Throwable> unhandled = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private final Tasks tasks = new Tasks(Runnable::run, Runnable::run, unhandled::add);

    @Test
    void theResultIsDeliveredAndThenTheEnd() {
        tasks.run(() -> 42).onSuccess(number -> said.add("got " + number)).onDone(() -> said.add("done")).start();
        assertThat(said).containsExactly("got 42", "done");
        assertThat(unhandled).isEmpty();
    }

    @Test
    void theFirstHandlerThatFitsTakesTheError() {
        tasks.act(() -> {
            throw new Failure.BadInput("no such port");
        }).onError(IOException.class, _ -> said.add("io")).onError(Failure.class, e -> said.add(e.getMessage()))
                .onError(Throwable.class, _ -> said.add("too late")).onDone(() -> said.add("done")).start();
        assertThat(said).containsExactly("no such port", "done");
        assertThat(unhandled).isEmpty();
    }

    @Test
    void anErrorWithoutAHandlerIsNotLost() {
        var error = new IOException("broken");
        tasks.act(() -> {
            throw error;
        }).onError(Failure.class, _ -> said.add("wrong")).start();
        assertThat(unhandled).containsExactly(error);
        assertThat(said).isEmpty();
    }

    @Test
    void anErrorInAHandlerIsNotLostAndTheEndIsStillTold() {
        var error = new IllegalStateException("handler");
        tasks.run(() -> 1).onSuccess(_ -> {
            throw error;
        }).onDone(() -> said.add("done")).start();
        assertThat(unhandled).containsExactly(error);
        assertThat(said).containsExactly("done");
    }

    @Test
    void whatWasCancelledDeliversNothingEvenWhenItHadAlreadyFinished() {
        var foreground = new ArrayDeque<Runnable>();
        var later = new Tasks(Runnable::run, foreground::add, unhandled::add);
        var running = later.run(() -> 1).onSuccess(_ -> said.add("success")).onDone(() -> said.add("done")).start();
        running.cancel();
        foreground.forEach(Runnable::run);
        assertThat(foreground).hasSize(1);
        assertThat(said).isEmpty();
        assertThat(unhandled).isEmpty();
    }

    @Test
    void cancelInterruptsWorkThatBlocks() throws Exception {
        var started = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        var threads = new Tasks(work -> Thread.ofVirtual().start(work), Runnable::run, unhandled::add);
        var running = threads.act(() -> {
            started.countDown();
            try {
                Thread.sleep(TimeUnit.HOURS.toMillis(1));
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        }).start();
        started.await();
        running.cancel();
        assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
    }
}
