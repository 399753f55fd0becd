package dev.lifeboat.ui.browser.read;

import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.engine.postgres.CatalogRelation;
import dev.lifeboat.engine.postgres.CatalogTable;
import dev.lifeboat.orm.Db;
import dev.lifeboat.orm.DynamicColumn;
import dev.lifeboat.orm.DynamicTable;
import dev.lifeboat.orm.Row;
import dev.lifeboat.orm.StopSignal;
import dev.lifeboat.orm.query.ColumnRef;
import dev.lifeboat.orm.query.Columns;
import dev.lifeboat.orm.query.Cond;
import dev.lifeboat.orm.query.Names;
import dev.lifeboat.orm.query.Page;
import dev.lifeboat.orm.query.Sort;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A {@link PageRequest} said in the ORM's terms. Values that may be long are cut by the server: a page of documents of
 * many megabytes each is read as quickly as any other, and fits into memory.
 */
public record PageQuery(PageRequest request, DynamicTable table, Set<String> shortened) {
    /** Characters of a long value, and bytes of a binary one, that the grid gets. */
    static final int CHARACTERS = 400;
    static final int BYTES = 24;
    /** From how many bytes on the size of a text is worth telling. */
    static final int LARGE = 100_000;

    static PageQuery of(PageRequest request) {
        var cut = cut(request);
        return new PageQuery(request, table(request.table(), request.table().columns()).showing(cut), cut.keySet());
    }

    /** The same rows, of which one column is read as what an expression makes of it. */
    static PageQuery showing(PageRequest request, CatalogColumn column, String expression) {
        var cut = cut(request);
        var shown = new HashMap<>(cut);
        shown.put(column.name(), expression);
        return new PageQuery(request, table(request.table(), request.table().columns()).showing(shown), cut.keySet().stream()
                .filter(name -> !name.equals(column.name())).collect(Collectors.toSet()));
    }

    /** The same rows with nothing cut by the server. */
    static PageQuery whole(PageRequest request) {
        return new PageQuery(request, table(request.table(), request.table().columns()), Set.of());
    }

    /** The table as the ORM sees it. @param columns those to be read; the key must be among them */
    public static DynamicTable table(CatalogTable table, List<CatalogColumn> columns) {
        var dynamic = columns.stream().map(column -> new DynamicColumn(column.name(), column.type(), column.castType(), !column.notNull(),
                column.castType().equals("bpchar"), column.origin() == CatalogColumn.Origin.GENERATED)).toList();
        return new DynamicTable(table.schema(), table.name(), dynamic, table.key(), table.places());
    }

    /** The columns of the order come whole, because the next page begins after their values. */
    private static Map<String, String> cut(PageRequest request) {
        Set<String> whole = new HashSet<>(request.table().key());
        request.order().forEach(sort -> whole.add(sort.column()));
        Map<String, String> cut = new HashMap<>();
        for (var column : request.table().columns()) {
            // The text of a char(n) loses its blanks; it is no longer than it says.
            if (whole.contains(column.name()) || column.castType().equals("bpchar")) continue;
            String name = Names.quoted(column.name());
            switch (column.family()) {
                case BINARY -> cut.put(column.name(), "octet_length(%1$s) || ':' || encode(substring(%1$s from 1 for %2$d), 'hex')".formatted(name, BYTES));
                case TEXT, JSON, ARRAY, OTHER -> cut.put(column.name(), ofText(column, "octet_length(t) || ':' || left(t, " + (CHARACTERS + 1) + ")"));
                case NUMBER, BOOLEAN, TIME -> {}
            }
        }
        return cut;
    }

    /**
     * What an expression makes of the text form {@code t} of a column. A document becomes text once; a text is looked at
     * where it is stored, so that its beginning and its size are known without reading all of it.
     */
    static String ofText(CatalogColumn column, String expression) {
        // The cast of a char(n) would lose its blanks, which concat keeps.
        boolean padded = column.castType().equals("bpchar");
        String name = Names.quoted(column.name());
        String text = padded ? "case when " + name + " is not null then concat(" + name + ") end" : name + "::text";
        return column.family() == CatalogColumn.Family.TEXT && !padded ? expression.replaceAll("\\bt\\b", Matcher.quoteReplacement(text))
                : "(select " + expression + " from (select " + text + " as t offset 0) as _)";
    }

    Answer.Rows page(Db db, Position position, Duration limit, StopSignal stop) {
        var page = rows(db, position, limit, stop);
        return new Answer.Rows(page.rows().stream().map(this::row).toList(),
                page.previous().map(Position.Before::new), page.next().map(Position.After::new));
    }

    Page<Row> rows(Db db, Position position, Duration limit, StopSignal stop) {
        if (beginsWithNullable()) return split(db, limit, stop).page(position, request.size());
        var rows = db.rows(table).where(condition()).orderBy(order()).timeLimit(limit).stoppedBy(stop);
        return switch (position) {
            case Position.First() -> rows.page(request.size());
            case Position.Last() -> rows.lastPage(request.size());
            case Position.After(var cursor) -> rows.page(request.size(), cursor);
            case Position.Before(var cursor) -> rows.pageBefore(request.size(), cursor);
        };
    }

    private boolean beginsWithNullable() {
        return !request.order().isEmpty() && !request.table().key().isEmpty() && !request.table().column(request.order().getFirst().column()).notNull();
    }

    private DynamicTable neverNull(String name) {
        var columns = table.all().stream().map(each -> each.name().equals(name)
                ? new DynamicColumn(each.name(), each.type(), each.cast(), false, each.padded(), each.computed()) : each).toList();
        return new DynamicTable(table.schema(), table.name(), columns, table.keyColumns(), request.table().places()).showing(cut(request));
    }

    private SplitPages split(Db db, Duration limit, StopSignal stop) {
        var sort = request.order().getFirst();
        var column = table.col(sort.column());
        // Without NULL an index can be entered after any row: the ORM is told that there is none.
        var valued = db.rows(neverNull(sort.column())).where(condition()).where(column.notNull()).orderBy(order()).timeLimit(limit).stoppedBy(stop);
        var rest = new ArrayList<>(order().subList(1, order().size()));
        if (rest.isEmpty() && sort.descending()) request.table().key().forEach(name -> rest.add(table.col(name).desc()));
        var nulls = db.rows(table).where(condition()).where(column.isNull()).orderBy(rest).timeLimit(limit).stoppedBy(stop);
        return sort.descending() ? new SplitPages(nulls, valued) : new SplitPages(valued, nulls);
    }

    long count(Db db, Duration limit, StopSignal stop) {
        return db.rows(table).where(condition()).timeLimit(limit).stoppedBy(stop).count();
    }

    /** Every row, whole, one after the other. @param columns the values that are wanted */
    static void each(PageRequest request, List<CatalogColumn> columns, Db db, StopSignal stop, Consumer<List<String>> row) {
        Set<String> read = new LinkedHashSet<>(request.table().key());
        columns.forEach(column -> read.add(column.name()));
        request.order().forEach(sort -> read.add(sort.column()));
        request.filter().stream().filter(each -> each.operator() != Operator.SQL).forEach(each -> read.add(each.column()));
        var query = new PageQuery(request, table(request.table(), request.table().columns().stream().filter(column -> read.contains(column.name())).toList()), Set.of());
        var order = new ArrayList<>(query.order());
        // As on the pages: the key makes the order total.
        request.table().key().stream().filter(name -> request.order().stream().noneMatch(sort -> sort.column().equals(name)))
                .forEach(name -> order.add(query.table.col(name).asc()));
        db.rows(query.table).where(query.condition()).orderBy(order).stoppedBy(stop)
                .each(found -> query.table.all().stream().mapToLong(column -> found.text(column.name()).map(String::length).orElse(1)).sum(),
                        found -> row.accept(texts(found, columns)));
    }

    static List<String> texts(Row row, List<CatalogColumn> columns) {
        return columns.stream().map(column -> row.text(column.name()).orElse(null)).toList();
    }

    /** As the grid holds it. Long values are cut here too, for those that the server had to send whole. */
    GridRow row(Row row) {
        return new GridRow(request.table().columns().stream().map(column -> cell(column, row)).toList(), key(table, row));
    }

    /** What tells a row apart: its key, or its place in the file; nothing for views. */
    static List<String> key(DynamicTable table, Row row) {
        return table.key().stream().map(column -> table.text(row, column)).toList();
    }

    private Cell cell(CatalogColumn column, Row row) {
        if (row.isNull(column.name())) return Cell.NULL;
        String text = row.text(column.name()).orElseThrow();
        boolean shorter = shortened.contains(column.name());
        if (column.family() == CatalogColumn.Family.BINARY) return binary(text, shorter);
        int colon = shorter ? text.indexOf(':') : -1;
        String value = text.substring(colon + 1);
        boolean cut = value.length() > CHARACTERS && value.codePointCount(0, value.length()) > CHARACTERS;
        long bytes = !cut ? -1 : shorter ? Long.parseLong(text.substring(0, colon)) : value.getBytes(StandardCharsets.UTF_8).length;
        return new Cell(cut ? value.substring(0, value.offsetByCodePoints(0, CHARACTERS)) : value, cut, bytes >= LARGE ? bytes : -1, false);
    }

    /** A whole one is {@code \x4d5a}, a shortened one {@code 1048576:4d5a}. */
    private static Cell binary(String text, boolean shortened) {
        int colon = text.indexOf(':');
        long bytes = shortened ? Long.parseLong(text.substring(0, colon)) : (text.length() - 2) / 2;
        String hex = shortened ? text.substring(colon + 1) : text.substring(2);
        return bytes > BYTES ? new Cell(hex.substring(0, 2 * BYTES), true, bytes) : new Cell(hex, false, bytes);
    }

    private List<Sort<Row>> order() {
        return request.order().stream().map(sort -> sort.descending() ? table.col(sort.column()).desc() : table.col(sort.column()).asc()).toList();
    }

    private Cond<Row> condition() {
        var conditions = request.filter().stream().map(each -> Conditions.of(each, table, request.table())).toList();
        return request.any() && !conditions.isEmpty() ? Cond.any(conditions) : Cond.all(conditions);
    }

    /** The condition that a row is the one with this key. */
    public static Cond<Row> is(DynamicTable table, List<String> key) {
        var columns = table.key();
        return Cond.all(IntStream.range(0, key.size())
                .mapToObj(i -> Columns.<Row>named(((ColumnRef.Named) columns.get(i)).column()).eq(key.get(i))).toList());
    }
}
