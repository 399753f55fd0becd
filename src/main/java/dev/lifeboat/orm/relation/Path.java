package dev.lifeboat.orm.relation;

import dev.lifeboat.orm.query.ColumnRef;
import java.util.List;
import java.util.Optional;

/**
 * Which columns tie the related rows to the rows they belong to.
 *
 * @param near  columns of the entity it starts from
 * @param far   what holds the same values: columns of the related entity, or of the pivot
 * @param pivot the entity between the two, where there is one
 */
record Path(Class<?> to, List<ColumnRef.Component> near, List<ColumnRef.Component> far, Optional<Pivot> pivot) {
    /**
     * An entity whose rows tie two others together.
     *
     * @param out its columns that hold the related entity's key
     * @param key the related entity's columns
     */
    record Pivot(Class<?> entity, List<ColumnRef.Component> out, List<ColumnRef.Component> key) {}

    /** @param pairs the related entity's column first, then the one it starts from */
    static Path direct(List<? extends On<?, ?>> pairs) {
        requireOne(pairs.size());
        return new Path(pairs.getFirst().first().record(), pairs.stream().<ColumnRef.Component>map(On::second).toList(),
                pairs.stream().<ColumnRef.Component>map(On::first).toList(), Optional.empty());
    }

    /** @param in the pivot's column first, then the one it starts from @param out the pivot's column first, then the related one */
    static Path through(List<? extends On<?, ?>> in, List<? extends On<?, ?>> out) {
        requireOne(in.size());
        requireOne(out.size());
        Pivot pivot = new Pivot(in.getFirst().first().record(), out.stream().<ColumnRef.Component>map(On::first).toList(),
                out.stream().<ColumnRef.Component>map(On::second).toList());
        return new Path(pivot.key().getFirst().record(), in.stream().<ColumnRef.Component>map(On::second).toList(),
                in.stream().<ColumnRef.Component>map(On::first).toList(), Optional.of(pivot));
    }

    private static void requireOne(int pairs) {
        if (pairs == 0) {
            throw new IllegalArgumentException("a relation names the columns that tie its rows together");
        }
    }
}
