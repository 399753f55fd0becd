package dev.lifeboat.ui.browser.read;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.orm.Db;
import dev.lifeboat.orm.Row;
import dev.lifeboat.orm.StopSignal;
import dev.lifeboat.orm.query.Cond;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Some values of rows that the grid holds only the beginning of, read again, whole.
 *
 * @param position where the page lies that the rows are from
 * @param page     all rows of that page
 * @param rows     those that are wanted
 * @param columns  the values that are wanted
 */
public record WholeValues(PageRequest request, Position position, List<GridRow> page, List<GridRow> rows, List<CatalogColumn> columns) {

    List<List<String>> read(Db db, Duration limit, StopSignal stop) {
        return rows.getFirst().key().isEmpty() ? byPosition(db, limit, stop) : byKey(db, limit, stop);
    }

    private List<List<String>> byKey(Db db, Duration limit, StopSignal stop) {
        var table = request.table();
        var wanted = new LinkedHashSet<>(columns);
        table.key().forEach(name -> wanted.add(table.column(name)));
        var source = PageQuery.table(table, List.copyOf(wanted));
        Map<List<String>, List<String>> found = new HashMap<>();
        for (Row row : db.rows(source).where(Cond.any(rows.stream().map(row -> PageQuery.is(source, row.key())).toList())).timeLimit(limit).stoppedBy(stop).list()) {
            found.put(PageQuery.key(source, row), PageQuery.texts(row, columns));
        }
        return rows.stream().map(row -> {
            var texts = found.get(row.key());
            if (texts == null) throw new Failure.NotFound("The row is not there any more.", "Read the page again.");
            return texts;
        }).toList();
    }

    /** Without a key the page is read once more; a row counts as the same when all that the grid holds of it is. */
    private List<List<String>> byPosition(Db db, Duration limit, StopSignal stop) {
        var query = PageQuery.whole(request);
        var now = query.rows(db, position, limit, stop).rows();
        return rows.stream().map(row -> {
            int at = page.indexOf(row);
            if (at >= now.size() || !query.row(now.get(at)).cells().equals(row.cells())) {
                throw new Failure.NotFound("The rows have changed meanwhile, and they have no key to find this one again.", "Read the page again.");
            }
            return PageQuery.texts(now.get(at), columns);
        }).toList();
    }}
