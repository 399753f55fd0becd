package dev.lifeboat.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SqlTest {

    @Test
    void quotesNamesTextsAndConnectionStrings() {
        assertThat(Sql.name("we\"ird")).isEqualTo("\"we\"\"ird\"");
        assertThat(Sql.text("it's")).isEqualTo("'it''s'");
        assertThat(Sql.text("it's \\ here")).isEqualTo("E'it''s \\\\ here'");
        assertThat(Sql.conninfo("it's \\ =here")).isEqualTo("'it\\'s \\\\ =here'");
    }

    @Test
    void cutsLongNamesBetweenCharacters() {
        // 20 faces of 4 bytes are 80 bytes; 63 - 8 leaves room for 13 whole ones (52 bytes).
        String name = Sql.fittingName("😀".repeat(20), "_before1");
        assertThat(name).isEqualTo("😀".repeat(13) + "_before1");
        assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSize(60);
        assertThat(Sql.fittingName("shop", "_x")).isEqualTo("shop_x");
        assertThat(Sql.fittingName("a".repeat(63), "_x")).isEqualTo("a".repeat(61) + "_x");
    }
}
