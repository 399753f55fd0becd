package dev.lifeboat.orm.relation;

import dev.lifeboat.orm.query.Cond;
import dev.lifeboat.orm.query.Sort;
import java.util.List;

/**
 * Any number of rows that belong to any number of others, tied together by the rows of a pivot entity, which may have
 * columns of its own. Softly deleted rows of the pivot tie nothing.
 *
 * @param <P> the entity it starts from
 * @param <E> what each related row becomes
 * @param <L> the pivot
 */
public final class ManyToMany<P, E, L> extends Many<P, E> {
    ManyToMany(Following<E> following) {
        super(following);
    }

    @Override
    public ManyToMany<P, E, L> where(Cond<? super E> condition) {
        return new ManyToMany<>(following.where(condition));
    }

    /** Those whose pivot row meets the condition. */
    public ManyToMany<P, E, L> wherePivot(Cond<? super L> condition) {
        return new ManyToMany<>(following.pivotWhere(condition));
    }

    @Override
    public ManyToMany<P, E, L> orderBy(Sort<E> order) {
        return orderBy(List.of(order));
    }

    @Override
    public ManyToMany<P, E, L> orderBy(Sort<E> first, Sort<E> second) {
        return orderBy(List.of(first, second));
    }

    @Override
    public ManyToMany<P, E, L> orderBy(List<Sort<E>> order) {
        return new ManyToMany<>(following.ordered(order));
    }

    @Override
    public ManyToMany<P, E, L> limitPerParent(int rows) {
        return new ManyToMany<>(following.limited(rows));
    }

    @Override
    public ManyToMany<P, E, L> withDeleted() {
        return new ManyToMany<>(following.showingDeleted());
    }

    @Override
    public <X> ManyToMany<P, With<E, X>, L> with(Relation<E, X> relation) {
        return new ManyToMany<>(following.with(relation));
    }

    @Override
    public <A, B> ManyToMany<P, With2<E, A, B>, L> with(Relation<E, A> first, Relation<E, B> second) {
        return new ManyToMany<>(following.with(first, second));
    }

    /** Each with the row of the pivot that ties it; said last. */
    public Many<P, With<E, L>> withPivot() {
        return new Many<>(following.readingPivot());
    }
}
