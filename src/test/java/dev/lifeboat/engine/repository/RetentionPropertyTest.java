package dev.lifeboat.engine.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds whatever the history, the failures, the numbers and the clock are. */
class RetentionPropertyTest {
    private static final long BEGIN = Instant.parse("2023-01-01T00:00:00Z").getEpochSecond();
    private static final int SPAN_SECONDS = 4 * 366 * 86_400;
    private static final Instant AFTER_ALL = Instant.ofEpochSecond(BEGIN + SPAN_SECONDS + 1_000);

    @Provide
    Arbitrary<List<BackupSet>> history() {
        Arbitrary<BackupSet> one = Combinators.combine(Arbitraries.integers().between(0, SPAN_SECONDS), Arbitraries.of("verified", "unverified", "damaged", "pinned"),
                Arbitraries.of("shop", "shop", "lab")).as((second, state, stack) -> {
            String at = Instant.ofEpochSecond(BEGIN + second).toString();
            return Histories.ofStack(stack, switch (state) {
                case "verified" -> Histories.verified(at);
                case "unverified" -> Histories.unverified(at);
                case "damaged" -> Histories.damaged(at);
                default -> Histories.pinned(at);
            });
        });
        return one.list().ofMinSize(1).ofMaxSize(60).map(sets -> List.copyOf(sets.stream().collect(Collectors.toMap(BackupSet::id, set -> set, (a, _) -> a)).values()));
    }

    @Provide
    Arbitrary<Retention> retention() {
        Arbitrary<Integer> count = Arbitraries.integers().between(0, 15);
        return Combinators.combine(count, count, count, count, Arbitraries.integers().between(0, 1000), Arbitraries.of("UTC", "Europe/Berlin", "America/Santiago", "Pacific/Kiritimati"))
                .as((daily, weekly, monthly, yearly, hours, zone) -> new Retention(daily, weekly, monthly, yearly, Duration.ofHours(hours), ZoneId.of(zone)));
    }

    @Property(tries = 500)
    void trap45_theInvariants(@ForAll("history") List<BackupSet> sets, @ForAll("retention") Retention retention) {
        var fates = retention.fates(sets, AFTER_ALL);
        assertThat(fates).extracting(fate -> fate.set().id()).containsExactlyInAnyOrderElementsOf(sets.stream().map(BackupSet::id).toList());
        for (String stack : List.of("shop", "lab")) {
            var mine = fates.stream().filter(fate -> fate.set().manifest().stack().equals(stack)).toList();
            if (mine.isEmpty()) continue;
            var keptVerified = mine.stream().filter(Retention.Fate::kept).filter(RetentionPropertyTest::verified).toList();
            boolean anyVerified = mine.stream().anyMatch(RetentionPropertyTest::verified);
            if (anyVerified) assertThat(keptVerified).as("a verified set of " + stack + " stays").isNotEmpty();
            else assertThat(mine).as("without a verified set nothing goes").allMatch(Retention.Fate::kept);
            assertThat(newest(mine).kept()).as("the newest stays").isTrue();
            assertThat(mine.stream().filter(fate -> fate.set().pin().isPresent())).allMatch(Retention.Fate::kept);
            // Nothing goes for which there is no newer or verified one left.
            for (var gone : mine.stream().filter(fate -> !fate.kept()).toList()) {
                assertThat(Duration.between(gone.set().manifest().completedAt(), AFTER_ALL)).isGreaterThanOrEqualTo(retention.minimumAge());
            }
        }
    }

    @Property(tries = 200)
    void trap46_theOrderOfTheListDoesNotMatterAndPruningTwiceDeletesNothingMore(@ForAll("history") List<BackupSet> sets, @ForAll("retention") Retention retention,
            @ForAll Random random) {
        var shuffled = new ArrayList<>(sets);
        Collections.shuffle(shuffled, random);
        var first = keptIds(retention, sets, AFTER_ALL);
        assertThat(keptIds(retention, shuffled, AFTER_ALL)).isEqualTo(first);
        var left = sets.stream().filter(set -> first.contains(set.id())).toList();
        assertThat(keptIds(retention, left, AFTER_ALL)).isEqualTo(first);
    }

    @Property(tries = 200)
    void trap47_aClockThatJumpsAheadNeverDeletesWhatOnlyAgeWouldNotKeep(@ForAll("history") List<BackupSet> sets, @ForAll("retention") Retention retention) {
        var ageless = new Retention(retention.daily(), retention.weekly(), retention.monthly(), retention.yearly(), Duration.ZERO, retention.zone());
        assertThat(keptIds(ageless, sets, AFTER_ALL.plus(Duration.ofDays(36_500)))).isEqualTo(keptIds(ageless, sets, AFTER_ALL));
    }

    @Property(tries = 200)
    void largerNumbersKeepMore(@ForAll("history") List<BackupSet> sets, @ForAll("retention") Retention retention) {
        var larger = new Retention(retention.daily() + 3, retention.weekly() + 1, retention.monthly() + 2, retention.yearly() + 1, retention.minimumAge(), retention.zone());
        assertThat(keptIds(larger, sets, AFTER_ALL)).containsAll(keptIds(retention, sets, AFTER_ALL));
    }

    private static boolean verified(Retention.Fate fate) {
        return fate.set().verified().filter(VerificationResult::ok).isPresent();
    }

    private static Retention.Fate newest(List<Retention.Fate> fates) {
        return fates.stream().max(Comparator.comparing((Retention.Fate fate) -> fate.set().manifest().startedAt()).thenComparing(fate -> fate.set().id())).orElseThrow();
    }

    private static List<String> keptIds(Retention retention, List<BackupSet> sets, Instant now) {
        return retention.fates(sets, now).stream().filter(Retention.Fate::kept).map(fate -> fate.set().id()).sorted().toList();
    }
}
