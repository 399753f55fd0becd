package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.TestServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C, on a process of its own. */
class InterruptionTest {

    @RegisterExtension static final TestServer SERVER = new TestServer();

    @TempDir Path home;

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "needs GNU env to undo an ignored SIGINT, which children inherit")
    void ctrlCEndsTheBackupWithoutLeavingAnything() throws Exception {
        SERVER.tools();
        String database = SERVER.createDatabase("big");
        // 64 MiB that hardly compress: some seconds of dumping, of which the interruption needs a small part.
        SERVER.execute(database, "create table noise as select n, (select string_agg(gen_random_uuid()::text, '') from generate_series(1, 28) where n = n) as bytes from generate_series(1, 65000) n");
        CliCall.in(home).withInput(SERVER.embedded().password().reveal()).run("stack", "add", "big", "--host", SERVER.address().host(), "--port", String.valueOf(SERVER.address().port()),
                "--tls", "disable", "--password-stdin", "--database", database);
        Path output = home.resolve("output");
        Process lifeboat = start(output, "backup", "database", "--level", "6");
        awaitDump(lifeboat, output);
        new ProcessBuilder("kill", "-INT", String.valueOf(lifeboat.pid())).start().waitFor();
        assertThat(lifeboat.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(lifeboat.exitValue()).isEqualTo(130);
        assertThat(Files.readString(output)).contains("lifeboat: The backup of big was cancelled; nothing of it is kept.");
        assertThat(ProcessHandle.allProcesses().filter(process -> process.info().commandLine().orElse("").contains(database))).isEmpty();
        assertThat(CliCall.in(home).app().repository().list().sets()).isEmpty();
        assertThat(CliCall.in(home).app().repository().list().orphans()).isEmpty();
        assertThat(CliCall.in(home).app().history().list().getFirst().state().name()).isEqualTo("CANCELLED");
    }

    private Process start(Path output, String... arguments) throws IOException {
        List<String> command = Stream.concat(Stream.of("env", "--default-signal=INT", Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-cp", System.getProperty("java.class.path"), "dev.lifeboat.Lifeboat"), Stream.of(arguments)).toList();
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).redirectInput(new File("/dev/null"));
        builder.environment().put("LIFEBOAT_HOME", home.toString());
        return builder.start();
    }

    /** Waits until some of the dump is on disk: pg_dump runs then. */
    private void awaitDump(Process lifeboat, Path output) throws Exception {
        for (int i = 0; i < 600 && lifeboat.isAlive(); i++) {
            try (Stream<Path> files = Files.walk(home.resolve("data"))) {
                if (files.anyMatch(file -> file.toString().contains(".dump") && file.toFile().length() > 0)) {
                    return;
                }
            } catch (java.nio.file.NoSuchFileException | java.io.UncheckedIOException _) {
                Thread.onSpinWait(); // not made yet, or renamed just now
            }
            Thread.sleep(50);
        }
        throw new AssertionError("no dump began: " + Files.readString(output));
    }
}
