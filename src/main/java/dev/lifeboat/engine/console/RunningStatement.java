package dev.lifeboat.engine.console;

import dev.lifeboat.engine.Failure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.postgresql.core.BaseConnection;

/**
 * The statement that runs on a session, as the one who wants to stop it sees it. A cancel is sent to a server process,
 * not to a statement: while one is on its way the session starts nothing else, which it would hit.
 */
final class RunningStatement {

    private final Object sending = new Object();
    private volatile CountDownLatch ended = new CountDownLatch(0);
    private volatile boolean cancelled;

    void begins() {
        cancelled = false;
        ended = new CountDownLatch(1);
    }

    /** Says that the server ended it because it was asked to. */
    void wasCancelled() {
        cancelled = true;
    }

    void ends() {
        synchronized (sending) {
            ended.countDown();
        }
    }

    StopReport stop(BaseConnection connection, long patienceMillis, BooleanSupplier active) {
        long asked = System.nanoTime();
        CountDownLatch end = ended;
        if (end.getCount() == 0) {
            return new StopReport.Finished();
        }
        boolean heard = send(connection, end);
        if (waitFor(end, heard ? patienceMillis : patienceMillis / 5)) {
            return cancelled ? new StopReport.Stopped(Duration.ofNanos(System.nanoTime() - asked)) : new StopReport.Finished();
        }
        try {
            return active.getAsBoolean() ? new StopReport.StillRuns() : new StopReport.NoAnswer();
        } catch (Failure _) {
            return new StopReport.NoAnswer(); // the other session could not ask either: that is the answer
        }
    }

    private boolean send(BaseConnection connection, CountDownLatch end) {
        synchronized (sending) {
            if (end.getCount() == 0) {
                return true;
            }
            try {
                connection.cancelQuery();
                return true;
            } catch (SQLException _) {
                return false; // the server could not be reached; what is reported follows from whether the statement ends
            }
        }
    }

    private static boolean waitFor(CountDownLatch end, long millis) {
        try {
            return end.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
