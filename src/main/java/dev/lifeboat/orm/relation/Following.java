package dev.lifeboat.orm.relation;

import dev.lifeboat.orm.mapping.ColumnModel;
import dev.lifeboat.orm.mapping.EntityModel;
import dev.lifeboat.orm.mapping.RowReader;
import dev.lifeboat.orm.query.ColumnRef;
import dev.lifeboat.orm.query.Cond;
import dev.lifeboat.orm.query.Joined;
import dev.lifeboat.orm.query.Sort;
import dev.lifeboat.orm.query.Source;
import dev.lifeboat.orm.query.SqlWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A path to related rows, which of them are wanted, and what each becomes. Immutable.
 *
 * @param <E> what each related row becomes
 */
record Following<E>(Path path, Wanted wanted, Finish<E> finish) {
    /**
     * So many keys, those of a page, are looked up each for itself, which reads no more than the first rows where an index
     * fits. Where none fits it costs a scan for each key; for more keys all rows are read once.
     */
    private static final int LOOKED_UP = 200;

    /** A related row as it was read. @param place of the key it belongs to @param pivot null where it is not wanted */
    record Found(int place, Object row, Object pivot) {}

    /** Makes of all rows of a level what the reader wants, in the same order. */
    interface Finish<E> {
        List<E> all(Loading on, EntityModel<?> related, List<Found> found);
    }

    private interface Reader {
        Found read(ResultSet result) throws SQLException;
    }

    @SuppressWarnings("unchecked")
    static <C> Following<C> along(Path path) {
        return new Following<>(path, Wanted.ALL, (_, _, found) -> found.stream().map(f -> (C) f.row()).toList());
    }

    Following<E> where(Cond<? super E> condition) {
        return new Following<>(path, wanted.where(condition), finish);
    }

    Following<E> pivotWhere(Cond<?> condition) {
        return new Following<>(path, wanted.pivotWhere(condition), finish);
    }

    Following<E> ordered(List<Sort<E>> order) {
        return new Following<>(path, wanted.ordered(order), finish);
    }

    Following<E> limited(int rows) {
        return new Following<>(path, wanted.limited(rows), finish);
    }

    /** @throws IllegalArgumentException when only the first rows count: a condition would look at all of them */
    Following<E> unlimited() {
        if (wanted.perParent() > 0) {
            throw new IllegalArgumentException("a relation to the first rows of an order has no condition of existence; leave order and limit out");
        }
        return this;
    }

    /** What ties a join of the two tables. */
    <P> dev.lifeboat.orm.query.On<P, E> on() {
        if (path.pivot().isPresent() || !wanted.equals(Wanted.ALL)) {
            throw new IllegalStateException("a join is tied by columns alone: say conditions and orders in the joined query, and join a pivot itself");
        }
        List<Cond<? super Joined<P, E>>> equal = new ArrayList<>();
        for (int i = 0; i < path.near().size(); i++) {
            equal.add(new Cond.Compare<>(new ColumnRef.OfSide(false, path.near().get(i)), Cond.Op.EQ, new ColumnRef.OfSide(true, path.far().get(i))));
        }
        return (_, _) -> Cond.all(equal);
    }

    Following<E> showingDeleted() {
        return new Following<>(path, wanted.showingDeleted(), finish);
    }

    @SuppressWarnings("unchecked")
    <L> Following<With<E, L>> readingPivot() {
        return new Following<>(path, wanted.readingPivot(), (on, related, found) -> {
            List<E> rows = finish.all(on, related, found);
            return Rows.zip(rows, i -> new With<>(rows.get(i), (L) found.get(i).pivot()));
        });
    }

    <X> Following<With<E, X>> with(Relation<E, X> relation) {
        return new Following<>(path, wanted, (on, related, found) -> {
            List<E> rows = finish.all(on, related, found);
            List<X> more = relation.load(on, entity(related), rows);
            return Rows.zip(rows, i -> new With<>(rows.get(i), more.get(i)));
        });
    }

    <A, B> Following<With2<E, A, B>> with(Relation<E, A> first, Relation<E, B> second) {
        return new Following<>(path, wanted, (on, related, found) -> {
            List<E> rows = finish.all(on, related, found);
            List<A> one = first.load(on, entity(related), rows);
            List<B> two = second.load(on, entity(related), rows);
            return Rows.zip(rows, i -> new With2<>(rows.get(i), one.get(i), two.get(i)));
        });
    }

    /** A relation of E exists only where E is the related entity itself. */
    @SuppressWarnings("unchecked")
    private EntityModel<E> entity(EntityModel<?> related) {
        return (EntityModel<E>) related;
    }

    <P> List<List<E>> load(Loading on, EntityModel<P> of, List<? extends P> parents) {
        Keys keys = Keys.of(columns(of), parents);
        if (keys.isEmpty()) {
            return Collections.nCopies(parents.size(), List.of());
        }
        RelatedSql sql = sql(of);
        List<Found> found = found(on, sql, keys);
        List<E> elements = finish.all(on, sql.related(), found);
        List<List<E>> groups = new ArrayList<>(Collections.nCopies(keys.places().size(), null));
        for (int i = 0; i < elements.size(); i++) {
            int place = found.get(i).place();
            if (groups.get(place) == null) {
                groups.set(place, new ArrayList<>());
            }
            groups.get(place).add(elements.get(i));
        }
        groups.replaceAll(group -> group == null ? List.of() : Collections.unmodifiableList(group));
        return Rows.zip(parents, i -> keys.placeOfRow()[i] < 0 ? List.of() : groups.get(keys.placeOfRow()[i]));
    }

    private List<Found> found(Loading on, RelatedSql sql, Keys keys) {
        if (wanted.perParent() == 0) {
            return on.list(sql.any(on.codecs(), keys), any(sql, keys)::read);
        }
        return keys.places().size() > LOOKED_UP ? on.list(sql.numbered(on.codecs(), keys), any(sql, keys)::read)
                : on.list(sql.lateral(on.codecs(), keys), lateral(sql)::read);
    }

    <P> List<Long> counts(Loading on, EntityModel<P> of, List<? extends P> parents) {
        Keys keys = Keys.of(columns(of), parents);
        if (keys.isEmpty()) {
            return Collections.nCopies(parents.size(), 0L);
        }
        RelatedSql sql = sql(of);
        long[] counts = new long[keys.places().size()];
        on.list(sql.counts(on.codecs(), keys), row -> {
            counts[keys.place(sql.key(row, 1))] = row.getLong(sql.far().size() + 1);
            return true;
        });
        return Rows.zip(parents, i -> keys.placeOfRow()[i] < 0 ? 0L : counts[keys.placeOfRow()[i]]);
    }

    /** Writes a subquery that selects something of the rows that belong to the outer row. */
    void inside(SqlWriter out, Source<?> outer, String selected) {
        sql(outer).inside(out, outer, path.near().stream().map(c -> outer.column(c).sql()).toList(), selected);
    }

    private RelatedSql sql(Source<?> from) {
        return RelatedSql.of(path, wanted, from);
    }

    private List<ColumnModel> columns(EntityModel<?> of) {
        return path.near().stream().map(c -> of.component(c.component())).toList();
    }

    private Reader lateral(RelatedSql sql) {
        RowReader<?> pivot = wanted.pivotRow() ? sql.pivotReader() : null;
        return row -> new Found(row.getInt(sql.width() + 1) - 1, sql.related().read(row), pivot == null ? null : pivot.read(row));
    }

    private Reader any(RelatedSql sql, Keys keys) {
        if (sql.pivot().isEmpty()) {
            return row -> {
                Object related = sql.related().read(row);
                return new Found(keys.place(Keys.values(sql.far(), related)), related, null);
            };
        }
        RowReader<?> pivot = wanted.pivotRow() ? sql.pivotReader() : null;
        return row -> new Found(keys.place(sql.key(row, sql.width() + 1)), sql.related().read(row),
                pivot == null ? null : pivot.read(row));
    }
}
