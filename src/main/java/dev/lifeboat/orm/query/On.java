package dev.lifeboat.orm.query;

import java.util.List;

/**
 * Which rows of two sides belong together: {@code col(Post::userId).on(col(User::id))}, or any condition about both:
 * {@code (post, user) -> post.col(Post::userId).eqColumn(user.col(User::id)).and(...)}.
 *
 * @param <L> the rows on the left
 * @param <R> the rows on the right
 */
@FunctionalInterface
public interface On<L, R> {
    /** The condition. */
    Cond<Joined<L, R>> between(Side<Joined<L, R>, L> left, Side<Joined<L, R>, R> right);

    /** The condition. */
    default Cond<Joined<L, R>> condition() {
        return between(new Side<>(List.of(false)), new Side<>(List.of(true)));
    }

    /** Both this and the other; for keys of several columns. */
    default On<L, R> and(On<L, R> other) {
        return (left, right) -> between(left, right).and(other.between(left, right));
    }

    /** Rows whose values are equal. */
    static <L, R> On<L, R> equal(Field<L, ?> left, Field<R, ?> right) {
        return (_, _) -> new Cond.Compare<>(new ColumnRef.OfSide(false, left.ref()), Cond.Op.EQ, new ColumnRef.OfSide(true, right.ref()));
    }
}
