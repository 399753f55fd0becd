package dev.lifeboat.orm;

import dev.lifeboat.orm.query.Cursor;
import dev.lifeboat.orm.query.Page;
import java.util.List;
import java.util.Optional;

/** Pages by counting, for what has no key. */
record OffsetPages<T>(Answers<T> query) {
    private static final String MARK = "offset-";

    Page<T> page(int size, Optional<Cursor> from, boolean backwards) {
        long at = from.map(OffsetPages::number).orElseGet(() -> backwards ? query.count() : 0L);
        long start = backwards ? Math.max(0, at - size) : at;
        int wanted = backwards ? (int) (at - start) : size;
        List<T> found = query.span(start, wanted + 1L);
        boolean more = found.size() > wanted;
        List<T> rows = more ? found.subList(0, wanted) : found;
        return new Page<>(rows, start > 0 ? Optional.of(new Cursor(MARK + start)) : Optional.empty(),
                more ? Optional.of(new Cursor(MARK + (start + rows.size()))) : Optional.empty());
    }

    private static long number(Cursor cursor) {
        if (!cursor.text().matches(MARK + "\\d{1,18}")) {
            throw new IllegalArgumentException("this cursor belongs to another listing");
        }
        return Long.parseLong(cursor.text().substring(MARK.length()));
    }
}
