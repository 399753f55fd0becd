package dev.lifeboat.orm.relation;

import dev.lifeboat.orm.query.Col;
import dev.lifeboat.orm.query.ColumnRef;
import dev.lifeboat.orm.query.Cond;
import java.util.List;

/**
 * Makes relations, and conditions from them. Relations are kept as constants, best in the entity they start from. The columns
 * may hold NULL: such a row has nothing that belongs to it.
 */
public final class Relations {
    private Relations() {}

    /** Rows of another entity that refer to this one. @param foreign the other's column @param key this one's */
    public static <P, C, K> Many<P, C> hasMany(Col<C, K> foreign, Col<P, K> key) {
        return hasMany(on(foreign, key));
    }

    /** As {@link #hasMany(Col, Col)}, for keys of several columns. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <P, C> Many<P, C> hasMany(On<C, P>... pairs) {
        return new Many<>(Following.along(Path.direct(List.of(pairs))));
    }

    /** The row of another entity that refers to this one. @param foreign the other's column @param key this one's */
    public static <P, C, K> One<P, C> hasOne(Col<C, K> foreign, Col<P, K> key) {
        return hasOne(on(foreign, key));
    }

    /** As {@link #hasOne(Col, Col)}, for keys of several columns. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <P, C> One<P, C> hasOne(On<C, P>... pairs) {
        return new One<>(Following.along(Path.direct(List.of(pairs))));
    }

    /** The row that this one refers to. @param foreign this one's column @param key the other's, which is unique */
    public static <C, P, K> One<C, P> belongsTo(Col<C, K> foreign, Col<P, K> key) {
        return belongsTo(on(foreign, key));
    }

    /** As {@link #belongsTo(Col, Col)}, for keys of several columns. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <C, P> One<C, P> belongsTo(On<C, P>... pairs) {
        List<On<P, C>> turned = List.of(pairs).stream().map(pair -> new On<P, C>(pair.second(), pair.first())).toList();
        return new One<>(Following.along(Path.direct(turned)));
    }

    /**
     * Rows that are tied to this one by a pivot's rows.
     *
     * @param toThis  the pivot's column for this entity's key
     * @param key     this entity's key
     * @param toOther the pivot's column for the other entity's key
     * @param other   the other entity's key
     */
    public static <P, C, L, K, M> ManyToMany<P, C, L> manyToMany(Col<L, K> toThis, Col<P, K> key, Col<L, M> toOther,
            Col<C, M> other) {
        return manyToMany(List.of(on(toThis, key)), List.of(on(toOther, other)));
    }

    /** As {@link #manyToMany(Col, Col, Col, Col)}, for keys of several columns. */
    public static <P, C, L> ManyToMany<P, C, L> manyToMany(List<On<L, P>> toThis, List<On<L, C>> toOther) {
        return new ManyToMany<>(Following.along(Path.through(toThis, toOther)));
    }

    /** Two columns that hold the same value. @throws IllegalArgumentException when their types differ */
    public static <A, B, K> On<A, B> on(Col<A, K> first, Col<B, K> second) {
        return new On<>(ColumnRef.of(first), ColumnRef.of(second));
    }

    /** The condition that at least one row belongs to it. */
    public static <P, E> Cond<P> exists(Many<P, E> relation) {
        return existing(relation.following, false);
    }

    /** The condition that at least one row that meets the other condition belongs to it. */
    public static <P, E> Cond<P> exists(Many<P, E> relation, Cond<? super E> condition) {
        return existing(relation.following.unlimited().where(condition), false);
    }

    /** The condition that a row belongs to it. */
    public static <P, E> Cond<P> exists(One<P, E> relation) {
        return existing(relation.following(), false);
    }

    /** The condition that a row that meets the other condition belongs to it. */
    public static <P, E> Cond<P> exists(One<P, E> relation, Cond<? super E> condition) {
        return existing(relation.following().unlimited().where(condition), false);
    }

    /** The condition that no row belongs to it. */
    public static <P, E> Cond<P> notExists(Many<P, E> relation) {
        return existing(relation.following, true);
    }

    /** The condition that no row that meets the other condition belongs to it. */
    public static <P, E> Cond<P> notExists(Many<P, E> relation, Cond<? super E> condition) {
        return existing(relation.following.unlimited().where(condition), true);
    }

    /** The condition that no row belongs to it. */
    public static <P, E> Cond<P> notExists(One<P, E> relation) {
        return existing(relation.following(), true);
    }

    /** The condition that no row that meets the other condition belongs to it. */
    public static <P, E> Cond<P> notExists(One<P, E> relation, Cond<? super E> condition) {
        return existing(relation.following().unlimited().where(condition), true);
    }

    private static <P> Cond<P> existing(Following<?> following, boolean negated) {
        return new Cond.Written<>((out, outer) -> {
            following.inside(out.raw(negated ? "not exists (" : "exists ("), outer, "1");
            out.raw(")");
        });
    }
}
