package dev.lifeboat.engine.restore;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.postgres.RunningTool;
import dev.lifeboat.engine.postgres.ToolProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A new place in which a server is brought back, apart from everything: its data directory, its user, its programs. */
interface Sandbox extends AutoCloseable {

    /** The data directory, as programs in there see it. Empty at first, and its user's alone. */
    String dataDirectory();

    /** Where it is, for people: a folder, or a volume. */
    String inWords();

    /** Starts a program as the server's user. */
    RunningTool start(String program, List<String> arguments, Cancellation cancellation);

    /** The command line that a person runs it by. */
    String command(String program, List<String> arguments);

    /** Whether a program is there. */
    boolean has(String program);

    /** Deletes all that was brought in. The server in there must have stopped. */
    void discard();

    /** Lets go of it; what was brought in stays. */
    @Override
    void close();

    /** Writes something into a program. */
    @FunctionalInterface
    interface Feeding {
        void into(OutputStream input) throws IOException;
    }

    /** Runs a program to its end. @return what it wrote @throws Failure.ToolFailed when its exit status is not 0 */
    default String run(String program, List<String> arguments, Cancellation cancellation) {
        return run(program, arguments, _ -> { }, cancellation);
    }

    /** The same, with something for it to read. */
    default String run(String program, List<String> arguments, Feeding feeding, Cancellation cancellation) {
        try (RunningTool tool = start(program, arguments, cancellation)) {
            IOException broken = null;
            try (OutputStream input = tool.input()) {
                feeding.into(input);
            } catch (IOException e) {
                broken = e; // its own words for it are better, when it has any
            }
            String output = new String(tool.output().readAllBytes(), StandardCharsets.UTF_8);
            ToolProcess.Exit exit = tool.await();
            cancellation.check();
            if (!exit.ok()) {
                throw exit.failure(broken, "All that " + program + " said is in the details.");
            }
            if (broken != null) {
                throw AtomicFile.failed("Could not write into " + inWords(), broken);
            }
            return output;
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read what " + program + " said", e);
        }
    }

    /** Whether a program ends with 0. */
    default boolean succeeds(String program, List<String> arguments) {
        try (RunningTool tool = start(program, arguments, new Cancellation())) {
            tool.output().readAllBytes();
            return tool.await().ok();
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read what " + program + " said", e);
        }
    }
}
