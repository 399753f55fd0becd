package dev.lifeboat.engine.repository;

import static dev.lifeboat.engine.repository.Histories.damaged;
import static dev.lifeboat.engine.repository.Histories.kept;
import static dev.lifeboat.engine.repository.Histories.pinned;
import static dev.lifeboat.engine.repository.Histories.unverified;
import static dev.lifeboat.engine.repository.Histories.verified;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.engine.Failure;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private static Retention keep(int daily, int weekly, int monthly, int yearly) {
        return new Retention(daily, weekly, monthly, yearly, Duration.ZERO, ZoneId.of("UTC"));
    }

    @Test
    void trap46_ofEachDayTheNewestStaysAndDaysWithoutASetDoNotCount() {
        var sets = List.of(verified("2026-11-22T02:00:00Z"), verified("2026-11-21T20:00:00Z"), verified("2026-11-21T02:00:00Z"),
                verified("2026-11-15T02:00:00Z"), verified("2026-11-14T02:00:00Z"));
        assertThat(kept(keep(3, 0, 0, 0), sets, NOW)).containsExactly("2026-11-22T02", "2026-11-21T20", "2026-11-15T02");
    }

    @Test
    void trap46_weeksBeginOnMondayAndMonthsOnTheFirst() {
        // 22 November 2026 is a Sunday; 16 November the Monday of that week.
        var sets = List.of(verified("2026-11-22T02:00:00Z"), verified("2026-11-16T00:00:00Z"), verified("2026-11-15T23:59:59Z"),
                verified("2026-11-01T00:00:00Z"), verified("2026-10-31T23:59:59Z"), verified("2025-12-31T02:00:00Z"));
        assertThat(kept(keep(0, 2, 0, 0), sets, NOW)).containsExactly("2026-11-22T02", "2026-11-15T23");
        assertThat(kept(keep(0, 0, 2, 0), sets, NOW)).containsExactly("2026-11-22T02", "2026-10-31T23");
        assertThat(kept(keep(0, 0, 0, 2), sets, NOW)).containsExactly("2026-11-22T02", "2025-12-31T02");
    }

    @Test
    void trap46_theDayIsThatOfTheZoneAlsoWhenTheClocksAreSetBackAndInALeapYear() {
        var berlin = new Retention(2, 0, 0, 0, Duration.ZERO, ZoneId.of("Europe/Berlin"));
        // 25 October 2026 has 25 hours in Berlin: 22:30 UTC of the 24th is already the 25th there, 22:59 UTC of the 25th still is.
        assertThat(kept(berlin, List.of(verified("2026-10-25T22:59:00Z"), verified("2026-10-24T22:30:00Z"), verified("2026-10-24T21:00:00Z")), NOW))
                .containsExactly("2026-10-25T22", "2026-10-24T21");
        assertThat(kept(keep(2, 0, 0, 0), List.of(verified("2024-03-01T02:00:00Z"), verified("2024-02-29T23:00:00Z"), verified("2024-02-28T02:00:00Z")), NOW))
                .containsExactly("2024-03-01T02", "2024-02-29T23");
    }

    @Test
    void trap45_aVerifiedSetTakesThePlaceOfADayBeforeANewerUnverifiedOne() {
        var sets = List.of(verified("2026-11-22T02:00:00Z"), unverified("2026-11-20T20:00:00Z"), verified("2026-11-20T02:00:00Z"));
        assertThat(kept(keep(2, 0, 0, 0), sets, NOW)).containsExactly("2026-11-22T02", "2026-11-20T02");
    }

    @Test
    void trap45_damagedSetsTakeNoPlaceAndTheOnlyGoodOneStaysHoweverOld() {
        var sets = List.of(damaged("2026-11-22T02:00:00Z"), damaged("2026-11-21T02:00:00Z"), damaged("2026-11-20T02:00:00Z"), verified("2020-01-01T02:00:00Z"));
        // The newest stays to be looked at; the two other damaged ones go, because there is a verified one.
        assertThat(kept(keep(1, 0, 0, 0), sets, NOW)).containsExactly("2026-11-22T02", "2020-01-01T02");
    }

    @Test
    void trap45_whereNothingIsVerifiedNothingGoes() {
        var sets = List.of(unverified("2026-11-22T02:00:00Z"), unverified("2019-11-21T02:00:00Z"), damaged("2018-11-21T02:00:00Z"));
        assertThat(kept(keep(1, 0, 0, 0), sets, NOW)).hasSize(3);
    }

    @Test
    void pinnedAndYoungSetsStay() {
        var retention = new Retention(1, 0, 0, 0, Duration.ofHours(30), ZoneId.of("UTC"));
        var sets = List.of(verified("2026-11-22T02:00:00Z"), verified("2026-11-21T08:00:00Z"), verified("2026-11-21T02:00:00Z"), pinned("2020-05-05T02:00:00Z"));
        assertThat(kept(retention, sets, NOW)).containsExactly("2026-11-22T02", "2026-11-21T08", "2020-05-05T02");
    }

    @Test
    void trap46_stacksAreCountedEachForItself() {
        var sets = List.of(verified("2026-11-22T02:00:00Z"), verified("2026-11-21T02:00:00Z"), Histories.ofStack("other", verified("2026-11-10T02:00:00Z")));
        assertThat(kept(keep(1, 0, 0, 0), sets, NOW)).containsExactly("2026-11-22T02", "2026-11-10T02");
    }

    @Test
    void trap47_withAClockBeforeTheNewestSetNothingIsDecided() {
        assertThatThrownBy(() -> keep(1, 0, 0, 0).fates(List.of(verified("2026-11-22T13:00:00Z")), NOW))
                .isInstanceOf(Failure.PreflightFailed.class).hasMessageContaining("Nothing was deleted");
    }

    @Test
    void impossibleNumbersAreRefused() {
        assertThat(keep(-1, 0, 0, 0).problems()).containsExactly("A count of sets to keep is from 0 to 10000, not -1.");
        assertThat(new Retention(1, 1, 1, 1, Duration.ofDays(-1), ZoneId.of("UTC")).problems()).hasSize(1);
        assertThat(Retention.DEFAULT.problems()).isEmpty();
    }
}
