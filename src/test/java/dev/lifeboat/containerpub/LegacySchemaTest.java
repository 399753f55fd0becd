package dev.lifeboat.containerpub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.orm.Db;
import dev.lifeboat.orm.PoolSettings;
import dev.lifeboat.orm.error.NotNullViolation;
import dev.lifeboat.orm.schema.Applied;
import dev.lifeboat.orm.schema.Change;
import dev.lifeboat.orm.schema.Risk;
import dev.lifeboat.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The entities beside a database that ContainerPub's own backend made, with rows in it. */
class LegacySchemaTest {
    @RegisterExtension
    static final TestServer SERVER = new TestServer();
    private Db db;

    @BeforeEach
    void create() throws SQLException, IOException {
        String database = SERVER.createDatabase("legacy");
        try (InputStream ddl = Objects.requireNonNull(LegacySchemaTest.class.getResourceAsStream("legacy.sql"))) {
            SERVER.execute(database, new String(ddl.readAllBytes(), StandardCharsets.UTF_8));
        }
        db = Db.pooled(PoolSettings.of(SERVER.url(database), SERVER.address().user(), SERVER.embedded().password().reveal()));
    }

    @AfterEach
    void close() {
        db.close();
    }

    private static List<String> told(List<Change> changes) {
        return changes.stream().map(change -> change.risk() + " " + change.sql().lines().findFirst().orElseThrow()).toList();
    }

    @Test
    void entitiesReadAndWriteItsData() {
        assertThat(db.repo(User.class, User::id).list()).extracting(User::email).containsExactly("ada@example.org");
        assertThat(db.repo(CloudFunction.class, CloudFunction::id).list()).singleElement().satisfies(function -> assertThat(function.status()).isNull());
        assertThat(db.repo(User.class, User::id).insert(new User(null, null, "b@example.org", "x", false, false, null, null)).createdAt()).isNotNull();
    }

    @Test
    void whatDiffersIsTold() {
        List<Change> changes = db.schema().diff(ContainerPub.MAIN);
        assertThat(told(changes)).containsExactlyElementsOf("""
                SAFE create or replace function "touch_updated_at"() returns trigger language plpgsql as $touch$
                LOCKS alter table "users" alter column "created_at" set not null
                LOCKS alter table "users" alter column "updated_at" set not null
                LOCKS alter table "user_information" alter column "created_at" set not null
                LOCKS alter table "user_information" alter column "updated_at" set not null
                LOCKS alter table "organizations" alter column "created_at" set not null
                LOCKS alter table "organizations" alter column "updated_at" set not null
                LOCKS alter table "organization_members" alter column "joined_at" set not null
                LOCKS alter table "functions" alter column "status" set not null
                LOCKS alter table "functions" alter column "skip_signing" set not null
                LOCKS alter table "functions" alter column "created_at" set not null
                LOCKS alter table "functions" alter column "updated_at" set not null
                LOCKS alter table "function_deployments" alter column "status" set not null
                LOCKS alter table "function_deployments" alter column "is_active" set not null
                LOCKS alter table "function_deployments" alter column "deployed_at" set not null
                LOCKS alter table "function_deploy_logs" alter column "timestamp" set not null
                LOCKS alter table "function_invocations" alter column "timestamp" set not null
                LOCKS alter table "api_keys" alter column "is_active" set not null
                LOCKS alter table "api_keys" alter column "created_at" set not null
                LOCKS alter table "logs" alter column "created_at" set not null
                LOCKS alter table "email_verification_otps" alter column "created_at" set not null
                SAFE CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.users FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at()
                SAFE CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.user_information FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at()
                SAFE CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.organizations FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at()
                SAFE CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.functions FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at()
                LOSES_DATA drop trigger "update_users_updated_at" on "users"
                LOSES_DATA drop trigger "update_user_information_updated_at" on "user_information"
                LOSES_DATA drop trigger "update_organizations_updated_at" on "organizations"
                LOSES_DATA drop trigger "update_functions_updated_at" on "functions"
                LOSES_DATA drop index "idx_users_uuid"
                LOSES_DATA drop index "idx_users_email"
                LOSES_DATA drop index "idx_user_information_user_id"
                LOSES_DATA drop index "idx_organizations_name"
                LOSES_DATA drop index "idx_organization_members_user_id"
                LOSES_DATA drop index "idx_functions_uuid"
                LOSES_DATA drop index "idx_functions_user_id"
                LOSES_DATA drop index "idx_deployments_uuid"
                LOSES_DATA drop index "idx_deployments_function_id"
                LOSES_DATA drop index "idx_deployments_version"
                LOSES_DATA drop index "idx_api_keys_uuid"
                LOSES_DATA drop index "idx_logs_uuid"
                LOSES_DATA drop index "idx_otps_user_uuid"
                """.lines().toList());
        assertThat(changes).extracting(Change::sentence).contains(
                "The column functions.status may be NULL and should not. Every row is read; fails while one is NULL.",
                "The index idx_users_email of users repeats users_email_key and only costs.",
                "The index idx_functions_user_id of functions repeats functions_user_id_name_key and only costs.",
                "The index idx_deployments_version of function_deployments, USING btree (function_id, version DESC), is in the database only.",
                "The trigger update_users_updated_at of users is in the database only.");
    }

    @Test
    void aRuleThatRowsBreakIsNotForced() {
        List<Change> changes = db.schema().diff(ContainerPub.MAIN);
        assertThatThrownBy(() -> db.schema().apply(changes, Risk.LOCKS)).isInstanceOfSatisfying(NotNullViolation.class, e -> {
            assertThat(e.table()).isEqualTo("functions");
            assertThat(e.columns()).containsExactly("status");
        });
        assertThat(db.schema().diff(ContainerPub.MAIN)).isEqualTo(changes);
    }

    @Test
    void whatIsAskedForBringsItInLine() {
        List<Change> changes = db.schema().diff(ContainerPub.MAIN);
        Applied applied = db.schema().apply(changes, Risk.SAFE);
        assertThat(applied.run()).extracting(Change::risk).containsOnly(Risk.SAFE);
        assertThat(db.schema().diff(ContainerPub.MAIN)).isEqualTo(applied.left());
        db.sql("update functions set status = 'active', created_at = CURRENT_TIMESTAMP where status is null").run();
        Applied locks = db.schema().apply(db.schema().diff(ContainerPub.MAIN), Risk.LOCKS);
        assertThat(locks.left()).extracting(Change::risk).containsOnly(Risk.LOSES_DATA);
        assertThat(db.schema().diff(ContainerPub.MAIN)).isEqualTo(locks.left());
        db.schema().apply(locks.left(), Risk.LOSES_DATA);
        assertThat(db.schema().diff(ContainerPub.MAIN)).isEmpty();
        assertThat(db.repo(User.class, User::id).count()).isEqualTo(1);
    }

    @Test
    void theFunctionsDatabaseDiffersTheSameWay() {
        assertThat(told(db.schema().diff(ContainerPub.FUNCTIONS))).containsExactly(
                "LOCKS alter table \"function_data\" alter column \"created_at\" set not null",
                "LOCKS alter table \"function_data\" alter column \"updated_at\" set not null",
                "LOSES_DATA drop index \"idx_function_data_uuid\"", "LOSES_DATA drop index \"idx_function_data_function_id\"");
        assertThat(db.schema().others(ContainerPub.MAIN)).extracting(Change::name).containsExactly("function_data");
    }
}
