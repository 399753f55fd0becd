package dev.lifeboat.orm.relation;

import dev.lifeboat.orm.mapping.EntityModel;
import dev.lifeboat.orm.query.Cond;
import dev.lifeboat.orm.query.Sort;
import java.util.List;

/**
 * Any number of rows that belong to one. Conditions, orders and limits are said before {@code with}, because they are about
 * the related entity alone. Softly deleted rows are left out unless {@link #withDeleted} is said.
 *
 * @param <P> the entity it starts from
 * @param <E> what each related row becomes
 */
public sealed class Many<P, E> implements Relation<P, List<E>> permits ManyToMany {
    final Following<E> following;

    Many(Following<E> following) {
        this.following = following;
    }

    /** Those that also meet the condition. */
    public Many<P, E> where(Cond<? super E> condition) {
        return new Many<>(following.where(condition));
    }

    /** The order within each row's, in place of one given before. */
    public Many<P, E> orderBy(Sort<E> order) {
        return orderBy(List.of(order));
    }

    /** The order within each row's, in place of one given before. */
    public Many<P, E> orderBy(Sort<E> first, Sort<E> second) {
        return orderBy(List.of(first, second));
    }

    /** The order within each row's, in place of one given before. */
    public Many<P, E> orderBy(List<Sort<E>> order) {
        return new Many<>(following.ordered(order));
    }

    /**
     * At most so many for each row, the first of the order. For a page of rows the server looks them up row by row, so an
     * index should begin with the columns of the relation and go on with those of the order.
     */
    public Many<P, E> limitPerParent(int rows) {
        return new Many<>(following.limited(rows));
    }

    /** Softly deleted ones too. */
    public Many<P, E> withDeleted() {
        return new Many<>(following.showingDeleted());
    }

    /** Each with what belongs to it. */
    public <X> Many<P, With<E, X>> with(Relation<E, X> relation) {
        return new Many<>(following.with(relation));
    }

    /** Each with what belongs to it by two relations. */
    public <A, B> Many<P, With2<E, A, B>> with(Relation<E, A> first, Relation<E, B> second) {
        return new Many<>(following.with(first, second));
    }

    /**
     * What a join of the two tables is tied by: {@code authors.join(articles, Author.ARTICLES.on())}.
     *
     * @throws IllegalStateException when there is a pivot, or anything was said of the related rows: that is said in the
     *                               joined query
     */
    public final dev.lifeboat.orm.query.On<P, E> on() {
        return following.on();
    }

    /** How many there are, in place of the rows. */
    public final Counted<P> count() {
        return new Counted<>(following);
    }

    @Override
    public final List<List<E>> load(Loading on, EntityModel<P> of, List<? extends P> rows) {
        return following.load(on, of, rows);
    }
}
