package dev.lifeboat.containerpub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.orm.Db;
import dev.lifeboat.orm.DynamicColumn;
import dev.lifeboat.orm.PoolSettings;
import dev.lifeboat.testing.TestServer;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The tables as ContainerPub's own scripts describe them; expectations written down from its definitions. */
class ContainerPubTest {
    @RegisterExtension
    static final TestServer SERVER = new TestServer();
    private static Db db;

    private static final Map<String, String> COLUMNS = Map.ofEntries(
            Map.entry("users", "id integer, uuid uuid, email character varying(255), password_hash character varying(255), is_email_verified boolean, onboarding_complete boolean, created_at timestamp without time zone, updated_at timestamp without time zone"),
            Map.entry("user_information", "id integer, uuid uuid, user_id uuid, first_name character varying(100), last_name character varying(100), phone_number character varying(20)?, country character varying(100)?, city character varying(100)?, address text?, zip_code character varying(20)?, avatar text?, role character varying(50), created_at timestamp with time zone, updated_at timestamp with time zone"),
            Map.entry("organizations", "id integer, uuid uuid, name character varying(255), owner_id uuid, created_at timestamp with time zone, updated_at timestamp with time zone"),
            Map.entry("organization_members", "id integer, organization_id uuid, user_id uuid, joined_at timestamp with time zone"),
            Map.entry("functions", "id integer, uuid uuid, user_id integer, name character varying(255), status character varying(50), active_deployment_id integer?, skip_signing boolean, analysis_result jsonb?, created_at timestamp without time zone, updated_at timestamp without time zone"),
            Map.entry("function_deployments", "id integer, uuid uuid, function_id integer, version integer, image_tag character varying(255), s3_key character varying(500), status character varying(50), is_active boolean, build_logs text?, deployed_at timestamp without time zone"),
            Map.entry("function_deploy_logs", "id integer, uuid uuid, function_uuid uuid, level character varying(20), message text, timestamp timestamp without time zone"),
            Map.entry("function_invocations", "id integer, uuid uuid, function_id integer, status character varying(50), duration_ms integer?, error text?, logs jsonb?, request_info jsonb?, result text?, success boolean?, timestamp timestamp without time zone"),
            Map.entry("api_keys", "id integer, uuid uuid, function_uuid uuid, public_key text, private_key_hash character varying(255)?, validity character varying(20), expires_at timestamp with time zone?, is_active boolean, name character varying(255)?, created_at timestamp with time zone, revoked_at timestamp with time zone?"),
            Map.entry("logs", "id integer, uuid uuid, level character varying(20), message jsonb, action text, created_at timestamp without time zone"),
            Map.entry("email_verification_otps", "id integer, user_uuid uuid, otp_hash character varying(255), salt character varying(500), created_at timestamp with time zone"),
            Map.entry("function_data", "id integer, uuid uuid, function_id integer, key character varying(255), value jsonb?, created_at timestamp without time zone, updated_at timestamp without time zone"));

    @BeforeAll
    static void create() throws SQLException {
        db = Db.pooled(PoolSettings.of(SERVER.url(SERVER.createDatabase("containerpub")), SERVER.address().user(),
                SERVER.embedded().password().reveal()));
        db.schema().create(ContainerPub.MAIN);
        db.schema().create(ContainerPub.FUNCTIONS);
    }

    @AfterAll
    static void close() {
        db.close();
    }

    @Test
    void everyTableHasItsColumns() {
        COLUMNS.forEach((table, columns) -> assertThat(db.table("public", table).all().stream()
                .map(ContainerPubTest::described).collect(Collectors.joining(", "))).as(table).isEqualTo(columns));
        assertThat(db.sql("select count(*) from pg_tables where schemaname = 'public'").one(Long.class)).isEqualTo(12);
    }

    @Test
    void nothingDiffersFromTheEntities() {
        assertThat(db.schema().diff(ContainerPub.MAIN)).isEmpty();
        assertThat(db.schema().diff(ContainerPub.FUNCTIONS)).isEmpty();
    }

    private static String described(DynamicColumn column) {
        return column.name() + " " + column.type() + (column.nullable() ? "?" : "");
    }

    @Test
    void noIndexIsTheBeginningOfAnother() {
        List<String> repeated = db.sql("""
                select a.indexrelid::regclass::text from pg_index a join pg_index b on a.indrelid = b.indrelid
                  and a.indexrelid <> b.indexrelid and (b.indkey::text || ' ') like (a.indkey::text || ' %')
                where not a.indisunique and a.indrelid::regclass::text not like 'pg_%'""").as(String.class);
        assertThat(repeated).isEmpty();
    }

    @Test
    void keysPointWhereTheyShouldAndCascade() {
        List<String> keys = db.sql("""
                select conrelid::regclass || '.' || (select attname from pg_attribute where attrelid = conrelid and attnum = conkey[1])
                  || ' -> ' || confrelid::regclass || '.' || (select attname from pg_attribute where attrelid = confrelid and attnum = confkey[1])
                  || ' ' || confdeltype::text
                from pg_constraint where contype = 'f'""").as(String.class);
        assertThat(keys).containsExactlyInAnyOrder("user_information.user_id -> users.uuid c",
                "organizations.owner_id -> users.uuid c", "organization_members.organization_id -> organizations.uuid c",
                "organization_members.user_id -> users.uuid c", "functions.user_id -> users.id c",
                "function_deployments.function_id -> functions.id c", "function_deploy_logs.function_uuid -> functions.uuid c",
                "function_invocations.function_id -> functions.id c", "api_keys.function_uuid -> functions.uuid c",
                "email_verification_otps.user_uuid -> users.uuid c");
    }

    @Test
    void whatIsLeftOutGetsItsDefault() {
        User user = db.repo(User.class, User::id).insert(new User(null, null, "a@example.org", "x", false, false, null, null));
        CloudFunction function = db.repo(CloudFunction.class, CloudFunction::id)
                .insert(new CloudFunction(null, null, user.id(), "f", null, null, null, null, null, null));
        assertThat(function.status()).isEqualTo("active");
        assertThat(function.skipSigning()).isFalse();
        assertThat(function.uuid()).isNotNull();
        ApiKey key = db.repo(ApiKey.class, ApiKey::id).insert(new ApiKey(null, null, function.uuid(), "pk", null,
                Validity.WEEK, null, null, null, null, null));
        assertThat(key.isActive()).isTrue();
        assertThat(db.sql("select validity from api_keys").one(String.class)).isEqualTo("1w");
        assertThat(db.sql("select tgrelid::regclass::text from pg_trigger where not tgisinternal").as(String.class))
                .containsExactlyInAnyOrder("users", "user_information", "organizations", "functions");
    }
}
