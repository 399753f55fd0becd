package dev.lifeboat.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.containerpub.ApiKey;
import dev.lifeboat.containerpub.CloudFunction;
import dev.lifeboat.containerpub.User;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.orm.Db;
import dev.lifeboat.orm.PoolSettings;
import dev.lifeboat.testing.TestServer;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SampleDataTest {
    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private static Db fresh(String name) throws SQLException {
        return Db.pooled(PoolSettings.of(SERVER.url(SERVER.createDatabase(name)), SERVER.address().user(),
                SERVER.embedded().password().reveal()));
    }

    @Test
    void theMainDatabaseHoldsWhatWasPromised() throws SQLException {
        try (Db db = fresh("sample_main")) {
            new SampleData(42, Progress.NONE).fillMain(db);
            assertThat(counts(db)).containsExactlyInAnyOrderEntriesOf(Map.ofEntries(Map.entry("users", 200L),
                    Map.entry("user_information", 200L), Map.entry("organizations", 25L),
                    Map.entry("organization_members", 150L), Map.entry("functions", 600L),
                    Map.entry("function_deployments", 3_000L), Map.entry("function_deploy_logs", 20_000L),
                    Map.entry("function_invocations", 50_000L), Map.entry("api_keys", 300L), Map.entry("logs", 2_000L),
                    Map.entry("email_verification_otps", 40L)));
            assertThat(number(db, """
                    select count(*) from functions f where active_deployment_id is not null and not exists (select 1
                    from function_deployments d where d.id = f.active_deployment_id and d.function_id = f.id and d.is_active)"""))
                    .as("functions whose active deployment is not theirs").isZero();
            assertThat(number(db, "select count(*) from functions where active_deployment_id is not null")).isEqualTo(550);
            assertThat(number(db, "select count(*) from function_deployments where is_active")).isEqualTo(550);
            assertThat(number(db, """
                    select count(*) from organizations o where not exists (select 1 from organization_members m
                    where m.organization_id = o.uuid and m.user_id = o.owner_id)""")).as("owners who are no members").isZero();
            assertThat(number(db, "select count(distinct timestamp) from function_invocations")).isGreaterThan(49_000);
            assertThat(db.repo(User.class, User::id).insert(new User(null, null, "new@example.org", "x", false, false, null, null)).id())
                    .as("numbers go on").isEqualTo(201);
            assertThat(db.repo(ApiKey.class, ApiKey::id).get(1).functionUuid()).isNotNull();
            assertThat(db.repo(CloudFunction.class, CloudFunction::id).get(1).name()).isEqualTo("send-images");
        }
    }

    @Test
    void equalSeedsGiveEqualBytesAndOthersDoNot() throws SQLException {
        try (Db one = fresh("sample_one"); Db two = fresh("sample_two"); Db other = fresh("sample_other")) {
            for (Db db : new Db[] {one, two}) {
                new SampleData(7, Progress.NONE).fillMain(db);
                new SampleData(7, Progress.NONE).fillFunctions(db);
            }
            new SampleData(8, Progress.NONE).fillFunctions(other);
            assertThat(hashes(one)).hasSize(12).isEqualTo(hashes(two));
            assertThat(hashes(other).get("function_data")).isNotEqualTo(hashes(one).get("function_data"));
            assertThat(number(one, "select count(*) from function_data")).isEqualTo(1_200);
        }
    }

    @Test
    void progressEndsAtTheTotalThatWasPromised() throws SQLException {
        AtomicLong told = new AtomicLong();
        Progress counting = new Progress() {
            @Override public void phase(String name, long total, Unit unit) {}
            @Override public void advance(long amount) {
                told.addAndGet(amount);
            }
            @Override public void item(String name) {}
            @Override public void note(String line) {}
        };
        try (Db db = fresh("sample_progress")) {
            SampleData data = new SampleData(7, counting);
            data.fillMain(db);
            data.fillFunctions(db);
        }
        // 200 users and as much information, 25 organisations, 150 members, 40 codes, 600 functions, 3000 deployments,
        // 20 000 and 50 000 of logs and invocations, 300 keys, 2000 log lines, 1200 values.
        assertThat(told).hasValue(77_715);
        assertThat(SampleData.ROWS).isEqualTo(77_715);
    }

    private static long number(Db db, String sql) {
        return db.sql(sql).one(Long.class);
    }

    private static Map<String, Long> counts(Db db) {
        Map<String, Long> counts = new TreeMap<>();
        tables(db).forEach(t -> counts.put(t, number(db, "select count(*) from " + t)));
        return counts;
    }

    private static Map<String, String> hashes(Db db) {
        Map<String, String> hashes = new TreeMap<>();
        tables(db).forEach(t -> hashes.put(t,
                db.sql("select md5(string_agg(t::text, '|' order by id)) from " + t + " t").one(String.class)));
        return hashes;
    }

    private static java.util.List<String> tables(Db db) {
        return db.sql("select tablename::text from pg_tables where schemaname = 'public'").as(String.class);
    }
}
