package dev.lifeboat.engine.backup;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Stops work that takes too long, as a person would. Closing it is the end of the work. */
final class Deadline implements AutoCloseable {

    private final Cancellation cancellation = new Cancellation();
    private final Cancellation.Registration outer;
    private final CountDownLatch over = new CountDownLatch(1);
    private final String what;
    private final Optional<Duration> limit;
    private volatile boolean passed;

    /**
     * @param what  for the failure: {@code The backup of shop}
     * @param limit empty for work that may take as long as it takes
     */
    Deadline(String what, Optional<Duration> limit, Cancellation asked) {
        this.what = what;
        this.limit = limit;
        outer = asked.onCancel(cancellation::cancel);
        limit.ifPresent(longest -> Thread.ofVirtual().name("deadline").start(() -> watch(longest)));
    }

    /** For the work: cancelled when the time is over, or when that of the caller is. */
    Cancellation cancellation() {
        return cancellation;
    }

    private void watch(Duration longest) {
        try {
            if (!over.await(longest.toNanos(), TimeUnit.NANOSECONDS)) {
                passed = true;
                cancellation.cancel();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @throws Failure.TimedOut when the time was over */
    void check() {
        if (passed) {
            throw new Failure.TimedOut(what + " took longer than " + words(limit.orElseThrow()) + " and was stopped.");
        }
    }

    private static String words(Duration time) {
        long seconds = time.toSeconds();
        return seconds % 3600 == 0 && seconds > 0 ? seconds / 3600 + " h" : seconds % 60 == 0 && seconds > 0 ? seconds / 60 + " min"
                : time.toMillis() < 1000 ? time.toMillis() + " ms" : seconds + " s";
    }

    @Override public void close() {
        over.countDown();
        outer.close();
    }
}
