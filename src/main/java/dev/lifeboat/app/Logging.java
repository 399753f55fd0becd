package dev.lifeboat.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.NopStatusListener;
import ch.qos.logback.core.util.FileSize;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Where log lines go: into {@code lifeboat.log} in the folder that the property {@code lifeboat.logs} names, which the
 * program sets before the first logger is asked for. Nothing goes to the console: the command line prints there for
 * people, and a failure is told once, where it is handled. Code instead of a logback.xml, because reading one takes a
 * tenth of a second of every command; {@code -Dlogback.configurationFile} is followed when it is set.
 */
public final class Logging extends ContextAwareBase implements Configurator {

    @Override public ExecutionStatus configure(LoggerContext context) {
        if (System.getProperty("logback.configurationFile") != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        String folder = System.getProperty("lifeboat.logs");
        configure(context, folder == null ? Path.of(System.getProperty("user.home"), ".local/state/lifeboat/logs") : Path.of(folder));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    static void configure(LoggerContext context, Path folder) {
        context.getStatusManager().add(new NopStatusListener());

        PatternLayoutEncoder lines = new PatternLayoutEncoder();
        lines.setContext(context);
        lines.setCharset(StandardCharsets.UTF_8);
        lines.setPattern("%d{\"yyyy-MM-dd'T'HH:mm:ss.SSSXXX\"} %-5level [%thread] %logger{36}: %msg%n");
        lines.start();

        RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
        file.setContext(context);
        file.setName("file");
        file.setFile(folder.resolve("lifeboat.log").toString());
        file.setAppend(true); // the window, a command and the agent may run at once
        file.setEncoder(lines);

        SizeAndTimeBasedRollingPolicy<ILoggingEvent> older = new SizeAndTimeBasedRollingPolicy<>();
        older.setContext(context);
        older.setParent(file);
        older.setFileNamePattern(folder.resolve("lifeboat-%d{yyyy-MM-dd}.%i.log.gz").toString());
        older.setMaxFileSize(FileSize.valueOf("10MB"));
        older.setMaxHistory(14);
        older.setTotalSizeCap(FileSize.valueOf("100MB"));
        older.start();

        file.setRollingPolicy(older);
        file.start();

        context.getLogger("dev.lifeboat").setLevel(Level.INFO);
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(file);
    }
}
