package dev.lifeboat.orm.query;

import dev.lifeboat.orm.error.UnknownName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rows of two queries, joined.
 *
 * @param lateral whether the right query is asked anew for each row on the left, its limit counting for each
 * @param <L>     the rows on the left
 * @param <R>     the rows on the right
 * @param <J>     what a joined row becomes
 */
public record JoinSource<L, R, J extends Joined<L, R>>(Select<L> left, Select<R> right, Kind kind, Cond<?> on, boolean lateral)
        implements ReadOnly<J> {
    /** Which rows stay that have no other. */
    public enum Kind {
        /** None. */
        INNER("join", false, false),
        /** Those on the left. */
        LEFT("left join", false, true),
        /** Those on the right. */
        RIGHT("right join", true, false),
        /** Those of both sides. */
        FULL("full join", true, true);

        private final String sql;
        private final boolean leftMayMiss;
        private final boolean rightMayMiss;

        Kind(String sql, boolean leftMayMiss, boolean rightMayMiss) {
            this.sql = sql;
            this.leftMayMiss = leftMayMiss;
            this.rightMayMiss = rightMayMiss;
        }

        /** As SQL writes it. */
        String sql() {
            return sql;
        }

        boolean mayMiss(boolean right) {
            return right ? rightMayMiss : leftMayMiss;
        }
    }

    @Override
    public Placed beside(SqlWriter out) {
        Placed onLeft = left.source().beside(out);
        boolean leftIn = !left.fitsAsTable(kind, onLeft);
        if (leftIn) {
            onLeft = PlacedQuery.of(out.alias(), left, onLeft, List.of(), false);
        }
        Placed onRight = right.source().beside(out);
        boolean rightIn = lateral || !right.fitsAsTable(kind, onRight);
        if (rightIn) {
            List<Placed.Filter> more = lateral ? List.of(new Placed.Filter(new Sides(onLeft, onRight), on)) : List.of();
            onRight = PlacedQuery.of(out.alias(), right, onRight, more, lateral);
        }
        return new PlacedJoin(this, onLeft, onRight, leftIn, rightIn);
    }

    @Override
    public String table() {
        return left.source().table() + " " + kind.sql() + " " + right.source().table();
    }

    @Override
    public String columns(String qualifier) {
        throw new IllegalStateException("a join has no name of its own");
    }

    @Override
    public int width() {
        return left.source().width() + right.source().width() + (kind.leftMayMiss ? 1 : 0) + (kind.rightMayMiss ? 1 : 0);
    }

    @Override
    @SuppressWarnings("unchecked") // the kind decides what J is: see the methods of Query that make joins
    public Reader<J> reader(int skipped) {
        int leftPlace = skipped + (kind.leftMayMiss ? 1 : 0);
        int rightMark = leftPlace + left.source().width() + 1;
        Reader<L> lefts = left.source().reader(leftPlace);
        Reader<R> rights = right.source().reader(rightMark - 1 + (kind.rightMayMiss ? 1 : 0));
        Reader<Optional<L>> maybeLeft = row -> row.getBoolean(skipped + 1) ? Optional.of(lefts.read(row)) : Optional.empty();
        Reader<Optional<R>> maybeRight = row -> row.getBoolean(rightMark) ? Optional.of(rights.read(row)) : Optional.empty();
        Reader<? extends Joined<L, R>> reader = switch (kind) {
            case INNER -> row -> new Joined.Inner<>(lefts.read(row), rights.read(row));
            case LEFT -> row -> new Joined.Left<>(lefts.read(row), maybeRight.read(row));
            case RIGHT -> row -> new Joined.Right<>(maybeLeft.read(row), rights.read(row));
            case FULL -> row -> new Joined.Full<>(maybeLeft.read(row), maybeRight.read(row));
        };
        return (Reader<J>) reader;
    }

    @Override
    public BoundColumn column(ColumnRef ref) {
        if (!(ref instanceof ColumnRef.OfSide(var onRight, var column))) {
            throw new UnknownName("which side's " + ref + " is meant is not said");
        }
        return (onRight ? right : left).source().column(column);
    }

    /** Found where only one side has it. */
    @Override
    public Optional<ColumnRef> forComponent(String name) {
        Optional<ColumnRef> onLeft = left.source().forComponent(name).map(c -> new ColumnRef.OfSide(false, c));
        Optional<ColumnRef> onRight = right.source().forComponent(name).map(c -> new ColumnRef.OfSide(true, c));
        return onLeft.isPresent() && onRight.isPresent() ? Optional.empty() : onLeft.or(() -> onRight);
    }

    /** Each pair of rows comes once. */
    @Override
    public List<ColumnRef> key() {
        List<ColumnRef> onLeft = left.source().key();
        List<ColumnRef> onRight = right.source().key();
        boolean known = !onLeft.isEmpty() && !onRight.isEmpty() && !onLeft.contains(PLACE) && !onRight.contains(PLACE);
        return !known ? List.of() : Stream.<ColumnRef>concat(onLeft.stream().map(c -> new ColumnRef.OfSide(false, c)),
                onRight.stream().map(c -> new ColumnRef.OfSide(true, c))).toList();
    }

    /**
     * Whether the rows on the left can be updated from those on the right. PostgreSQL joins the two by WHERE (manual, UPDATE),
     * so neither side stays alone, and the table that is written cannot be read inside of FROM.
     */
    public boolean updatable() {
        return kind == Kind.INNER && !lateral && left.source().writable() && left.spec().onlyConditions() && left.spec().order().isEmpty();
    }

    /** Whether a condition says which rows are meant, or that all of them are. */
    public boolean conditioned() {
        return left.spec().conditioned() || right.spec().conditioned();
    }

    @Override
    public List<String> alwaysSet(List<ColumnRef> assigned, String qualifier) {
        return left.source().alwaysSet(assigned.stream().map(JoinSource::ofLeft).toList(), qualifier);
    }

    @Override
    public Object written(ColumnRef column, Object value) {
        return left.source().written(ofLeft(column), value);
    }

    private static ColumnRef ofLeft(ColumnRef ref) {
        if (ref instanceof ColumnRef.OfSide(var right, var column) && !right) {
            return column;
        }
        throw new IllegalArgumentException("an update of a join writes the rows on its left, and " + ref + " is none of their columns");
    }

    @Override
    public String text(J row, ColumnRef ref) {
        ColumnRef.OfSide side = (ColumnRef.OfSide) ref;
        return side.right() ? rightOf(row).map(r -> right.source().text(r, side.column())).orElse(null)
                : leftOf(row).map(l -> left.source().text(l, side.column())).orElse(null);
    }

    private static <L, R> Optional<L> leftOf(Joined<L, R> row) {
        return switch (row) {
            case Joined.Inner<L, R>(var there, _) -> Optional.of(there);
            case Joined.Left<L, R>(var there, _) -> Optional.of(there);
            case Joined.Right<L, R>(var maybe, _) -> maybe;
            case Joined.Full<L, R>(var maybe, _) -> maybe;
        };
    }

    private static <L, R> Optional<R> rightOf(Joined<L, R> row) {
        return switch (row) {
            case Joined.Inner<L, R>(_, var there) -> Optional.of(there);
            case Joined.Right<L, R>(_, var there) -> Optional.of(there);
            case Joined.Left<L, R>(_, var maybe) -> maybe;
            case Joined.Full<L, R>(_, var maybe) -> maybe;
        };
    }
}
