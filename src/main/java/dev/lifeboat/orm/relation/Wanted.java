package dev.lifeboat.orm.relation;

import dev.lifeboat.orm.query.Cond;
import dev.lifeboat.orm.query.Sort;
import java.util.ArrayList;
import java.util.List;

/**
 * Which of the related rows are wanted, and in which order.
 *
 * @param perParent at most so many for each row; 0 for all
 * @param pivotRow  whether the pivot's row is read beside each
 */
record Wanted(List<Cond<?>> where, List<Sort<?>> order, int perParent, boolean withDeleted, List<Cond<?>> pivotWhere,
              boolean pivotRow) {
    static final Wanted ALL = new Wanted(List.of(), List.of(), 0, false, List.of(), false);

    Wanted where(Cond<?> condition) {
        return new Wanted(more(where, condition), order, perParent, withDeleted, pivotWhere, pivotRow);
    }

    Wanted pivotWhere(Cond<?> condition) {
        return new Wanted(where, order, perParent, withDeleted, more(pivotWhere, condition), pivotRow);
    }

    Wanted ordered(List<? extends Sort<?>> sorts) {
        return new Wanted(where, List.copyOf(sorts), perParent, withDeleted, pivotWhere, pivotRow);
    }

    Wanted limited(int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("not a number of rows for each parent: " + rows);
        }
        return new Wanted(where, order, rows, withDeleted, pivotWhere, pivotRow);
    }

    Wanted showingDeleted() {
        return new Wanted(where, order, perParent, true, pivotWhere, pivotRow);
    }

    Wanted readingPivot() {
        return new Wanted(where, order, perParent, withDeleted, pivotWhere, true);
    }

    private static List<Cond<?>> more(List<Cond<?>> first, Cond<?> last) {
        List<Cond<?>> more = new ArrayList<>(first);
        more.add(last);
        return List.copyOf(more);
    }
}
