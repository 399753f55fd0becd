package dev.lifeboat.orm.relation;

import dev.lifeboat.orm.mapping.EntityModel;
import dev.lifeboat.orm.query.Cond;
import java.util.List;

/**
 * How many rows belong to a row: a relation that is loaded as a number, and what conditions on that number are made from.
 * A limit for each parent does not count.
 */
public final class Counted<P> implements Relation<P, Long> {
    private final Following<?> following;

    Counted(Following<?> following) {
        this.following = following;
    }

    @Override
    public List<Long> load(Loading on, EntityModel<P> of, List<? extends P> rows) {
        return following.counts(on, of, rows);
    }

    /** Exactly so many. */
    public Cond<P> eq(long rows) {
        return compare(Cond.Op.EQ, rows);
    }

    /** Less than so many. */
    public Cond<P> lt(long rows) {
        return compare(Cond.Op.LT, rows);
    }

    /** So many at most. */
    public Cond<P> le(long rows) {
        return compare(Cond.Op.LE, rows);
    }

    /** More than so many. */
    public Cond<P> gt(long rows) {
        return compare(Cond.Op.GT, rows);
    }

    /** So many at least. */
    public Cond<P> ge(long rows) {
        return compare(Cond.Op.GE, rows);
    }

    private Cond<P> compare(Cond.Op op, long rows) {
        return new Cond.Written<>((out, outer) -> {
            following.inside(out.raw("("), outer, "count(*)");
            out.raw(") ").raw(op.sql()).raw(" ").bindValue(rows);
        });
    }
}
