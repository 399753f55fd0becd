package dev.lifeboat.orm;

import dev.lifeboat.orm.mapping.EntityModel;
import dev.lifeboat.orm.query.ColumnRef;
import dev.lifeboat.orm.query.SameColumns;
import dev.lifeboat.orm.query.Source;
import dev.lifeboat.orm.query.Sql;
import dev.lifeboat.orm.relation.Loading;
import dev.lifeboat.orm.relation.Relation;
import dev.lifeboat.orm.relation.With;
import dev.lifeboat.orm.relation.With2;
import dev.lifeboat.orm.relation.With3;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * An entity's rows, each together with what belongs to it.
 *
 * @param relations what is loaded
 * @param join      makes one of a row and what was loaded for it, in the order of the relations
 * @param row       the row again
 * @param <T>       the entity
 * @param <R>       the row and what belongs to it
 */
record Together<T, R>(EntityModel<T> of, List<Relation<T, ?>> relations, Join<T, R> join, Function<R, T> row)
        implements SameColumns<R> {
    /** Makes one of a row and what belongs to it. */
    interface Join<T, R> {
        R of(T row, List<?> related);
    }

    @SuppressWarnings("unchecked")
    static <T, X> Together<T, With<T, X>> of(Source<T> source, Relation<T, X> relation) {
        return new Together<>(entity(source), List.of(relation), (row, x) -> new With<>(row, (X) x.getFirst()), With::row);
    }

    @SuppressWarnings("unchecked")
    static <T, A, B> Together<T, With2<T, A, B>> of(Source<T> source, Relation<T, A> first, Relation<T, B> second) {
        return new Together<>(entity(source), List.of(first, second),
                (row, x) -> new With2<>(row, (A) x.get(0), (B) x.get(1)), With2::row);
    }

    @SuppressWarnings("unchecked")
    static <T, A, B, C> Together<T, With3<T, A, B, C>> of(Source<T> source, Relation<T, A> first, Relation<T, B> second,
            Relation<T, C> third) {
        return new Together<>(entity(source), List.of(first, second, third),
                (row, x) -> new With3<>(row, (A) x.get(0), (B) x.get(1), (C) x.get(2)), With3::row);
    }

    private static <T> EntityModel<T> entity(Source<T> source) {
        if (source instanceof EntityModel<T> entity) {
            return entity;
        }
        throw new IllegalStateException("relations belong to entities; name all of them in one with(..)");
    }

    List<R> fetch(Session session, Sql sql, Limits limits) {
        return complete(session.loading(limits), session.list(sql, limits, of::read));
    }

    List<R> complete(Loading on, List<T> rows) {
        List<List<?>> loaded = new ArrayList<>();
        for (Relation<T, ?> relation : relations) {
            loaded.add(relation.load(on, of, rows));
        }
        List<R> all = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            int number = i;
            all.add(join.of(rows.get(i), loaded.stream().map(each -> each.get(number)).toList()));
        }
        return Collections.unmodifiableList(all);
    }

    @Override
    public String table() {
        return of.table();
    }

    /** Related rows are read for many rows at once, never row by row. */
    @Override
    public Reader<R> reader(int skipped) {
        throw new IllegalStateException("rows with relations are not streamed; read them by pages");
    }

    @Override
    public String text(R whole, ColumnRef column) {
        return of.text(row.apply(whole), column);
    }
}
