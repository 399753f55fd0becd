package dev.lifeboat.ui.browser.read;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.postgres.CatalogColumn.Family;
import dev.lifeboat.orm.Db;
import dev.lifeboat.orm.Row;
import dev.lifeboat.orm.StopSignal;
import dev.lifeboat.orm.query.Names;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A part of one value, cut out by the server. */
record ValuePieces(ValueAt at, Db db, Duration limit, StopSignal stop) {

    ValueSource.Size size() {
        if (binary()) return new ValueSource.Size(Long.parseLong(read("octet_length(%s)::text".formatted(name()))), -1);
        String[] both = read(ofText("octet_length(t) || ':' || char_length(t)")).split(":");
        return new ValueSource.Size(Long.parseLong(both[0]), Long.parseLong(both[1]));
    }

    String text(long from, int count) {
        return read(ofText("substring(t from %d for %d)".formatted(from + 1, count)));
    }

    byte[] bytes(long from, int count) {
        return HexFormat.of().parseHex(read("encode(substring(%s from %d for %d), 'hex')".formatted(name(), from + 1, count)));
    }

    private boolean binary() {
        return at.column().family() == Family.BINARY;
    }

    private String name() {
        return Names.quoted(at.column().name());
    }

    private String ofText(String expression) {
        return PageQuery.ofText(at.column(), expression);
    }

    private String read(String expression) {
        String found = at.row().key().isEmpty() ? byPosition(expression) : byKey(expression);
        // The row is there, and its value has become NULL since.
        if (found == null) throw changed();
        return found;
    }

    private String byKey(String expression) {
        var table = at.request().table();
        var columns = new LinkedHashSet<>(table.key().stream().map(table::column).toList());
        columns.add(at.column());
        var source = PageQuery.table(table, List.copyOf(columns)).showing(Map.of(at.column().name(), expression));
        Optional<Row> row = db.rows(source).where(PageQuery.is(source, at.row().key())).timeLimit(limit).stoppedBy(stop).first();
        return row.orElseThrow(ValuePieces::changed).text(at.column().name()).orElse(null);
    }

    /** Without a key the page is read once more; a row counts as the same when all else that the grid holds of it is. */
    private String byPosition(String expression) {
        var query = PageQuery.showing(at.request(), at.column(), expression);
        List<Row> now = query.rows(db, at.position(), limit, stop).rows();
        int index = at.page().indexOf(at.row());
        int column = at.request().table().columns().indexOf(at.column());
        if (index >= now.size() || !sameBut(column, query.row(now.get(index)).cells())) throw changed();
        return now.get(index).text(at.column().name()).orElse(null);
    }

    private boolean sameBut(int column, List<Cell> cells) {
        for (int i = 0; i < cells.size(); i++) {
            if (i != column && !cells.get(i).equals(at.row().cell(i))) return false;
        }
        return true;
    }

    private static Failure changed() {
        return new Failure.NotFound("The row is not there any more, or has changed.", "Read the page again.");
    }
}
