package dev.lifeboat.orm.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One side of a join: names its columns. The same table may stand on both sides; which one is meant is always clear.
 *
 * @param path from the outermost join inwards, whether it goes to the right
 * @param <J>  the rows of the join
 * @param <X>  the rows of this side
 */
@SuppressWarnings("overloads") // as in Columns
public record Side<J, X>(List<Boolean> path) {
    /** Copies the path. */
    public Side {
        path = List.copyOf(path);
    }

    /** A side of this side, where this is a join too. */
    public <Y> Side<J, Y> of(Side<? super X, Y> inner) {
        List<Boolean> longer = new ArrayList<>(path);
        longer.addAll(inner.path);
        return new Side<>(longer);
    }

    /** A column of text. */
    public Text<J> col(TextCol<X> accessor) {
        return new Text<>(here(ColumnRef.of(accessor)));
    }

    /** A column of numbers. */
    public <V extends Number & Comparable<V>> Num<J, V> col(NumCol<X, V> accessor) {
        return new Num<>(here(ColumnRef.of(accessor)));
    }

    /** A column of JSON documents that are mapped to a record. */
    public <V extends Record> Doc<J, V> col(RecordCol<X, V> accessor) {
        return new Doc<>(here(ColumnRef.of(accessor)));
    }

    /** A column of ranges. */
    public <V extends Comparable<? super V>> Ranges<J, V> col(RangeCol<X, V> accessor) {
        return new Ranges<>(here(ColumnRef.of(accessor)));
    }

    /** A column of JSON documents that are mapped to a map. */
    public <V extends Map<?, ?>> Doc<J, V> col(MapCol<X, V> accessor) {
        return new Doc<>(here(ColumnRef.of(accessor)));
    }

    /** A column of lists. */
    public <E> Items<J, E> col(ListCol<X, E> accessor) {
        return new Items<>(here(ColumnRef.of(accessor)));
    }

    /** A column of any other type. */
    public <V> Field<J, V> col(Col<X, V> accessor) {
        return new Plain<>(here(ColumnRef.of(accessor)));
    }

    /** Any other column of this side, such as one in an embedded record: {@code side.col(col(User::home, Address::city))}. */
    public <V> Field<J, V> col(Field<? super X, V> column) {
        return new Plain<>(here(column.ref()));
    }

    /** A column by its name. */
    public Text<J> named(String column) {
        return new Text<>(here(new ColumnRef.Named(column)));
    }

    /** A condition about this side only. */
    public Cond<J> is(Cond<? super X> condition) {
        return new Cond.About<>(this, condition);
    }

    private ColumnRef here(ColumnRef column) {
        ColumnRef ref = column;
        for (boolean right : path.reversed()) {
            ref = new ColumnRef.OfSide(right, ref);
        }
        return ref;
    }
}
