package dev.lifeboat.orm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.orm.error.ConnectionLost;
import dev.lifeboat.orm.error.LockNotAvailable;
import dev.lifeboat.orm.error.MigrationFailed;
import dev.lifeboat.orm.error.MigrationRefused;
import dev.lifeboat.orm.error.MigrationRefused.Reason;
import dev.lifeboat.orm.error.UniqueViolation;
import dev.lifeboat.orm.schema.Migration;
import dev.lifeboat.orm.schema.MigrationFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationsTest extends FreshDatabase {
    @TempDir
    Path folder;
    private Migrations migrations;

    @BeforeEach
    void open() {
        migrations = db.schema().migrations(folder);
    }

    private void file(String name, String... lines) throws IOException {
        Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
    }

    private static List<Long> versions(List<MigrationFile> files) {
        return files.stream().map(MigrationFile::version).toList();
    }

    private long count(String table) {
        return db.sql("select count(*) from " + table).one(Long.class);
    }

    @Test
    void filesRunOnceInTheOrderOfTheirNumbers() throws IOException {
        file("V10__third.sql", "insert into t values (10, 'a;b')");
        file("V002__second.sql", "alter table t add s text;", "-- only; a comment", "insert into t values (2, $$x;y$$);");
        file("V1__the_first.sql", "create table t (n int);");
        file("README.md", "no migration");
        assertThat(versions(migrations.pending())).containsExactly(1L, 2L, 10L);
        assertThat(migrations.state()).extracting(Migration::run).allMatch(java.util.Optional::isEmpty);
        assertThat(db.sql("select to_regclass('lifeboat_migrations') is null").one(Boolean.class)).isTrue();
        assertThat(versions(migrations.run())).containsExactly(1L, 2L, 10L);
        assertThat(db.sql("select s from t order by n").as(String.class)).containsExactly("x;y", "a;b");
        assertThat(migrations.run()).isEmpty();
        assertThat(migrations.pending()).isEmpty();
        assertThat(count("t")).isEqualTo(2);
        assertThat(migrations.state()).hasSize(3).allSatisfy(migration -> {
            assertThat(migration.run().orElseThrow().by()).isEqualTo(SERVER.address().user());
            assertThat(migration.run().orElseThrow().at()).isEqualTo(db.sql("select applied_at from lifeboat_migrations where version = :v",
                    "v", migration.version()).one(java.time.Instant.class));
            assertThat(migration.run().orElseThrow().took()).isGreaterThanOrEqualTo(Duration.ZERO);
        });
        assertThat(migrations.state().getFirst().name()).isEqualTo("the first");
    }

    @Test
    void aChangedAMissingAndALateFileAreRefusedTogether() throws IOException {
        file("V1__a.sql", "create table a (n int);");
        file("V2__b.sql", "create table b (n int);");
        file("V4__d.sql", "create table d (n int);");
        migrations.run();
        // Other line ends are the same text.
        Files.writeString(folder.resolve("V1__a.sql"), "create table a (n int);\r\n");
        assertThat(migrations.pending()).isEmpty();
        file("V1__a.sql", "create table a (n bigint);");
        Files.delete(folder.resolve("V2__b.sql"));
        file("V3__c.sql", "create table c (n int);");
        file("V5__e.sql", "create table e (n int);");
        for (Callable<?> use : List.<Callable<?>>of(migrations::run, migrations::pending)) {
            assertThatThrownBy(use::call).isInstanceOfSatisfying(MigrationRefused.class, e -> assertThat(e.problems())
                    .extracting(problem -> problem.reason() + " " + problem.file())
                    .containsExactly("CHANGED V1__a.sql", "OUT_OF_ORDER V3__c.sql", "MISSING version 2"));
        }
        assertThat(db.sql("select to_regclass('e') is null").one(Boolean.class)).isTrue();
        assertThat(migrations.state()).extracting(Migration::version).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void namesThatAreNoneAndTransactionsOfTheirOwnAreRefused() throws IOException {
        file("V1__a.sql", "create table a (n int);");
        file("V01__b.sql", "create table b (n int);");
        file("v2_c.sql", "select 1");
        file("V3__d.sql", "create table d (n int);", "", "COMMIT;");
        assertThatThrownBy(migrations::run).isInstanceOfSatisfying(MigrationRefused.class, e -> {
            assertThat(e.problems()).extracting(MigrationRefused.Problem::reason)
                    .containsExactly(Reason.BAD_NAME, Reason.SAME_VERSION, Reason.ENDS_TRANSACTION);
            assertThat(e.problems().getLast().sentence()).startsWith("line 3: COMMIT");
        });
    }

    @Test
    void aFileThatFailsLeavesNothingAndTellsItsLine() throws IOException {
        file("V1__a.sql", "create table a (n int primary key);");
        file("V2__b.sql", "insert into a values (1);", "/* a /* nested; */ comment */", "", "insert into a values (2),", "  (1);");
        file("V3__c.sql", "insert into a values (3);");
        assertThatThrownBy(migrations::run).isInstanceOfSatisfying(MigrationFailed.class, e -> {
            assertThat(e.file()).isEqualTo("V2__b.sql");
            assertThat(e.line()).isEqualTo(4);
            assertThat(e.sqlState()).isEqualTo("23505");
            assertThat(e.getCause()).isInstanceOf(UniqueViolation.class);
        });
        assertThat(count("a")).isZero();
        assertThat(versions(migrations.pending())).containsExactly(2L, 3L);
        file("V2__b.sql", "insert into a values (1);");
        assertThat(versions(migrations.run())).containsExactly(2L, 3L);
        assertThat(count("a")).isEqualTo(2);
    }

    @Test
    void theirStatementsAreSeen() throws IOException {
        List<Seen> seen = new ArrayList<>();
        db.watch(seen::add);
        file("V001__a.sql", "create table a (id int);\ncreate table b (id int);");
        file("V002__b.sql", "create table a (id int)");
        assertThatThrownBy(migrations::run).isInstanceOf(MigrationFailed.class);
        assertThat(seen).extracting(s -> s.sql() + " " + s.failed()).containsExactly("create table a (id int) false",
                "create table b (id int) false", "create table a (id int) true");
    }

    @Test
    void aFileMayRunWithoutATransaction() throws IOException {
        file("V1__a.sql", "create table a (n int);", "insert into a values (1), (1);");
        file("V2__index.sql", "-- no transaction", "drop index concurrently if exists a_n;", "create unique index concurrently a_n on a (n);");
        assertThatThrownBy(migrations::run).isInstanceOfSatisfying(MigrationFailed.class, e -> {
            assertThat(e.line()).isEqualTo(3);
            assertThat(e).hasMessageContaining("without a transaction");
        });
        db.sql("delete from a").run();
        assertThat(versions(migrations.run())).containsExactly(2L);
        assertThat(db.sql("select indisvalid from pg_index where indexrelid = 'a_n'::regclass").one(Boolean.class)).isTrue();
    }

    @Test
    void functionBodiesAndOperatorsArriveAsWritten() throws IOException {
        file("V1__f.sql", "create function f(x int) returns int language sql begin atomic", "  select case when x > 0 then 1 else 0 end;",
                "  select x + 1;", "end;", "create table j (d jsonb check (d ? 'a;b'));", "insert into j values (E'{\"a;b\": \"it\\'s {d}\"}');",
                "create function g() returns text language plpgsql as $f$ begin return 'x;'; end; $f$;");
        migrations.run();
        assertThat(db.sql("select f(1)").one(Integer.class)).isEqualTo(2);
        assertThat(db.sql("select d ->> 'a;b' from j").one(String.class)).isEqualTo("it's {d}");
        assertThat(db.sql("select g()").one(String.class)).isEqualTo("x;");
    }

    @Test
    void whatAFileSetsForItsSessionEndsWithIt() throws IOException {
        file("V1__a.sql", "create schema other;", "select pg_catalog.set_config('search_path', 'other', false);", "create table a (n int);");
        file("V2__b.sql", "create table b (n int);");
        migrations.run();
        assertThat(db.sql("select schemaname || '.' || tablename from pg_tables where tablename in ('a', 'b')").as(String.class))
                .containsExactlyInAnyOrder("other.a", "public.b");
        assertThat(db.sql("show search_path").one(String.class)).isEqualTo("\"$user\", public");
    }

    @Test
    void programsAtTheSameTimeRunEachFileOnce() throws Exception {
        file("V1__a.sql", "create table a (n int);");
        file("V2__b.sql", "insert into a values (1);", "select pg_sleep(0.3);");
        file("V3__c.sql", "-- no transaction", "create index concurrently on a (n);");
        int programs = 4;
        CountDownLatch start = new CountDownLatch(programs);
        List<Future<List<MigrationFile>>> ran = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(programs)) {
            for (int i = 0; i < programs; i++) {
                ran.add(threads.submit(() -> {
                    start.countDown();
                    start.await();
                    return migrations.run();
                }));
            }
            List<Long> all = new ArrayList<>();
            for (Future<List<MigrationFile>> one : ran) {
                all.addAll(versions(one.get()));
            }
            assertThat(all).containsExactly(1L, 2L, 3L);
        }
        assertThat(count("a")).isEqualTo(1);
    }

    @Test
    void aLostConnectionIsToldAndTheNextRunGoesOn() throws IOException {
        file("V1__a.sql", "create table a (n int);", "select pg_terminate_backend(pg_backend_pid());");
        assertThatThrownBy(migrations::run).isInstanceOf(MigrationFailed.class).hasCauseInstanceOf(ConnectionLost.class);
        file("V1__a.sql", "create table a (n int);");
        assertThat(versions(migrations.run())).containsExactly(1L);
    }

    @Test
    void editorsMarksAreNoStatements() throws IOException {
        file("V1__a.sql", "\uFEFF-- no transaction", "", "/* nothing */ ;;", "create table a (n int)", ";");
        assertThat(migrations.pending().getFirst().inTransaction()).isFalse();
        assertThat(migrations.pending().getFirst().statements()).singleElement().satisfies(statement -> {
            assertThat(statement.line()).isEqualTo(4);
            assertThat(statement.firstWord()).isEqualTo("create");
        });
        assertThat(versions(migrations.run())).containsExactly(1L);
        file("V2__B.SQL", "select 1");
        assertThatThrownBy(migrations::run).isInstanceOf(MigrationRefused.class);
    }

    @Test
    void anotherProgramThatTakesTooLongIsTold() throws IOException, SQLException {
        file("V1__a.sql", "create table a (n int);");
        try (Connection other = SERVER.connect(db.sql("select current_database()").one(String.class)); Statement statement = other.createStatement()) {
            statement.execute("select pg_advisory_lock(1279413575, hashtext('public'))");
            assertThatThrownBy(() -> migrations.patience(Duration.ofMillis(100)).run()).isInstanceOf(LockNotAvailable.class);
            statement.execute("select pg_advisory_unlock_all()");
        }
        assertThat(versions(migrations.run())).containsExactly(1L);
        assertThatThrownBy(() -> db.tx(() -> migrations.run())).isInstanceOf(IllegalStateException.class);
    }
}
