package dev.lifeboat.orm.query;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A join in its place: its tables beside each other, the conditions of each side where they mean what they meant alone.
 *
 * @param leftIn  whether the left side stands in a subquery, which says its conditions itself
 * @param rightIn whether the right side does
 */
record PlacedJoin(JoinSource<?, ?, ?> join, Placed onLeft, Placed onRight, boolean leftIn, boolean rightIn) implements Placed, TwoSided {
    @Override
    public BoundColumn column(ColumnRef ref) {
        BoundColumn column = TwoSided.super.column(ref);
        return join.kind().mayMiss(((ColumnRef.OfSide) ref).right()) ? column.orMissing() : column;
    }

    @Override
    public String columns() {
        return selected(onLeft, false) + ", " + selected(onRight, true);
    }

    private String selected(Placed side, boolean right) {
        return (join.kind().mayMiss(right) ? side.present() + ", " : "") + side.columns();
    }

    @Override
    public void from(SqlWriter out) {
        onLeft.from(out);
        out.raw(" ").raw(join.kind().sql()).raw(" ");
        boolean brackets = onRight instanceof PlacedJoin;
        onRight.from(out.raw(brackets ? "(" : ""));
        out.raw(brackets ? ") on " : " on ");
        List<Filter> on = new ArrayList<>();
        if (!join.lateral()) {
            on.add(new Filter(this, join.on()));
        }
        on.addAll(own(false, true));
        on.addAll(own(true, true));
        if (on.isEmpty()) {
            out.raw("true");
        } else {
            out.filters(on);
        }
    }

    @Override
    public String updated() {
        return onLeft.updated();
    }

    /** Writes what UPDATE reads from beside the table it writes. @return what ties the two */
    List<Filter> updatedFrom(SqlWriter out) {
        onRight.from(out.raw(" from "));
        return List.of(new Filter(this, join.on()));
    }

    /** What a side's query asked of its rows, if that is said in ON, or in WHERE. */
    private List<Filter> own(boolean right, boolean inOn) {
        boolean elsewhere = right ? rightIn : leftIn;
        return elsewhere || join.kind().mayMiss(right) != inOn ? List.of()
                : right ? join.right().filters(onRight) : join.left().filters(onLeft);
    }

    /** A side that may be missing has its conditions in ON: in WHERE they would take rows of the other side away. */
    @Override
    public List<Filter> filters() {
        List<Filter> filters = new ArrayList<>(own(false, false));
        filters.addAll(own(true, false));
        return filters;
    }

    @Override
    public String everything() {
        return tables().stream().map(t -> t.qualifier() + " as " + t.name()).collect(Collectors.joining(", "));
    }

    @Override
    public Placed under(String alias) {
        return within(alias);
    }

    @Override
    public Placed within(String alias) {
        return new PlacedJoin(join, onLeft.within(alias), onRight.within(alias), true, true);
    }

    @Override
    public List<PlacedTable> tables() {
        return Stream.concat(onLeft.tables().stream(), onRight.tables().stream()).toList();
    }

    @Override
    public List<String> lockable() {
        return Stream.concat(join.kind().mayMiss(false) ? Stream.of() : onLeft.lockable().stream(),
                join.kind().mayMiss(true) ? Stream.of() : onRight.lockable().stream()).toList();
    }
}
