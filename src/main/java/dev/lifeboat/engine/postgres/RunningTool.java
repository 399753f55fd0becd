package dev.lifeboat.engine.postgres;

import java.io.InputStream;
import java.io.OutputStream;

/** A tool that runs, here or in a container. The streams are for one thread each. Closing it ends it when it still runs. */
public interface RunningTool extends AutoCloseable {

    /** What the tool writes. */
    InputStream output();

    /** What the tool reads; closing it is its end of input. */
    OutputStream input();

    /** Whether the tool's output is at its end, because it closed it or has ended. Waits for either that or more output. */
    boolean outputEnded();

    /** Waits for the end. @throws dev.lifeboat.engine.Failure.Cancelled when the waiting thread is interrupted; the tool is ended then */
    ToolProcess.Exit await();

    /** Ends the tool when it still runs, and waits until it is gone. */
    @Override
    void close();
}
