package dev.lifeboat.ui.browser.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TsvTest {
    @Test
    void nullAndEmptyDifferAndNothingBreaksTheLines() {
        assertThat(Tsv.of(List.of("a", "b\tc"), List.of(Arrays.asList(null, ""), List.of("x\ny", "say \"hi\""))))
                .isEqualTo("a\t\"b\tc\"\n\t\"\"\n\"x\ny\"\t\"say \"\"hi\"\"\"\n");
    }
}
