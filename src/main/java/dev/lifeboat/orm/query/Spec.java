package dev.lifeboat.orm.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a query was told, apart from its source. Immutable; -1 means no limit and no offset. */
public record Spec(List<Cond<?>> where, List<Sort<?>> order, long limit, long offset, Deleted deleted, Optional<Lock> lock,
                   Optional<Distinct> distinct, List<Cte> with, boolean all) {
    /** Of what is deleted softly. */
    public enum Deleted {
        /** Nothing. */
        HIDDEN,
        /** All, as of the rest. */
        SHOWN,
        /** Only that. */
        ONLY
    }

    /** Rows that are told apart. @param on by what; empty: by all that is selected */
    public record Distinct(List<Expr> on) {}

    /** A named subquery that the statement begins with. @param recursive whether it may read from itself */
    public record Cte(String name, boolean recursive, Optional<Subquery<?>> query, NamedSql text, java.util.Map<String, Object> values) {}

    /** Nothing was said yet. */
    public static final Spec EMPTY = new Spec(List.of(), List.of(), -1, -1, Deleted.HIDDEN, Optional.empty(), Optional.empty(), List.of(), false);

    /** And this condition. */
    public Spec where(Cond<?> condition) {
        return new Spec(more(where, condition), order, limit, offset, deleted, lock, distinct, with, all);
    }

    /** In this order only. */
    public Spec order(List<? extends Sort<?>> sorts) {
        return new Spec(where, List.copyOf(sorts), limit, offset, deleted, lock, distinct, with, all);
    }

    /** At most so many rows. */
    public Spec limit(long rows) {
        return new Spec(where, order, notNegative(rows), offset, deleted, lock, distinct, with, all);
    }

    /** Without so many rows. */
    public Spec offset(long rows) {
        return new Spec(where, order, limit, notNegative(rows), deleted, lock, distinct, with, all);
    }

    /** With what is deleted softly, or without. */
    public Spec deleted(Deleted what) {
        return new Spec(where, order, limit, offset, what, lock, distinct, with, all);
    }

    /** Locking the rows. */
    public Spec lock(Lock how) {
        return new Spec(where, order, limit, offset, deleted, Optional.of(how), distinct, with, all);
    }

    /** Each row once. */
    public Spec distinct(List<Expr> on) {
        return new Spec(where, order, limit, offset, deleted, lock, Optional.of(new Distinct(on)), with, all);
    }

    /** With one more named subquery. */
    public Spec with(Cte cte) {
        return new Spec(where, order, limit, offset, deleted, lock, distinct, more(with, cte), all);
    }

    /** All rows are meant. */
    public Spec everything() {
        return new Spec(where, order, limit, offset, deleted, lock, distinct, with, true);
    }

    /** Whether a condition says which rows are meant, or that all of them are. */
    public boolean conditioned() {
        return !where.isEmpty() || all;
    }

    /** Whether conditions are all that was said, so that a join can take the table itself. */
    boolean onlyConditions() {
        return limit < 0 && offset < 0 && distinct.isEmpty() && with.isEmpty();
    }

    private static <E> List<E> more(List<? extends E> before, E last) {
        List<E> more = new ArrayList<>(before.size() + 1);
        more.addAll(before);
        more.add(last);
        return List.copyOf(more);
    }

    private static long notNegative(long rows) {
        if (rows < 0) {
            throw new IllegalArgumentException("not a number of rows: " + rows);
        }
        return rows;
    }
}
