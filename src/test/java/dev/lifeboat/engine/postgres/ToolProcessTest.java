package dev.lifeboat.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(OS.WINDOWS)
class ToolProcessTest {

    private static final Path SHELL = Path.of("/bin/sh");

    @Test
    void givesExitStatusAndTheEndOfStderr() {
        // 30,000 lines of 100 bytes are 3 MB: more than is kept, and more than a pipe holds.
        try (ToolProcess process = shell("i=0; while [ $i -lt 30000 ]; do echo '" + "x".repeat(99) + "' >&2; i=$((i+1)); done; echo 'the end' >&2; exit 3", new Cancellation())) {
            ToolProcess.Exit exit = process.await();
            assertThat(exit.status()).isEqualTo(3);
            assertThat(exit.lastWords()).isEqualTo("the end");
            assertThat(exit.stderr()).hasSizeLessThanOrEqualTo(64 * 1024);
            assertThat(exit.failure(null)).hasMessage("sh ended with exit code 3: the end");
        }
    }

    @Test
    void saysWhichSignalEndedIt() {
        try (ToolProcess process = shell("kill -9 $$", new Cancellation())) {
            assertThat(process.await().inWords()).isEqualTo("sh was killed (signal 9)");
        }
    }

    @Test
    void cancelEndsTheToolAndItsChildren() throws Exception {
        Cancellation cancellation = new Cancellation();
        try (ToolProcess process = shell("sleep 600 & echo started; wait $!", cancellation)) {
            assertThat(process.output().readNBytes(8)).asString().isEqualTo("started\n");
            long child = process.handle().descendants().findFirst().orElseThrow().pid();
            cancellation.cancel();
            assertThat(process.await().ok()).isFalse();
            awaitEnd(child);
        }
    }

    @Test
    void closingEndsAToolThatIgnoresTheRequest() {
        ToolProcess process = shell("trap '' TERM; while :; do sleep 1; done", new Cancellation());
        process.close();
        assertThat(process.handle().isAlive()).isFalse();
    }

    @Test
    void doesNotStartWhatIsCancelledAlready() {
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();
        assertThatThrownBy(() -> shell("exit 0", cancellation)).isInstanceOf(Failure.Cancelled.class);
    }

    @Test
    void saysWhatCouldNotBeStarted() {
        assertThatThrownBy(() -> ToolProcess.start(Path.of("/nowhere/pg_dump"), List.of(), Map.of(), new Cancellation()))
                .isInstanceOf(Failure.ToolFailed.class).hasMessageContaining("/nowhere/pg_dump");
    }

    /** A process whose parent is gone stays in the process list until the system's first process has asked how it ended. */
    private static void awaitEnd(long pid) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent() && !isUnreaped(pid)) {
            assertThat(System.nanoTime()).as("process " + pid + " lives on").isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    private static boolean isUnreaped(long pid) throws IOException {
        Path status = Path.of("/proc/" + pid + "/status");
        try {
            return Files.exists(status) && Files.readString(status).contains("State:\tZ");
        } catch (NoSuchFileException _) {
            return true;
        }
    }

    private static ToolProcess shell(String script, Cancellation cancellation) {
        return ToolProcess.start(SHELL, List.of("-c", script), Map.of(), cancellation);
    }
}
