package dev.lifeboat.engine.console;

import java.time.Duration;

/** What came of asking the server to stop a statement. */
public sealed interface StopReport {
    /** The server ended the statement. @param took from asking to its end */
    record Stopped(Duration took) implements StopReport {}

    /** The statement had ended by itself before it could be stopped. */
    record Finished() implements StopReport {}

    /** The server was asked, and another session sees that it works on the statement still. */
    record StillRuns() implements StopReport {}

    /** The server does not answer: the statement may still run. */
    record NoAnswer() implements StopReport {}
}
