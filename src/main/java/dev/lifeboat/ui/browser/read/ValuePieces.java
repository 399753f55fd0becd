package dev.lifeboat.ui.browser.read;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.postgres.CatalogColumn.Family;
import dev.lifeboat.engine.postgres.CatalogTable;
import dev.lifeboat.orm.Db;
import dev.lifeboat.orm.Row;
import dev.lifeboat.orm.StopSignal;
import dev.lifeboat.orm.query.Names;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A part of one value, cut out by the server, or all of it. */
record ValuePieces(ValueAt at, Db db, Duration limit, StopSignal stop) {
    private static final int PIECE = 256 << 10;

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

    /** A piece of bytes. @param at where it begins, counted from 1 */
    private record Piece(int at, byte[] bytes) {}

    /** Whether all of it can be had by one statement: the row is found again by its key or its place. */
    static boolean streams(ValueAt at) {
        return !at.row().key().isEmpty();
    }

    /**
     * All of it, piece by piece, by one statement: the server makes the value once and cuts the pieces from that, where it
     * would make it anew for each piece that is asked for alone. A text is UTF-8.
     */
    void each(Consumer<byte[]> piece) {
        var table = at.request().table();
        String whole = binary() ? "substring(%s from 1)".formatted(name()) : ofText("convert_to(t, 'UTF8')");
        List<Object> values = new ArrayList<>();
        String row = key(table, values);
        var sql = "select p.at, substring(v.whole from p.at for %1$d) as bytes from (select %2$s as whole from %3$s where %4$s offset 0) as v, generate_series(1, case octet_length(v.whole) when 0 then 1 else octet_length(v.whole) end, %1$d) as p(at)"
                .formatted(PIECE, whole, Names.quoted(table.schema(), table.name()), row);
        long[] next = {1};
        db.sql(sql, values.toArray()).timeLimit(limit).stoppedBy(stop).each(Piece.class, found -> 2L * found.bytes().length, found -> {
            if (found.at() != next[0]) throw new IllegalStateException("the pieces came in another order");
            next[0] += PIECE;
            piece.accept(found.bytes());
        });
        // No piece at all: the row is gone, or its value has become NULL since.
        if (next[0] == 1) throw changed();
    }

    /** The condition that finds the row. @param values is given what is bound */
    private String key(CatalogTable table, List<Object> values) {
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < at.row().key().size(); i++) {
            var column = table.key().isEmpty() ? null : table.column(table.key().get(i));
            conditions.add(column == null ? "ctid = cast(:k" + i + " as tid)" : Names.quoted(column.name()) + " = cast(:k" + i + " as " + column.castType() + ")");
            values.add("k" + i);
            values.add(at.row().key().get(i));
        }
        return String.join(" and ", conditions);
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
