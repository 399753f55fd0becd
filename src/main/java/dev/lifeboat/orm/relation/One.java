package dev.lifeboat.orm.relation;

import dev.lifeboat.orm.error.NotOneRow;
import dev.lifeboat.orm.mapping.EntityModel;
import dev.lifeboat.orm.query.Cond;
import dev.lifeboat.orm.query.Sort;
import java.util.List;
import java.util.Optional;

/**
 * One row at most that belongs to another. Where several may fit, {@link #orderBy} says that the first is meant; otherwise a
 * second one throws {@link NotOneRow}. A softly deleted row is left out unless {@link #withDeleted} is said.
 *
 * @param <P> the entity it starts from
 * @param <E> what the related row becomes
 */
public final class One<P, E> implements Relation<P, Optional<E>> {
    private final Following<E> following;

    One(Following<E> following) {
        this.following = following;
    }

    Following<E> following() {
        return following;
    }

    /** The one that also meets the condition. */
    public One<P, E> where(Cond<? super E> condition) {
        return new One<>(following.where(condition));
    }

    /** The first in this order, such as the newest. See {@link Many#limitPerParent} about the index it needs. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final One<P, E> orderBy(Sort<E>... order) {
        return new One<>(following.ordered(List.of(order)).limited(1));
    }

    /** A softly deleted one too. */
    public One<P, E> withDeleted() {
        return new One<>(following.showingDeleted());
    }

    /** With what belongs to it. */
    public <X> One<P, With<E, X>> with(Relation<E, X> relation) {
        return new One<>(following.with(relation));
    }

    /** With what belongs to it by two relations. */
    public <A, B> One<P, With2<E, A, B>> with(Relation<E, A> first, Relation<E, B> second) {
        return new One<>(following.with(first, second));
    }

    /**
     * What a join of the two tables is tied by: {@code authors.join(articles, Author.ARTICLES.on())}.
     *
     * @throws IllegalStateException when there is a pivot, or anything was said of the related rows: that is said in the
     *                               joined query
     */
    public dev.lifeboat.orm.query.On<P, E> on() {
        return following.on();
    }

    @Override
    public List<Optional<E>> load(Loading on, EntityModel<P> of, List<? extends P> rows) {
        return following.load(on, of, rows).stream().map(One::atMostOne).toList();
    }

    private static <E> Optional<E> atMostOne(List<E> found) {
        if (found.size() > 1) {
            throw new NotOneRow("a relation to one row found several; say by orderBy which is meant");
        }
        return found.stream().findFirst();
    }
}
