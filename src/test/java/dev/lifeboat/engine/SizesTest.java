package dev.lifeboat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SizesTest {

    @Test
    void countsHaveTheirPlural() {
        assertThat(Sizes.count(0, "table")).isEqualTo("0 tables");
        assertThat(Sizes.count(1, "table")).isEqualTo("1 table");
        assertThat(Sizes.count(12_000, "row")).isEqualTo("12,000 rows");
    }

    @Test
    void sizesAreInBinaryUnits() {
        assertThat(Sizes.inWords(1)).isEqualTo("1 byte");
        assertThat(Sizes.inWords(1023)).isEqualTo("1023 bytes");
        assertThat(Sizes.inWords(1536)).isEqualTo("1.5 KiB");
        assertThat(Sizes.inWords(78_870L << 20)).as("78,870 MiB").isEqualTo("77.0 GiB");
        assertThat(Sizes.inWords((1L << 30) - 1)).as("never 1024.0 MiB").isEqualTo("1.0 GiB");
    }
}
