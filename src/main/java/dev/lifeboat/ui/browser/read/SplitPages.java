package dev.lifeboat.ui.browser.read;

import dev.lifeboat.orm.Query;
import dev.lifeboat.orm.Row;
import dev.lifeboat.orm.query.Cursor;
import dev.lifeboat.orm.query.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Pages in the order of a column that may be NULL, over the rows that have a value and those that have none as two
 * listings, one behind the other. Each is answered by an index, wherever the page lies; as one listing the server would
 * have to sort all the rows without a value, and could not begin after one in the middle. A cursor is that of its listing
 * behind the listing's number; without one it is the listing's beginning or end.
 */
record SplitPages(Query<Row> first, Query<Row> second) {

    Page<Row> page(Position position, int size) {
        return switch (position) {
            case Position.First() -> forward(0, Optional.empty(), size);
            case Position.Last() -> backward(1, Optional.empty(), size);
            case Position.After(var cursor) -> forward(number(cursor), inside(cursor), size);
            case Position.Before(var cursor) -> backward(number(cursor), inside(cursor), size);
        };
    }

    private Page<Row> forward(int number, Optional<Cursor> from, int size) {
        var listing = number == 0 ? first : second;
        var page = from.map(cursor -> listing.page(size, cursor)).orElseGet(() -> listing.page(size));
        var rows = new ArrayList<>(page.rows());
        var previous = page.previous().map(cursor -> marked(number, cursor));
        if (previous.isEmpty() && number == 1) previous = edge(0, first);
        var next = page.next().map(cursor -> marked(number, cursor));
        if (next.isEmpty() && number == 0) {
            if (rows.size() < size) {
                var more = second.page(size - rows.size());
                rows.addAll(more.rows());
                next = more.next().map(cursor -> marked(1, cursor));
            } else {
                next = edge(1, second);
            }
        }
        return new Page<>(rows, previous, next);
    }

    private Page<Row> backward(int number, Optional<Cursor> from, int size) {
        var listing = number == 0 ? first : second;
        var page = from.map(cursor -> listing.pageBefore(size, cursor)).orElseGet(() -> listing.lastPage(size));
        List<Row> rows = new ArrayList<>(page.rows());
        var next = page.next().map(cursor -> marked(number, cursor));
        if (next.isEmpty() && number == 0) next = edge(1, second);
        var previous = page.previous().map(cursor -> marked(number, cursor));
        if (previous.isEmpty() && number == 1) {
            if (rows.size() < size) {
                var more = first.lastPage(size - rows.size());
                rows.addAll(0, more.rows());
                previous = more.previous().map(cursor -> marked(0, cursor));
            } else {
                previous = edge(0, first);
            }
        }
        return new Page<>(rows, previous, next);
    }

    /** The near end of the other listing, when that has any row. */
    private static Optional<Cursor> edge(int number, Query<Row> listing) {
        return listing.exists() ? Optional.of(new Cursor(number + ":")) : Optional.empty();
    }

    private static Cursor marked(int number, Cursor cursor) {
        return new Cursor(number + ":" + cursor.text());
    }

    private static int number(Cursor cursor) {
        return cursor.text().charAt(0) - '0';
    }

    private static Optional<Cursor> inside(Cursor cursor) {
        return cursor.text().length() == 2 ? Optional.empty() : Optional.of(new Cursor(cursor.text().substring(2)));
    }
}
