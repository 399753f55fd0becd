package dev.lifeboat.orm;

import dev.lifeboat.orm.query.Cond;
import dev.lifeboat.orm.query.Joined;
import dev.lifeboat.orm.query.On;
import dev.lifeboat.orm.query.Select;
import dev.lifeboat.orm.query.Side;
import java.util.List;

/**
 * The rows of two queries, joined. The sides name columns for conditions, orders and further joins:
 *
 * {@snippet lang=java :
 * var pairs = posts.join(users, col(Post::userId).on(col(User::id)));
 * var user = pairs.right();
 * pairs.where(user.col(User::email).contains("@example.")).orderBy(user.col(User::email).asc()).list();
 * }
 *
 * @param <L> the rows on the left
 * @param <R> the rows on the right
 * @param <J> what a joined row becomes
 */
public final class Join<L, R, J extends Joined<L, R>> extends Query<J> {
    Join(Session session, Select<J> select, Limits limits) {
        super(session, select, limits);
    }

    /** The columns of the left side. */
    public Side<Joined<L, R>, L> left() {
        return new Side<>(List.of(false));
    }

    /** The columns of the right side. */
    public Side<Joined<L, R>, R> right() {
        return new Side<>(List.of(true));
    }

    /** The columns of a side of the left side, which is a join itself. */
    public <Y> Side<Joined<L, R>, Y> left(Side<? super L, Y> side) {
        return left().of(side);
    }

    /** The columns of a side of the right side, which is a join itself. */
    public <Y> Side<Joined<L, R>, Y> right(Side<? super R, Y> side) {
        return right().of(side);
    }

    /** Rows whose sides also meet the condition. */
    public Query<J> whereBoth(On<? super L, ? super R> condition) {
        return where(about(condition));
    }

    @SuppressWarnings("unchecked") // a condition about supertypes of the sides is one about the sides
    private static <L, R> Cond<Joined<L, R>> about(On<? super L, ? super R> condition) {
        return (Cond<Joined<L, R>>) (Cond<?>) condition.condition();
    }
}
