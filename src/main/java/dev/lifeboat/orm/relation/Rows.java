package dev.lifeboat.orm.relation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;

/** Lists in step with each other. */
final class Rows {
    private Rows() {}

    /** One element for each row, by its number. */
    static <R> List<R> zip(List<?> rows, IntFunction<R> element) {
        List<R> all = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            all.add(element.apply(i));
        }
        return Collections.unmodifiableList(all);
    }
}
