package dev.lifeboat.engine.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.testing.SampleSets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeTry;

/** Runs at regular times keep the promise of a period, whatever the sets and their sizes are. */
class RotationPropertyTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T03:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    private final Map<String, Instant> read = new HashMap<>();
    private final List<BackupSet> sets = new ArrayList<>();
    private long bytesRead;

    @BeforeTry void anew() {
        read.clear();
        sets.clear();
        bytesRead = 0;
    }

    private BackupSet set(int number, long bytes) {
        Manifest manifest = SampleSets.manifest("shop", BEGIN, List.of()).with("20260101T000000Z-shop-database-" + number,
                List.of(new Manifest.Member("databases/globals.sql.zst", bytes, "", bytes, "zstd")));
        return new BackupSet(Path.of("unused"), manifest, Optional.empty());
    }

    private List<BackupSet> asKnown() {
        return sets.stream().map(set -> new BackupSet(set.folder(), set.manifest(),
                Optional.ofNullable(read.get(set.id())).map(at -> new VerificationResult(at, VerificationResult.Depth.QUICK, 1, List.of())))).toList();
    }

    private void run(Rotation rotation, Instant now) {
        Instant at = now;
        for (BackupSet set : rotation.due(asKnown(), now)) {
            at = at.plusSeconds(60); // a verification takes its time
            read.put(set.id(), at);
            bytesRead += set.manifest().sizeBytes();
        }
    }

    private void noneIsOlderThan(Duration within, Instant now) {
        assertThat(sets).allSatisfy(set -> assertThat(Duration.between(read.get(set.id()), now)).isLessThanOrEqualTo(within));
    }

    @Property(tries = 200)
    void trap55_runDailyNoSetIsEverUnreadForLongerThanThePeriod(@ForAll @IntRange(min = 2, max = 60) int days, @ForAll @IntRange(min = 1, max = 40) int atFirst,
            @ForAll Random random) {
        Rotation rotation = new Rotation(Duration.ofDays(days), DAY);
        IntStream.range(0, atFirst).forEach(number -> sets.add(set(number, 1L << random.nextInt(40))));
        boolean missed = false;
        for (int day = 0; day < 3 * days; day++) {
            Instant now = BEGIN.plus(DAY.multipliedBy(day)).plusSeconds(random.nextInt(600));
            if (random.nextInt(3) == 0) {
                sets.add(set(1_000 + day, 1L << random.nextInt(40)));
            }
            if (random.nextInt(5) == 0 && sets.size() > 1) {
                sets.remove(random.nextInt(sets.size()));
            }
            if (random.nextInt(20) == 0) {
                read.remove(sets.get(random.nextInt(sets.size())).id()); // its note is lost
            }
            missed = !missed && day > 0 && days > 3 && random.nextInt(6) == 0; // never two in a row
            if (!missed) {
                run(rotation, now);
                noneIsOlderThan(rotation.within(), now.plus(DAY));
            }
        }
    }

    @Property(tries = 50)
    void theWorkIsSpreadAndProportional(@ForAll @IntRange(min = 10, max = 100) int count, @ForAll Random random) {
        Rotation rotation = Rotation.DEFAULT;
        IntStream.range(0, count).forEach(number -> sets.add(set(number, 1_000 + random.nextInt(1_000))));
        long all = sets.stream().mapToLong(set -> set.manifest().sizeBytes()).sum();
        sets.forEach(set -> read.put(set.id(), BEGIN)); // all at one moment: the worst for spreading
        long most = 0;
        for (int day = 1; day <= 280; day++) {
            long before = bytesRead;
            run(rotation, BEGIN.plus(DAY.multipliedBy(day)));
            most = Math.max(most, bytesRead - before);
        }
        // 280 days are ten rounds of the 28 days that are aimed at; a run never reads more than its share and two sets.
        assertThat(bytesRead).isBetween(9 * all, 10 * all + all / 5);
        assertThat(most).isLessThanOrEqualTo(all / 28 + 4_000);
    }

    @Example void aSetThatNobodyHasReadIsDueAtOnceAndTheOldestComeFirst() {
        sets.addAll(List.of(set(1, 100), set(2, 100), set(3, 100)));
        read.put(sets.get(0).id(), BEGIN);
        read.put(sets.get(1).id(), BEGIN.minus(Duration.ofDays(40)));
        assertThat(Rotation.DEFAULT.due(asKnown(), BEGIN)).extracting(BackupSet::id)
                .containsExactly("20260101T000000Z-shop-database-3", "20260101T000000Z-shop-database-2");
    }

    @Example void trap47_aVerificationInTheFutureDoesNotCount() {
        sets.add(set(1, 100));
        read.put(sets.getFirst().id(), BEGIN.plus(Duration.ofDays(4_000)));
        assertThat(Rotation.DEFAULT.due(asKnown(), BEGIN)).hasSize(1);
    }

    @Example void oneLargeSetIsNotReadEachDay() {
        sets.add(set(1, 1L << 40));
        Predicate<Integer> isDueAfter = days -> {
            read.put(sets.getFirst().id(), BEGIN);
            return !Rotation.DEFAULT.due(asKnown(), BEGIN.plus(DAY.multipliedBy(days))).isEmpty();
        };
        assertThat(isDueAfter).rejects(0, 1, 14, 27).accepts(28, 30);
    }

    @Example void aPeriodThatNoRunCanKeepIsRefused() {
        assertThatThrownBy(() -> new Rotation(DAY, DAY)).isInstanceOf(Failure.BadInput.class).hasMessageContaining("within 1 d by runs that are 1 d apart");
        assertThatThrownBy(() -> new Rotation(Duration.ofDays(30), Duration.ZERO)).isInstanceOf(Failure.BadInput.class);
    }
}
