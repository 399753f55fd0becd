package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.FolderTree;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.wal.Receiving;
import dev.lifeboat.testing.LoggedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Going back to a moment as commands, on a real server. */
@Timeout(180)
class PointCommandsTest {

    @TempDir Path home;

    private CliCall.Result run(String... arguments) {
        return CliCall.in(home).run(arguments);
    }

    @Test
    void theWindowIsShownARestorePlannedAndMade() throws Exception {
        Path places = Files.createTempDirectory("lb-point-");
        try (LoggedServer server = LoggedServer.start(home.resolve("ground"))) {
            Files.setPosixFilePermissions(places, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
            assertThat(CliCall.in(home).withInput(server.embedded().password().reveal()).run("stack", "add", "shop", "--host", "127.0.0.1", "--port",
                    String.valueOf(server.embedded().address().port()), "--tls", "disable", "--password-stdin", "--environment", "development").code()).isZero();
            assertThat(run("restore", "point", "--list").out()).contains("no base backup").contains("lifeboat wal receive --stack shop");
            assertThat(run("backup", "base").code()).isZero();
            Repository repository = CliCall.in(home).app().repository();
            assertThat(run("restore", "point", "--list").out()).contains("no log from");
            Instant moment;
            try (Receiving _ = Receiving.start(server.server(), repository)) {
                server.await("(select count(*) from pg_replication_slots where active) = 1");
                assertThat(run("backup", "base").code()).isZero();
                server.execute("create table t as select 1 as i", "select pg_create_restore_point('before the change')");
                moment = Instant.parse(server.ask("select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"));
                server.execute("insert into t values (2)", "select pg_switch_wal()", "insert into t values (3)");
                while (!run("restore", "point", "--list").out().contains("before the change")) Thread.sleep(200);
                server.await("(select count(*) from pg_replication_slots where restart_lsn >= pg_current_wal_flush_lsn()) = 1");
            }
            assertThat(run("restore", "point", "--list").out()).contains("3 segments", "timeline 1", "no newer log has been stored");
            CliCall.Result status = run("wal", "status");
            assertThat(status.out()).contains("Recoverable from ", " until ", "in the slot lifeboat_shop_", "without a limit", "The agent does not keep it.");
            assertThat(run("wal", "keep").out()).contains("The log of shop is kept. No agent runs");
            assertThat(run("wal", "status", "--json").out()).containsPattern("\"keptByAgent\" ?: ?true");
            assertThat(run("wal", "keep", "--stop").out()).contains("is not received any more");

            Path to = places.resolve("copy");
            CliCall.Result zoneless = run("restore", "point", "--at", "2026-11-22T14:31:59", "--to", to.toString());
            assertThat(zoneless.code()).isEqualTo(2);
            assertThat(zoneless.err()).contains("is no time with an offset");
            CliCall.Result outside = run("restore", "point", "--at", "2020-01-01T00:00:00Z", "--to", to.toString());
            assertThat(outside.code()).isEqualTo(2);
            assertThat(outside.err()).contains("Nothing can be brought back to 2020-01-01T00:00:00Z").contains("-shop-base: ");
            CliCall.Result plan = run("restore", "point", "--at", moment.toString(), "--to", to.toString(), "--plan");
            assertThat(plan.code()).as(plan.err()).isZero();
            assertThat(plan.out()).contains("Nothing has been changed").contains("behind transaction").contains("OK    Server");
            assertThat(to).doesNotExist();
            CliCall.Result made = run("restore", "point", "--at", moment.toString(), "--to", to.toString(), "--promote");
            assertThat(made.code()).as(made.out() + made.err()).isZero();
            assertThat(made.out()).startsWith("Restored and proven: shop at " + moment).contains("take a new base backup");
            assertThat(to.resolve("PG_VERSION")).exists();
            assertThat(run("restore", "point", "--at", moment.toString(), "--to", to.toString()).code()).isEqualTo(13);
        } finally {
            FolderTree.delete(places);
        }
    }
}
