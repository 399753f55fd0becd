package dev.lifeboat.engine.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.postgres.dump.DumpContents.LargeObjects;
import dev.lifeboat.engine.postgres.dump.DumpContents.SequenceValue;
import dev.lifeboat.engine.postgres.dump.DumpContents.TableContents;
import dev.lifeboat.engine.repository.SetDiff.Difference;
import dev.lifeboat.engine.repository.SetDiff.Side;
import dev.lifeboat.engine.repository.SetDiff.Subject;
import dev.lifeboat.testing.SampleSets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SetDiffTest {

    private static final String A = "a".repeat(32);
    private static final String B = "b".repeat(32);

    private static Manifest.DatabaseRecord database(String name, List<TableContents> tables, List<SequenceValue> sequences, LargeObjects objects, Map<String, Long> counts) {
        return SampleSets.database(name, tables, sequences, objects, counts);
    }

    private static Manifest.DatabaseRecord plain(String name, TableContents... tables) {
        return database(name, List.of(tables), List.of(), LargeObjects.NONE, Map.of());
    }

    private static Optional<Side> side(long number, String detail) {
        return Optional.of(new Side(number, detail));
    }

    @Test
    void equalRecordsDoNotDiffer() {
        var one = plain("shop", new TableContents("public", "a", 3, A), new TableContents("public", "b", 0, B));
        assertThat(SetDiff.of(List.of(one), List.of(one))).isEqualTo(new SetDiff(List.of(), 2));
        assertThat(SetDiff.of(List.of(), List.of()).equal()).isTrue();
    }

    @Test
    void eachKindOfDifferenceIsNamedWithBothSides() {
        var left = database("shop", List.of(new TableContents("public", "content", 3, A), new TableContents("public", "gone", 1, A), new TableContents("public", "same", 2, B)),
                List.of(new SequenceValue("public", "s", 7, true), new SequenceValue("public", "t", 1, false)), new LargeObjects(1, A), Map.of("INDEX", 2L, "TRIGGER", 1L));
        var right = database("shop", List.of(new TableContents("other", "came", 9, A), new TableContents("public", "content", 3, B), new TableContents("public", "same", 2, B)),
                List.of(new SequenceValue("public", "s", 8, true), new SequenceValue("public", "t", 1, true)), new LargeObjects(1, B), Map.of("INDEX", 3L, "TRIGGER", 1L));
        SetDiff diff = SetDiff.of(List.of(left), List.of(right));
        assertThat(diff.equalTables()).isEqualTo(1);
        assertThat(diff.differences()).containsExactly(
                new Difference(Subject.TABLE, "shop", "other.came", Optional.empty(), side(9, A)),
                new Difference(Subject.TABLE, "shop", "public.content", side(3, A), side(3, B)),
                new Difference(Subject.TABLE, "shop", "public.gone", side(1, A), Optional.empty()),
                new Difference(Subject.SEQUENCE, "shop", "public.s", side(7, "called"), side(8, "called")),
                new Difference(Subject.SEQUENCE, "shop", "public.t", side(1, "unused"), side(1, "called")),
                new Difference(Subject.LARGE_OBJECTS, "shop", "", side(1, A), side(1, B)),
                new Difference(Subject.OBJECTS, "shop", "INDEX", side(2, ""), side(3, "")));
    }

    @Test
    void aDatabaseOnOneSideIsOneDifference() {
        var shop = plain("shop", new TableContents("public", "a", 3, A));
        var extra = plain("extra", new TableContents("public", "a", 5, A));
        assertThat(SetDiff.of(List.of(shop), List.of(shop, extra)).differences())
                .containsExactly(new Difference(Subject.DATABASE, "extra", "", Optional.empty(), side(5, "")));
        assertThat(SetDiff.of(List.of(shop, extra), List.of(shop)).differences())
                .containsExactly(new Difference(Subject.DATABASE, "extra", "", side(5, ""), Optional.empty()));
    }
}
