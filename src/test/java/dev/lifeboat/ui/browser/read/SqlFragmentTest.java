package dev.lifeboat.ui.browser.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlFragmentTest {
    @Test
    void whatLooksLikeAnEndInsideOfTextsNamesAndCommentsIsNone() {
        for (String text : new String[] {"a = ';)'", "\"odd;)name\" = 1", "a = 1 -- ;)", "a = /* ; /* ) */ ( */ 2", "a = $$;)$$", "a = $x$ $$ ;) $x$",
            "a = E'it\\'s;)'", "a = 'it''s;)'", "(a = 1) or (b in (1, 2))", "price$ > 1", "a = $1"}) {
            assertThat(SqlFragment.problem(text)).as(text).isEmpty();
        }
    }

    @Test
    void whatWouldEndTheStatementOrItsBracketsIsFound() {
        assertThat(at("a = 1; drop table t")).isEqualTo(5);
        assertThat(at("a = 1) or (true")).isEqualTo(5);
        assertThat(at("(a = 1")).isEqualTo(0);
        assertThat(at("a = 'x")).isEqualTo(4);
        assertThat(at("a = 1 /* x")).isEqualTo(6);
        assertThat(at("\"a = 1")).isEqualTo(0);
        assertThat(at("a = $q$ x $$")).isEqualTo(4);
        // Without the E the backslash is a character like others: the text ends before the bracket.
        assertThat(at("a = 'x\\') or (true")).isEqualTo(8);
        assertThat(at("  ")).isEqualTo(0);
    }

    private static int at(String text) {
        return SqlFragment.problem(text).orElseThrow().position().orElseThrow();
    }
}
