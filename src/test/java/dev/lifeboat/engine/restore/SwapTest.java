package dev.lifeboat.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeboat.app.demo.EmbeddedServer;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.backup.Ground;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.postgres.Session;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.restore.RestorePlan.Mode;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The only moment at which the present databases are touched. */
@Timeout(120)
class SwapTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @TempDir
    Path folder;

    /** A swap that is held up by someone's lock, until {@code meanwhile} is over. */
    private Failure heldUp(RestorePlan.Target target, Cut cut) throws Exception {
        Server server = SERVER.server(folder);
        try (Connection holder = SERVER.connect("postgres"); Session watcher = server.session()) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("comment on database " + target.database() + " is 'locked'");
            CompletableFuture<Failure> swap = CompletableFuture.supplyAsync(
                    () -> catchThrowableOfType(Failure.class, () -> new Swap(server, "postgres", List.of(target)).run()));
            String waiting = "select pid from pg_stat_activity where query like 'ALTER DATABASE%' and wait_event_type = 'Lock'";
            while (watcher.list(waiting, row -> row.getInt(1)).isEmpty()) {
                assertThat(swap).isNotDone();
                Thread.sleep(20);
            }
            cut.between(watcher.list(waiting, row -> row.getInt(1)).getFirst(), watcher, holder);
            return swap.get(60, TimeUnit.SECONDS);
        }
    }

    private interface Cut {
        void between(int renamingPid, Session watcher, Connection holder) throws Exception;
    }

    @Test
    void aConnectionThatBreaksBeforeTheCommitRenamesNothingAndSaysSo() throws Exception {
        RestorePlan.Target target = target();
        Failure failure = heldUp(target, (pid, watcher, holder) -> {
            assertThat(watcher.is("select pg_terminate_backend(" + pid + ")")).isTrue();
            holder.commit();
        });
        assertThat(failure).isInstanceOf(Failure.ConnectionFailed.class).hasMessageContaining("Nothing was renamed.");
        assertThat(failure.hints()).contains("The restored copy is there: " + target.asideName() + ".");
        assertThat(table(target.database())).isEqualTo("old");
        assertThat(table(target.asideName())).isEqualTo("restored");
    }

    @Test
    void aSwapThatWaitedForALockIsDoneWhole() throws Exception {
        RestorePlan.Target target = target();
        assertThat(heldUp(target, (_, _, holder) -> holder.rollback())).isNull();
        assertThat(table(target.database())).isEqualTo("restored");
        assertThat(table(target.keptName().orElseThrow())).isEqualTo("old");
    }

    @Test
    void aNameThatIsTakenLeavesAllDatabasesOfTheSwapAsTheyWere() throws Exception {
        RestorePlan.Target first = target();
        RestorePlan.Target second = target();
        SERVER.execute("postgres", "create database " + second.keptName().orElseThrow());
        Failure.DatabaseError failure = catchThrowableOfType(Failure.DatabaseError.class, () -> new Swap(SERVER.server(folder), "postgres", List.of(first, second)).run());
        assertThat(failure).hasMessageContaining("Nothing was renamed.");
        assertThat(failure.sqlState()).isEqualTo("42P04");
        for (RestorePlan.Target target : List.of(first, second)) {
            assertThat(table(target.database())).isEqualTo("old");
            assertThat(table(target.asideName())).isEqualTo("restored");
        }
    }

    @Test
    void longNamesThatBeginAlikeStayTwo() throws Exception {
        Ground ground = new Ground(SERVER.address(), SERVER.passwords(folder), SERVER.tools().folder(), folder);
        String one = SERVER.createDatabase("ü".repeat(27));
        String two = SERVER.createDatabase("ü".repeat(27));
        SERVER.execute(one, "create table only_one ()");
        SERVER.execute(two, "create table only_two ()");
        BackupSet set = ground.backUp(one, two);
        RestorePlan plan = ground.plan(set, Mode.IN_PLACE);
        List<String> made = plan.targets().stream().flatMap(target -> java.util.stream.Stream.of(target.asideName(), target.keptName().orElseThrow())).toList();
        made.forEach(SERVER::dropAfterwards);
        assertThat(made).doesNotHaveDuplicates().allMatch(name -> name.getBytes(StandardCharsets.UTF_8).length <= 63);
        assertThat(ground.restore().run(plan, Progress.NONE, new Cancellation()).proven()).isTrue();
        assertThat(table(one)).isEqualTo("only_one");
        assertThat(table(two)).isEqualTo("only_two");
    }

    @Test
    void theDatabasePostgresItself() throws Exception {
        SERVER.tools();
        try (EmbeddedServer own = EmbeddedServer.start(SERVER.embedded().binaries())) {
            Passwords passwords = new Passwords(folder.resolve("own"), Map.of());
            passwords.store(own.address().host(), own.address().port(), own.address().user(), own.password());
            Ground ground = new Ground(own.address(), passwords, SERVER.tools().folder(), folder);
            Server server = new Server(own.address(), passwords);
            try (Session session = server.session()) {
                session.execute("create table kept_here (id int); insert into kept_here values (1)");
            }
            BackupSet set = ground.backUp("postgres");
            try (Session session = server.session()) {
                session.execute("drop table kept_here");
            }
            RestoreReport report = ground.bringBack(set, Mode.IN_PLACE);
            assertThat(report.proven()).isTrue();
            try (Session session = server.session()) {
                assertThat(session.is("select count(*) = 1 from kept_here")).isTrue();
            }
            assertThat(server.hasDatabase(report.plan().targets().getFirst().keptName().orElseThrow())).isTrue();
        }
    }

    /** A database with a table called old, and one beside it with a table called restored. */
    private static RestorePlan.Target target() throws Exception {
        String database = SERVER.createDatabase("swapped");
        RestorePlan.Target target = new RestorePlan.Target(database, database + "_restored", Optional.of(database + "_before"));
        SERVER.execute("postgres", "create database " + target.asideName() + " template template0");
        SERVER.dropAfterwards(target.asideName());
        SERVER.dropAfterwards(target.keptName().orElseThrow());
        SERVER.execute(database, "create table old ()");
        SERVER.execute(target.asideName(), "create table restored ()");
        return target;
    }

    private String table(String database) {
        try (Session session = SERVER.server(folder).session(database)) {
            return session.list("select relname from pg_class where relnamespace = 'public'::regnamespace", row -> row.getString(1)).getFirst();
        }
    }
}
