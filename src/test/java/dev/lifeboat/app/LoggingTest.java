package dev.lifeboat.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class LoggingTest {

    @TempDir Path folder;

    @Test
    void ourInformationAndTheWarningsOfOthersGoIntoTheFile() throws IOException {
        LoggerContext context = empty();
        Logging.configure(context, folder.resolve("logs"));
        context.getLogger("dev.lifeboat.engine.Thing").info("begins {}", "ñ");
        context.getLogger("dev.lifeboat.engine.Thing").debug("in detail");
        context.getLogger("org.example.Library").info("chatter");
        context.getLogger("org.example.Library").warn("mind this", new IllegalStateException("the cause"));
        context.stop();

        List<String> lines = Files.readAllLines(folder.resolve("logs/lifeboat.log"));
        assertThat(lines.getFirst()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d) INFO  \\[\\S+] dev.lifeboat.engine.Thing: begins ñ");
        assertThat(lines.get(1)).endsWith("WARN  [" + Thread.currentThread().getName() + "] org.example.Library: mind this");
        assertThat(lines.get(2)).isEqualTo("java.lang.IllegalStateException: the cause");
        assertThat(lines).noneMatch(line -> line.contains("chatter") || line.contains("in detail"));
    }

    @Test
    void whatWasThereIsKept() throws IOException {
        Files.writeString(folder.resolve("lifeboat.log"), "an earlier run\n");
        LoggerContext context = empty();
        Logging.configure(context, folder);
        context.getLogger("dev.lifeboat").info("a later run");
        context.stop();
        assertThat(Files.readAllLines(folder.resolve("lifeboat.log"))).hasSize(2).first().isEqualTo("an earlier run");
    }

    private static LoggerContext empty() {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        return context;
    }

    @Test
    void theProgramIsConfiguredByIt() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        assertThat(context.getLogger("ROOT").getAppender("file")).isNotNull();
    }
}
