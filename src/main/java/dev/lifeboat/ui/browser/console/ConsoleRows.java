package dev.lifeboat.ui.browser.console;

import dev.lifeboat.engine.console.ConsoleValue;
import dev.lifeboat.engine.console.StatementReport;
import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.engine.postgres.CatalogRelation;
import dev.lifeboat.engine.postgres.CatalogTable;
import dev.lifeboat.ui.browser.read.Cell;
import dev.lifeboat.ui.browser.read.GridRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The rows that a statement brought, as the grid shows them; more of them may follow. */
final class ConsoleRows {
    /** What a grid's cell shows of a value; the rest is at hand. */
    private static final int SHOWN = 500;

    private final String sql;
    private final List<CatalogColumn> columns;
    private final Duration took;
    private final long left;
    private final List<List<ConsoleValue>> values = new ArrayList<>();
    private final ObservableList<GridRow> rows = FXCollections.observableArrayList();
    private final ReadOnlyBooleanWrapper more = new ReadOnlyBooleanWrapper(this, "more");

    ConsoleRows(String sql, StatementReport.Rows first, Duration took) {
        this.sql = sql;
        this.took = took;
        columns = first.columns();
        left = first.left();
        add(first);
    }

    /** Adds the next ones. */
    void add(StatementReport.Rows next) {
        values.addAll(next.rows());
        rows.addAll(next.rows().stream().map(row -> new GridRow(row.stream().map(ConsoleRows::cell).toList(), List.of())).toList());
        more.set(next.more());
    }

    /** The rows that were not read cannot be read any more. */
    void end() {
        more.set(false);
    }

    private static Cell cell(ConsoleValue value) {
        if (value.text() == null) return Cell.NULL;
        boolean tooLong = value.text().length() > SHOWN;
        return new Cell(tooLong ? value.text().substring(0, SHOWN) : value.text(), tooLong || value.cut(), value.bytes());
    }

    /** The value as far as it was kept; null for NULL. Bytes as {@code \x..}. */
    String text(int row, int column) {
        var value = values.get(row).get(column);
        return value.text() == null ? null : value.bytes() >= 0 ? "\\x" + value.text() : value.text();
    }

    /** Whether even {@link #text} is only the beginning. */
    boolean isCut(int row, int column) {
        return values.get(row).get(column).cut();
    }

    /** The value as far as it was kept, to be looked at. */
    Cell kept(int row, int column) {
        var value = values.get(row).get(column);
        if (value.text() == null) return Cell.NULL;
        // Half a byte is none.
        return new Cell(value.bytes() >= 0 ? value.text().substring(0, value.text().length() & ~1) : value.text(), false, value.bytes());
    }

    /** What the grid wants to know of a table; it is none of the database's. */
    CatalogTable table() {
        return table("");
    }

    /** As if they were a table's. @param name what it may be called */
    CatalogTable table(String name) {
        return new CatalogTable(0, "", name, CatalogRelation.Kind.VIEW, columns, List.of(), false);
    }

    String sql() {
        return sql;
    }

    List<CatalogColumn> columns() {
        return columns;
    }

    Duration took() {
        return took;
    }

    /** How many rows there were beyond those that are shown, and that are not to be had. */
    long left() {
        return left;
    }

    ObservableList<GridRow> rows() {
        return rows;
    }

    /** Whether there are more rows that can be read. */
    ReadOnlyBooleanProperty moreProperty() {
        return more.getReadOnlyProperty();
    }
}
