package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    private final Words words = new Words(Clock.fixed(Instant.parse("2026-11-22T13:32:07Z"), ZoneId.of("Europe/Berlin")));

    @ParameterizedTest
    @CsvSource({"0, 0 bytes", "1, 1 byte", "1023, 1023 bytes", "1024, 1.0 KiB", "1536, 1.5 KiB", "1048524, 1023.9 KiB", "1048575, 1.0 MiB",
        "1073741824, 1.0 GiB", "9223372036854775807, 8.0 EiB"})
    void sizesAreBinary(long bytes, String text) {
        assertThat(words.size(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.0 s", "449, 0.4 s", "9949, 9.9 s", "9950, 10 s", "59400, 59 s", "59600, 1 min", "185000, 3 min 5 s", "3600000, 1 h",
        "7440000, 2 h 4 min", "86400000, 1 day", "266400000, 3 days 2 h"})
    void durationsAreInWords(long millis, String text) {
        assertThat(words.duration(millis)).isEqualTo(text);
    }

    @Test
    void countsAreGroupedAndInThePlural() {
        assertThat(words.count(50_000)).isEqualTo("50,000");
        assertThat(words.count(1, "table")).isEqualTo("1 table");
        assertThat(words.count(0, "table")).isEqualTo("0 tables");
        assertThat(words.count(1234, "row")).isEqualTo("1,234 rows");
    }

    @Test
    void timesAreLocalWithTheirOffset() {
        assertThat(words.time(Instant.parse("2026-11-22T01:00:00Z"))).isEqualTo("2026-11-22 02:00:00 +01:00");
        assertThat(words.time(Instant.parse("2026-07-01T00:00:00Z"))).isEqualTo("2026-07-01 02:00:00 +02:00");
    }

    @Test
    void saysHowLongAgo() {
        assertThat(words.ago(Instant.parse("2026-11-22T13:32:04Z"))).isEqualTo("just now");
        assertThat(words.ago(Instant.parse("2026-11-22T13:31:55Z"))).isEqualTo("12 s ago");
        assertThat(words.ago(Instant.parse("2026-11-20T11:32:07Z"))).isEqualTo("2 days 2 h ago");
    }
}
