package dev.lifeboat.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.engine.Failure;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Times worked out by hand. In Berlin the clock went from 02:00 to 03:00 on 2026-03-29, and from 03:00 to 02:00 on 2026-10-25. */
class CronTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static List<String> next(String cron, String after, ZoneId zone, int count) {
        return Cron.parse(cron).next(Instant.parse(after), zone, count).stream().map(at -> at.atZone(zone).toOffsetDateTime().toString()).toList();
    }

    @Test
    void everyNightByTheClockOfItsZone() {
        assertThat(next("0 2 * * *", "2026-11-22T01:00:00Z", BERLIN, 3))
                .containsExactly("2026-11-23T02:00+01:00", "2026-11-24T02:00+01:00", "2026-11-25T02:00+01:00");
        assertThat(next("0 2 * * *", "2026-11-22T00:59:59.999Z", BERLIN, 1)).containsExactly("2026-11-22T02:00+01:00");
    }

    @Test
    void aTimeThatDoesNotExistInSpringIsAnHourLater() {
        assertThat(next("30 2 * * *", "2026-03-27T12:00:00Z", BERLIN, 3))
                .containsExactly("2026-03-28T02:30+01:00", "2026-03-29T03:30+02:00", "2026-03-30T02:30+02:00");
        // Asked between the jump and the run.
        assertThat(next("30 2 * * *", "2026-03-29T01:10:00Z", BERLIN, 1)).containsExactly("2026-03-29T03:30+02:00");
        assertThat(next("0,30 2,3 * * *", "2026-03-29T00:30:00Z", BERLIN, 3))
                .containsExactly("2026-03-29T03:00+02:00", "2026-03-29T03:30+02:00", "2026-03-30T02:00+02:00");
    }

    @Test
    void aTimeThatComesTwiceInAutumnIsTheFirst() {
        assertThat(next("30 2 * * *", "2026-10-24T12:00:00Z", BERLIN, 2)).containsExactly("2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00");
        assertThat(next("30 2 * * *", "2026-10-25T00:30:00Z", BERLIN, 1)).containsExactly("2026-10-26T02:30+01:00");
        assertThat(next("30 2 * * *", "2026-10-25T01:15:00Z", BERLIN, 1)).containsExactly("2026-10-26T02:30+01:00");
    }

    @Test
    void everyHourFollowsTheRealTimeOnBothDays() {
        assertThat(next("0 * * * *", "2026-03-29T00:00:00Z", BERLIN, 3))
                .containsExactly("2026-03-29T03:00+02:00", "2026-03-29T04:00+02:00", "2026-03-29T05:00+02:00");
        assertThat(next("30 * * * *", "2026-10-24T23:45:00Z", BERLIN, 4))
                .containsExactly("2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00", "2026-10-25T03:30+01:00", "2026-10-25T04:30+01:00");
        assertThat(next("0 */6 * * *", "2026-03-28T20:00:00Z", BERLIN, 3))
                .containsExactly("2026-03-29T00:00+01:00", "2026-03-29T06:00+02:00", "2026-03-29T12:00+02:00");
    }

    @Test
    void aFarChangeOfTheClockBetweenTwoRunsIsMinded() {
        // Its hours begin with *, and the next run lies behind two changes.
        assertThat(next("0 */12 1 1 *", "2026-01-02T00:00:00Z", BERLIN, 2)).containsExactly("2027-01-01T00:00+01:00", "2027-01-01T12:00+01:00");
    }

    @Test
    void the29thOfFebruaryComesInLeapYears() {
        assertThat(next("0 3 29 2 *", "2026-01-01T00:00:00Z", ZoneOffset.UTC, 2)).containsExactly("2028-02-29T03:00Z", "2032-02-29T03:00Z");
    }

    @Test
    void theLastDaysOfShortMonthsArePassedOver() {
        assertThat(next("0 0 31 * *", "2026-01-31T00:00:00Z", ZoneOffset.UTC, 3)).containsExactly("2026-03-31T00:00Z", "2026-05-31T00:00Z", "2026-07-31T00:00Z");
    }

    @Test
    void sundayIsZeroAndSeven() {
        // 2026-11-22 is a Sunday.
        assertThat(next("30 3 * * 0", "2026-11-21T12:00:00Z", ZoneOffset.UTC, 2)).containsExactly("2026-11-22T03:30Z", "2026-11-29T03:30Z");
        assertThat(next("30 3 * * 7", "2026-11-21T12:00:00Z", ZoneOffset.UTC, 1)).containsExactly("2026-11-22T03:30Z");
        assertThat(next("0 1 * * 1-5", "2026-11-20T12:00:00Z", ZoneOffset.UTC, 2)).containsExactly("2026-11-23T01:00Z", "2026-11-24T01:00Z");
    }

    @Test
    void aDayOfTheMonthAndOneOfTheWeekMeanEither() {
        // crontab(5): "the command will be run when either field matches". 2026-11-23 is a Monday, 12-01 a Tuesday.
        assertThat(next("0 0 1 * 1", "2026-11-22T12:00:00Z", ZoneOffset.UTC, 4))
                .containsExactly("2026-11-23T00:00Z", "2026-11-30T00:00Z", "2026-12-01T00:00Z", "2026-12-07T00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0 2 * *", "0 2 * * * *", "60 2 * * *", "0 24 * * *", "0 2 32 * *", "0 2 * 13 *", "0 2 * * 8", "a b c d e", "@daily"})
    void whatIsNoExpressionIsRefusedWithAHint(String text) {
        assertThatThrownBy(() -> Cron.parse(text)).isInstanceOfSatisfying(Failure.BadInput.class, refused -> {
            assertThat(refused.getMessage()).contains("is no cron expression");
            assertThat(refused.hints()).isNotEmpty();
        });
    }

    @Test
    void aTimeThatNeverComesIsRefused() {
        assertThatThrownBy(() -> Cron.parse("0 0 30 2 *")).isInstanceOf(Failure.BadInput.class).hasMessageContaining("never comes");
    }

    @Test
    void spacesAreOne() {
        assertThat(Cron.parse("  0   2\t* * *  ").text()).isEqualTo("0 2 * * *");
    }
}
