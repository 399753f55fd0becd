package dev.lifeboat.orm;

import dev.lifeboat.orm.query.Cond;
import dev.lifeboat.orm.query.Sort;
import java.util.ArrayList;
import java.util.List;

/** What a query was told, apart from its source. Immutable; -1 means no limit and no offset. */
record Spec<T>(List<Cond<? super T>> where, List<Sort<T>> order, long limit, long offset, Deleted deleted,
               boolean forUpdate, boolean all, Limits limits) {
    /** Which rows are seen where rows are deleted softly. */
    enum Deleted {
        HIDDEN, SHOWN, ONLY
    }

    static <T> Spec<T> empty() {
        return new Spec<>(List.of(), List.of(), -1, -1, Deleted.HIDDEN, false, false, Limits.NONE);
    }

    Spec<T> with(Cond<? super T> condition) {
        List<Cond<? super T>> more = new ArrayList<>(where);
        more.add(condition);
        return new Spec<>(List.copyOf(more), order, limit, offset, deleted, forUpdate, all, limits);
    }

    Spec<T> ordered(List<Sort<T>> sorts) {
        return new Spec<>(where, List.copyOf(sorts), limit, offset, deleted, forUpdate, all, limits);
    }

    Spec<T> limited(long rows) {
        return new Spec<>(where, order, notNegative(rows), offset, deleted, forUpdate, all, limits);
    }

    Spec<T> skipping(long rows) {
        return new Spec<>(where, order, limit, notNegative(rows), deleted, forUpdate, all, limits);
    }

    Spec<T> scoped(Deleted which) {
        return new Spec<>(where, order, limit, offset, which, forUpdate, all, limits);
    }

    Spec<T> locking() {
        return new Spec<>(where, order, limit, offset, deleted, true, all, limits);
    }

    Spec<T> everything() {
        return new Spec<>(where, order, limit, offset, deleted, forUpdate, true, limits);
    }

    Spec<T> within(Limits other) {
        return new Spec<>(where, order, limit, offset, deleted, forUpdate, all, other);
    }

    private static long notNegative(long rows) {
        if (rows < 0) {
            throw new IllegalArgumentException("not a number of rows: " + rows);
        }
        return rows;
    }
}
