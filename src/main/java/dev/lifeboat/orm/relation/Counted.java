package dev.lifeboat.orm.relation;

import dev.lifeboat.orm.mapping.EntityModel;
import dev.lifeboat.orm.query.Expr;
import dev.lifeboat.orm.query.Operand;
import java.util.List;

/**
 * How many rows belong to a row: a relation that is loaded as a number, and a number that conditions, orders and shapes are
 * made from: {@code User.POSTS.count().ge(3L)}. A limit for each parent does not count.
 */
public final class Counted<P> implements Relation<P, Long>, Operand<P, Long> {
    private final Following<?> following;
    private final Expr number;

    Counted(Following<?> following) {
        this.following = following;
        this.number = new Expr.Inner((out, outer) -> following.inside(out, outer, "count(*)"), Long.class);
    }

    @Override
    public List<Long> load(Loading on, EntityModel<P> of, List<? extends P> rows) {
        return following.counts(on, of, rows);
    }

    @Override
    public Expr expr() {
        return number;
    }
}
