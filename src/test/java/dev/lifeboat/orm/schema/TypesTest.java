package dev.lifeboat.orm.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.orm.Db;
import dev.lifeboat.orm.PoolSettings;
import dev.lifeboat.testing.TestServer;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is called wider holds the greatest, the smallest and the finest value of the other, on a real server. */
class TypesTest {
    @RegisterExtension
    static final TestServer SERVER = new TestServer();
    private static Db db;

    @BeforeAll
    static void open() throws SQLException {
        db = Db.pooled(PoolSettings.of(SERVER.url(SERVER.createDatabase("types")), SERVER.address().user(), SERVER.embedded().password().reveal()));
    }

    @AfterAll
    static void close() {
        db.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "smallint|real|32767;-32767", "integer|bigint|2147483647;-2147483648", "integer|numeric(10,0)|2147483647", "integer|double precision|2147483647",
        "bigint|numeric|9223372036854775807;-9223372036854775808", "bigint|numeric(21,2)|9223372036854775807", "bigint|text|-9223372036854775808",
        "real|double precision|0.1;3.4e38", "numeric(8,2)|numeric(10,2)|999999.99", "numeric(8,2)|numeric(9,3)|999999.99", "numeric(8,2)|numeric|-999999.99", "numeric|text|1e-20",
        "character varying(5)|character varying(6)|abcde", "character varying(5)|text|a b  ", "character varying(5)|character varying|abcde",
        "timestamp(3) without time zone|timestamp without time zone|2026-01-01 00:00:00.123", "timestamp(3) with time zone|timestamp(6) with time zone|2026-01-01 00:00:00.123+00",
        "date|timestamp without time zone|2026-01-01;infinity", "uuid|text|00000000-0000-0000-0000-0000000000ff", "boolean|text|true;false"})
    void wider(String from, String to, String values) {
        assertThat(Types.widens(from, to)).isTrue();
        for (String value : List.of(values.split(";"))) {
            assertThat(db.sql("select cast(cast(:value as text) as " + from + ")::" + to + "::" + from + " = cast(cast(:value as text) as " + from + ")",
                    "value", value).one(Boolean.class)).as(value).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "bigint|integer", "integer|smallint", "integer|numeric(9,0)", "integer|numeric(12,4)", "integer|real", "bigint|double precision", "double precision|real",
        "numeric(8,2)|numeric(8,3)", "numeric(8,2)|numeric(10,1)", "numeric|numeric(8,2)", "numeric|integer", "character varying(6)|character varying(5)",
        "text|character varying(6)", "character varying|character varying(6)", "character(3)|text", "timestamp without time zone|timestamp(3) without time zone",
        "timestamp without time zone|timestamp with time zone", "timestamp with time zone|date", "text|uuid", "character varying(5)[]|character varying(6)", "public.mood|text"})
    void notWider(String from, String to) {
        assertThat(Types.widens(from, to)).isFalse();
    }
}
