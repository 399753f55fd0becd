package dev.lifeboat.engine.postgres.dump;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlTextTest {

    @Test
    void bothWaysInWhichPostgresWritesOneConditionHaveOneEssence() {
        String before = "CHECK (((status)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[])))";
        String after = "CHECK (((status)::text = ANY (ARRAY[('a'::character varying)::text, ('b'::character varying)::text])))";
        assertThat(SqlText.essence(before)).isEqualTo("CHECKstatus=ANYARRAY['a','b']").isEqualTo(SqlText.essence(after));
    }

    @Test
    void anotherConditionHasAnotherEssence() {
        assertThat(SqlText.essence("CHECK ((a)::text = 'x'::text)")).isNotEqualTo(SqlText.essence("CHECK ((a)::text = 'y'::text)"));
        assertThat(SqlText.essence("x character varying(10)")).isNotEqualTo(SqlText.essence("x character varying(11)"));
    }

    @Test
    void leavesLiteralsQuotedNamesAndBodiesAlone() {
        assertThat(SqlText.essence("'a (b) ::c ''d'' ' \"x (y)\" $$ (z) :: int $$ $f$ 'q' $f$")).isEqualTo("'a (b) ::c ''d'' '\"x (y)\"$$ (z) :: int $$$f$ 'q' $f$");
    }

    @Test
    void knowsTypesOfSeveralWords() {
        assertThat(SqlText.essence("a::timestamp(3) without time zone, b::double precision, c::\"We ird\".\"T\"\"x\"[], d::numeric(10,2), e::interval day to second"))
                .isEqualTo("a,b,c,d,e");
    }

    @Test
    void aLongLiteralDoesNotExhaustTheStack() {
        String literal = "'" + "x''".repeat(200_000) + "'";
        assertThat(SqlText.essence("select " + literal)).isEqualTo("select" + literal);
    }

    @Test
    void pointsStatementsAboutADatabaseAtAnother() {
        assertThat(SqlText.aboutDatabase("COMMENT ON DATABASE shop IS 'DATABASE shop';", "shop", "\"shop 2\""))
                .isEqualTo("COMMENT ON DATABASE \"shop 2\" IS 'DATABASE shop';");
        assertThat(SqlText.aboutDatabase("ALTER DATABASE \"We\"\"ird\" SET a TO 'b';\nALTER ROLE shop IN DATABASE \"We\"\"ird\" SET c TO 'd';", "We\"ird", "x"))
                .isEqualTo("ALTER DATABASE x SET a TO 'b';\nALTER ROLE shop IN DATABASE x SET c TO 'd';");
        assertThat(SqlText.aboutDatabase("GRANT CONNECT ON DATABASE other TO shop;", "shop", "x")).isEqualTo("GRANT CONNECT ON DATABASE other TO shop;");
    }
}
