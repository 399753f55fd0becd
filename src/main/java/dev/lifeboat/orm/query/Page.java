package dev.lifeboat.orm.query;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Some rows of a listing.
 *
 * @param rows     in the listing's order
 * @param previous leads to the page before; empty at the beginning
 * @param next     leads to the page after; empty at the end
 */
public record Page<T>(List<T> rows, Optional<Cursor> previous, Optional<Cursor> next) {
    /** Copies the rows. */
    public Page {
        rows = List.copyOf(rows);
    }

    /** The same page of what the rows are made into. */
    public <R> Page<R> map(Function<? super T, ? extends R> making) {
        return new Page<>(rows.stream().<R>map(making).toList(), previous, next);
    }
}
