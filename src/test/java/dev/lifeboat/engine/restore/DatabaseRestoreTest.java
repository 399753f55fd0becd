package dev.lifeboat.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.backup.Ground;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.postgres.Sql;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.restore.RestorePlan.Mode;
import dev.lifeboat.engine.stack.Protection;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class DatabaseRestoreTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @TempDir
    Path folder;
    private Ground ground;

    @BeforeEach
    void ground() {
        ground = new Ground(SERVER.address(), SERVER.passwords(folder), SERVER.tools().folder(), folder);
    }

    @Test
    void asideLeavesTheOriginalAloneAndProvesTheCopy() throws Exception {
        String shop = shop("aside");
        BackupSet set = ground.backUp(shop);
        SERVER.execute(shop, "delete from orders", "drop table customers cascade");
        RestoreReport report = bringBack(set, Mode.ASIDE);
        assertThat(report.proofs()).containsExactly(new Proof(shop, 2, 1_100, 1, 2, report.proofs().getFirst().objects(), 0, List.of()));
        String copy = report.plan().targets().getFirst().asideName();
        assertThat(one(copy, "select count(*) from orders")).isEqualTo("1000");
        assertThat(one(copy, "select count(*) from customers")).isEqualTo("100");
        assertThat(one(shop, "select count(*) from orders")).isEqualTo("0");
        assertThat(report.phaseMillis().keySet()).containsExactly("Checking", "Restoring " + shop, "Analysing " + shop, "Proving " + shop);
        assertThat(ground.audited()).containsExactly("started", "done", "started", "done");
    }

    @Test
    void trap38_inPlaceSwapsTheCopyInAndKeepsTheOldDatabase() throws Exception {
        String shop = shop("place");
        BackupSet set = ground.backUp(shop);
        SERVER.execute(shop, "delete from orders where id <= 400");
        RestoreReport report = bringBack(set, Mode.IN_PLACE);
        String kept = report.plan().targets().getFirst().keptName().orElseThrow();
        assertThat(kept).matches(shop + "_before_\\d{8}_\\d{6}");
        assertThat(one(shop, "select count(*) from orders")).isEqualTo("1000");
        assertThat(one(kept, "select count(*) from orders")).isEqualTo("600");
        assertThat(report.notes()).anyMatch(note -> note.contains(kept));
    }

    @Test
    void aDeletedDatabaseIsPutBack() throws Exception {
        String shop = shop("deleted");
        BackupSet set = ground.backUp(shop);
        SERVER.execute("postgres", "drop database " + shop);
        RestoreReport report = bringBack(set, Mode.IN_PLACE);
        assertThat(report.plan().targets().getFirst().keptName()).isEmpty();
        assertThat(one(shop, "select sum(id) from orders")).isEqualTo("500500");
    }

    @Test
    void namesWithQuotesSpacesUpperCaseUmlautsAndEmoji() throws Exception {
        String name = SERVER.createDatabase("It's \"Ünser\" =Shop\\ 😀");
        SERVER.execute(name, """
                create schema "Größe 📏";
                create table "Größe 📏"."Tä\\ble ""x"" 'y'" ("Spalte 1" int primary key, "Sp'a""lte 😀" text check ("Sp'a""lte 😀" <> ''));
                insert into "Größe 📏"."Tä\\ble ""x"" 'y'" select i, 'wert ' || i from generate_series(1, 7) i;
                create sequence "Größe 📏"."Zähl'er"; select setval('"Größe 📏"."Zähl''er"', 12);
                comment on database %s is 'it''s 😀';
                alter database %s set search_path to "Größe 📏", public""".formatted(Sql.name(name), Sql.name(name)));
        BackupSet set = ground.backUp(name);
        SERVER.execute(name, "delete from \"Größe 📏\".\"Tä\\ble \"\"x\"\" 'y'\"");
        RestoreReport report = bringBack(set, Mode.IN_PLACE);
        assertThat(report.proven()).isTrue();
        assertThat(one(name, "select count(*) || ' ' || min(\"Sp'a\"\"lte 😀\") from \"Tä\\ble \"\"x\"\" 'y'\"")).as("found by the database's own search_path").isEqualTo("7 wert 1");
        assertThat(one(name, "select shobj_description(oid, 'pg_database') from pg_database where datname = current_database()")).isEqualTo("it's 😀");
    }

    @Test
    void trap40_anEmptyDatabaseIsProvenEmpty() throws Exception {
        String empty = SERVER.createDatabase("empty");
        RestoreReport report = bringBack(ground.backUp(empty), Mode.IN_PLACE);
        assertThat(report.proofs()).singleElement().satisfies(proof -> {
            assertThat(proof.tables()).isZero();
            assertThat(proof.proven()).isTrue();
        });
    }

    @Test
    void aTableWithoutAPrimaryKeyAndWithTwins() throws Exception {
        String database = SERVER.createDatabase("nokey");
        SERVER.execute(database, "create table log (line text)", "insert into log values ('a'), ('a'), (null), ('')");
        RestoreReport report = bringBack(ground.backUp(database), Mode.ASIDE);
        assertThat(report.proofs().getFirst().rows()).isEqualTo(4);
        assertThat(report.proven()).isTrue();
    }

    @Test
    void trap11_settingsRightsRolesAndLimitsOfTheDatabaseSurvive() throws Exception {
        String shop = shop("settings");
        SERVER.execute("postgres", "drop role if exists shop_reader", "create role shop_reader login", "create role shop_owner_" + shop,
                "alter database " + shop + " set work_mem = '7MB'", "alter database " + shop + " set default_transaction_read_only = on",
                "alter role shop_reader in database " + shop + " set statement_timeout = '5s'", "revoke connect on database " + shop + " from public",
                "grant connect on database " + shop + " to shop_reader", "alter database " + shop + " connection limit 17", "alter database " + shop + " owner to shop_owner_" + shop,
                "comment on database " + shop + " is 'DATABASE " + shop + " it is'");
        BackupSet set = ground.backUp(shop);
        assertThat(set.manifest().databases().getFirst().facts().settings()).containsExactlyInAnyOrder("work_mem=7MB", "default_transaction_read_only=on");
        SERVER.execute("postgres", "drop database " + shop);
        RestoreReport report = bringBack(set, Mode.IN_PLACE);
        assertThat(report.proven()).isTrue();
        assertThat(one(shop, "select current_setting('work_mem') || ' ' || current_setting('default_transaction_read_only')")).isEqualTo("7MB on");
        assertThat(one(shop, "select datconnlimit || ' ' || pg_get_userbyid(datdba) || ' ' || has_database_privilege('shop_reader', oid, 'connect') || ' ' || datacl::text from pg_database where datname = '" + shop + "'"))
                .startsWith("17 shop_owner_" + shop + " true").contains("shop_reader=c/").doesNotContain("{=Tc", ",=Tc", "=c/shop_owner_" + shop + ",=");
        assertThat(one(shop, "select shobj_description(oid, 'pg_database') from pg_database where datname = current_database()")).isEqualTo("DATABASE " + shop + " it is");
        assertThat(one(shop, "select setconfig::text from pg_db_role_setting s join pg_roles r on r.oid = setrole where rolname = 'shop_reader' and setdatabase = (select oid from pg_database where datname = '" + shop + "')"))
                .isEqualTo("{statement_timeout=5s}");
    }

    @Test
    void conditionsThatPostgresRewritesOnceAreTheSame() throws Exception {
        String database = SERVER.createDatabase("rewritten");
        SERVER.execute(database, """
                create table jobs (id int, status varchar(20) default 'new' check (status in ('new', 'running', 'done')));
                create index on jobs (id) where status in ('new', 'running');
                create view open_jobs as select id, status from jobs where status in ('new', 'running')""");
        assertThat(bringBack(ground.backUp(database), Mode.ASIDE).proven()).isTrue();
    }

    @Test
    void inPlaceWithSessionsConnectedAndOthersComingAllTheTime() throws Exception {
        String shop = shop("busy");
        BackupSet set = ground.backUp(shop);
        SERVER.execute(shop, "delete from orders");
        List<Thread> visitors = new ArrayList<>();
        try (Connection sitting = SERVER.connect(shop); Statement inside = sitting.createStatement()) {
            sitting.setAutoCommit(false);
            inside.execute("insert into orders values (5000, 1, 1)");
            for (int i = 0; i < 4; i++) {
                visitors.add(Thread.ofVirtual().start(() -> visit(shop)));
            }
            assertThat(bringBack(set, Mode.IN_PLACE).proven()).isTrue();
        } finally {
            visitors.forEach(Thread::interrupt);
            for (Thread visitor : visitors) {
                visitor.join();
            }
        }
        assertThat(one(shop, "select count(*) from orders")).isEqualTo("1000");
    }

    private static void visit(String database) {
        while (!Thread.currentThread().isInterrupted()) {
            try (Connection connection = SERVER.connect(database); Statement statement = connection.createStatement()) {
                statement.execute("select pg_sleep(0.02)");
            } catch (SQLException e) {
                Thread.yield(); // thrown out by the swap: comes back at once, as services do
            }
        }
    }

    @Test
    void twoDatabasesAreSwappedTogether() throws Exception {
        String one = shop("first");
        String two = shop("second");
        BackupSet set = ground.backUp(one, two);
        SERVER.execute(one, "drop table orders");
        SERVER.execute(two, "drop table orders");
        assertThat(bringBack(set, Mode.IN_PLACE).proofs()).hasSize(2).allMatch(Proof::proven);
        assertThat(one(one, "select count(*) from orders") + one(two, "select count(*) from orders")).isEqualTo("10001000");
    }

    @Test
    void aTargetThatExistsAlreadyIsNotTouched() throws Exception {
        String shop = shop("taken");
        BackupSet set = ground.backUp(shop);
        RestorePlan plan = ground.plan(set, Mode.ASIDE);
        String aside = plan.targets().getFirst().asideName();
        SERVER.execute("postgres", "create database " + aside);
        SERVER.dropAfterwards(aside);
        SERVER.execute(aside, "create table mine (id int)");
        Failure.PreflightFailed failure = catchThrowableOfType(Failure.PreflightFailed.class, () -> ground.restore().run(plan, Progress.NONE, new Cancellation()));
        assertThat(failure).hasMessageContaining(aside);
        assertThat(one(aside, "select count(*) from mine")).isEqualTo("0");
        assertThat(ground.audited()).endsWith("started", "failed");
    }

    @Test
    void nothingIsRestoredToAReadOnlyStack() throws Exception {
        String shop = shop("guarded");
        BackupSet set = ground.backUp(shop);
        Stack usual = ground.stack();
        Stack guarded = new Stack(usual.name(), usual.environment(), usual.server(), usual.databases(), usual.tools(), Protection.READ_ONLY);
        RestorePlan plan = ground.restore().plan(set, guarded, new RestorePlan.Options(List.of(), Mode.ASIDE));
        Failure.PreflightFailed failure = catchThrowableOfType(Failure.PreflightFailed.class, () -> ground.restore().run(plan, Progress.NONE, new Cancellation()));
        assertThat(failure).hasMessageContaining("read-only");
    }

    @Test
    void missingRolesAreFoundBeforeAnythingIsDoneWithTheSqlThatMakesThem() throws Exception {
        String shop = shop("roles");
        SERVER.execute(shop, "create role \"Gone owner\"", "create role gone_reader", "alter table orders owner to \"Gone owner\"", "grant select on customers to gone_reader",
                "create policy seen on customers for select to gone_reader using (true)");
        BackupSet set = ground.backUp(shop);
        SERVER.execute("postgres", "drop database " + shop, "drop role \"Gone owner\"", "drop role gone_reader");
        Failure.PreflightFailed failure = catchThrowableOfType(Failure.PreflightFailed.class, () -> bringBack(set, Mode.IN_PLACE));
        assertThat(failure).hasMessageContaining("Gone owner, gone_reader");
        assertThat(String.join("", failure.hints())).contains("CREATE ROLE \"Gone owner\"; CREATE ROLE \"gone_reader\";");
        SERVER.execute("postgres", "create role \"Gone owner\"", "create role gone_reader");
        assertThat(bringBack(set, Mode.IN_PLACE).proven()).isTrue();
    }

    @Test
    void trap14_aSequenceBehindItsColumnIsTold() throws Exception {
        String shop = shop("behind");
        SERVER.execute(shop, "select setval('orders_id_seq', 5)");
        RestoreReport report = bringBack(ground.backUp(shop), Mode.ASIDE);
        assertThat(report.proven()).isTrue();
        assertThat(report.notes()).singleElement().asString().startsWith("Sequence public.orders_id_seq stands at 5, behind the largest id");
    }

    @Test
    void chinookComesBackWhole() throws Exception {
        String chinook = SERVER.createDatabase("chinook");
        try (var sql = java.util.Objects.requireNonNull(SERVER.getClass().getResourceAsStream("chinook.sql"))) {
            SERVER.execute(chinook, new String(sql.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).replaceAll("(?mi)^(\\\\c|create database|drop database).*$", ""));
        }
        BackupSet set = ground.backUp(chinook);
        SERVER.execute(chinook, "drop table playlist_track", "delete from invoice_line");
        RestoreReport report = bringBack(set, Mode.IN_PLACE);
        // Counted in chinook.sql: 11 tables, 15,607 rows, 11 primary and 11 foreign keys.
        assertThat(report.proofs()).singleElement().satisfies(proof -> {
            assertThat(proof.tables()).isEqualTo(11);
            assertThat(proof.rows()).isEqualTo(15_607);
            assertThat(proof.constraints()).isEqualTo(22);
        });
        assertThat(one(chinook, "select count(*) from playlist_track")).isEqualTo("8715");
    }

    private RestoreReport bringBack(BackupSet set, Mode mode) {
        RestorePlan plan = ground.plan(set, mode);
        for (RestorePlan.Target target : plan.targets()) {
            SERVER.dropAfterwards(target.asideName());
            target.keptName().ifPresent(SERVER::dropAfterwards);
        }
        return ground.restore().run(plan, Progress.NONE, new Cancellation());
    }

    private static String shop(String name) throws SQLException {
        String database = SERVER.createDatabase(name);
        SERVER.execute(database, "create table customers (id int primary key, name text)", "insert into customers select i, 'customer ' || i from generate_series(1, 100) i",
                "create table orders (id serial primary key, customer int references customers, amount numeric(10, 2))",
                "alter table orders drop constraint orders_customer_fkey",
                "insert into orders (customer, amount) select 1 + i % 100, i / 7.0 from generate_series(1, 1000) i");
        return database;
    }

    private static String one(String database, String sql) throws SQLException {
        try (Connection connection = SERVER.connect(database); Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
