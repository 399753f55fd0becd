package dev.lifeboat.engine.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.job.JobHistory;
import dev.lifeboat.engine.replication.DestinationStore;
import dev.lifeboat.engine.replication.place.Places;
import dev.lifeboat.engine.replication.Replication;
import dev.lifeboat.engine.wal.Receiving;
import dev.lifeboat.engine.wal.ReceiverState;
import dev.lifeboat.testing.LoggedServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the log behind a base backup means for a stack's health, with a real server's log. */
@Timeout(120)
class LogHealthTest {

    @TempDir Path folder;

    private StackHealth health(LoggedServer server, Duration later) {
        return new HealthCheck(new JobHistory(folder.resolve("jobs.jsonl")), new DestinationStore(folder.resolve("destinations")), new Replication(server.ground().audit(), new Places(), folder.resolve("mirrors")),
                Clock.offset(Clock.systemUTC(), later)).of("shop", server.ground().repository());
    }

    @Test
    void theLogMovesWhatIsRecoverableAndAReceiverThatStandsStillIsSaid() throws Exception {
        try (LoggedServer server = LoggedServer.start(folder)) {
            Instant written;
            try (Receiving _ = Receiving.start(server.server(), server.ground().repository())) {
                server.execute("create table t (i int)");
                Receiving.untilCaughtUp(server);
                server.backUp();
                TimeUnit.SECONDS.sleep(1);
                server.execute("insert into t values (1)");
                written = Instant.now();
                for (int tries = 0; ReceiverState.of("shop", server.ground().repository()).orElseThrow().protectedUntil().isBefore(written); tries++) {
                    if (tries > 300) throw new AssertionError("the receiver stands still");
                    TimeUnit.MILLISECONDS.sleep(100);
                }
            }
            StackHealth now = health(server, Duration.ZERO);
            assertThat(now.recoverableUntil().orElseThrow()).isAfterOrEqualTo(written);
            assertThat(now.why()).startsWith("From the base backup ").endsWith(" and the log behind it.");
            assertThat(now.todo()).noneMatch(todo -> todo.what().contains("log has not been received"));
            StackHealth later = health(server, Duration.ofMinutes(11));
            assertThat(later.recoverableUntil()).isEqualTo(now.recoverableUntil());
            assertThat(later.todo().getFirst().what()).startsWith("The log has not been received for 11 minutes; the server keeps it in the slot lifeboat_shop_")
                    .endsWith("without a limit, until its disk is full.");
        }
    }
}
