package dev.lifeboat.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T13:32:07Z");

    private final Formats formats = new Formats(Locale.US, Clock.fixed(NOW, ZoneId.of("Europe/Berlin")));
    private final Formats german = new Formats(Locale.GERMANY, Clock.fixed(NOW, ZoneId.of("Europe/Berlin")));

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "0|0 bytes", "1|1 byte", "1023|1,023 bytes", "1024|1.0 KiB", "1536|1.5 KiB", "10188|9.9 KiB", "10240|10 KiB",
        "1048575|1.0 MiB", "1048576|1.0 MiB", "24117248|23 MiB", "1073741824|1.0 GiB", "1099511627775|1.0 TiB",
        "9223372036854775807|8.0 EiB", "-1536|-1.5 KiB"})
    void sizesAreInBinaryUnits(long bytes, String words) {
        assertThat(formats.size(bytes)).isEqualTo(words);
    }

    @Test
    void sizesFollowTheLocale() {
        assertThat(german.size(1536)).isEqualTo("1,5 KiB");
        assertThat(german.count(50_000)).isEqualTo("50.000");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "0|0 seconds", "40|0 seconds", "100|0.1 seconds", "420|0.4 seconds", "1000|1 second", "9900|9.9 seconds",
        "9960|10 seconds", "12400|12 seconds", "59400|59 seconds", "60000|1 minute", "185000|3 minutes 5 seconds",
        "3600000|1 hour", "7260000|2 hours 1 minute", "86400000|1 day", "349200000|4 days 1 hour", "-2000|2 seconds"})
    void durationsAreWords(long millis, String words) {
        assertThat(formats.duration(Duration.ofMillis(millis))).isEqualTo(words);
    }

    @Test
    void aMinuteThatIsNotQuiteOneIsNotSixtySeconds() {
        assertThat(formats.duration(Duration.ofMillis(59_700))).isEqualTo("1 minute");
    }

    @Test
    void timesAreLocalWithTheirOffset() {
        assertThat(formats.time(NOW)).isEqualTo("Nov 22, 2026, 14:32:07 +01:00");
        assertThat(formats.time(Instant.parse("2026-07-01T12:00:00Z"))).isEqualTo("Jul 1, 2026, 14:00:00 +02:00");
        assertThat(german.time(NOW)).isEqualTo("22.11.2026, 14:32:07 +01:00");
        assertThat(formats.tableTime(NOW)).isEqualTo("Nov 22, 2026, 14:32:07");
        assertThat(formats.offset()).isEqualTo("+01:00");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "0|just now", "-4|just now", "-5|5 seconds ago", "-59|59 seconds ago", "-60|1 minute ago", "-150|2 minutes ago",
        "-7200|2 hours ago", "-172799|47 hours ago", "-172800|2 days ago", "10800|in 3 hours"})
    void distancesAreRelative(long seconds, String words) {
        assertThat(formats.relative(NOW.plusSeconds(seconds))).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"0|3|0 %", "1|3|33 %", "2|3|66 %", "999|1000|99 %", "1000|1000|100 %", "1200|1000|100 %"})
    void aShareIsNeverMoreThanAllOfItAndAllOfItOnlyAtTheEnd(long done, long total, String words) {
        assertThat(formats.percent(done, total)).isEqualTo(words);
    }
}
