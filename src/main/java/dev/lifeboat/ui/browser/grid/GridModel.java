package dev.lifeboat.ui.browser.grid;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.ui.browser.read.Answer;
import dev.lifeboat.ui.browser.read.Cell;
import dev.lifeboat.ui.browser.read.Condition;
import dev.lifeboat.ui.browser.read.GridRow;
import dev.lifeboat.ui.browser.read.LatestRead;
import dev.lifeboat.ui.browser.read.PageRequest;
import dev.lifeboat.ui.browser.read.Position;
import dev.lifeboat.ui.browser.read.RelationAt;
import dev.lifeboat.ui.browser.read.SortBy;
import dev.lifeboat.ui.browser.read.StackReader;
import dev.lifeboat.ui.browser.read.ValueAt;
import dev.lifeboat.ui.browser.read.WholeValues;
import dev.lifeboat.ui.browser.read.WrongValue;
import dev.lifeboat.ui.browser.value.ValueModel;
import dev.lifeboat.ui.common.Tasks;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * One page of the rows of a table or view. What was asked for last counts: a page that comes too late is dropped, and
 * the server is asked to stop looking for it. An error leaves the page that is there.
 */
public final class GridModel {
    /** What is shown, all at once, so that columns and rows never disagree. */
    public record Shown(PageRequest request, Position position, Answer.Rows page, OptionalLong firstNumber) {
        private WholeValues wholeValues(List<GridRow> rows, List<CatalogColumn> columns) {
            return new WholeValues(request, position, page.rows(), rows, columns);
        }
    }

    /** How a relation is looked at: what brings the same rows to the screen again. */
    public record Look(List<Condition> filter, boolean any, List<SortBy> order, Position position, OptionalLong firstNumber) {
        /** From the first row on, in the order of the key. */
        public static final Look PLAIN = new Look(List.of(), false, List.of(), new Position.First(), OptionalLong.of(1));
    }

    private record Wanted(PageRequest request, Position position, OptionalLong firstNumber) {}

    private final Tasks tasks;
    private final LatestRead paging;
    private final LatestRead counting;
    private final LatestRead fetching;
    private final ValueModel value;
    private final ReadOnlyObjectWrapper<Shown> shown = new ReadOnlyObjectWrapper<>(this, "shown");
    private final ReadOnlyObjectWrapper<Throwable> error = new ReadOnlyObjectWrapper<>(this, "error");
    private final ReadOnlyObjectWrapper<WrongValue> wrongValue = new ReadOnlyObjectWrapper<>(this, "wrongValue");
    private final ReadOnlyObjectWrapper<Total> total = new ReadOnlyObjectWrapper<>(this, "total", new Total.Unknown());
    private final Remembered remembered;
    private StackReader reader;
    private RelationAt relation;
    private Look look = Look.PLAIN;
    private Wanted wanted;
    private int size = 100;

    public GridModel(Tasks tasks) {
        this.tasks = tasks;
        paging = new LatestRead(tasks);
        counting = new LatestRead(tasks);
        fetching = new LatestRead(tasks);
        value = new ValueModel(tasks);
        remembered = new Remembered(tasks, error::set);
    }

    /** Shows the first page of a relation, in the order of its key, without a filter. */
    public void show(StackReader from, RelationAt chosen) {
        show(from, chosen, Look.PLAIN);
    }

    /** Shows a relation as it was looked at before, or as a foreign key leads to it. */
    public void show(StackReader from, RelationAt chosen, Look wantedLook) {
        clear();
        reader = from;
        relation = chosen;
        look = wantedLook;
        readTable();
    }

    /** Shows nothing. */
    public void clear() {
        List.of(paging, counting, fetching).forEach(LatestRead::cancel);
        value.clear();
        relation = null;
        wanted = null;
        shown.set(null);
        error.set(null);
        wrongValue.set(null);
        total.set(new Total.Unknown());
    }

    /** The columns and the first page in one go: the click waits for one connection only. */
    private void readTable() {
        var from = reader;
        var chosen = relation;
        int rows = size;
        var as = look;
        var memory = remembered.memory();
        String stack = remembered.stack();
        paging.run(cancellation -> {
            var table = from.table(chosen, cancellation);
            var request = new PageRequest(chosen.database(), table, as.order(), as.filter(), as.any(), rows);
            return new First(request, from.page(request, as.position(), cancellation), Remembered.layout(memory, stack, chosen));
        }, found -> {
            remembered.show(chosen, found.layout());
            wanted = new Wanted(found.request(), as.position(), as.firstNumber());
            answered(wanted, found.answer());
        }, error::set);
    }

    /** How the relation is looked at now. */
    public Look look() {
        return wanted == null ? look : new Look(wanted.request().filter(), wanted.request().any(), wanted.request().order(), wanted.position(), wanted.firstNumber());
    }

    private record First(PageRequest request, Answer answer, Optional<GridLayout> layout) {}

    /** Reads what is shown, or what failed to be, once more; the columns too when they were never read. */
    public void retry() {
        if (wanted != null) read(wanted);
        else if (relation != null) readTable();
    }

    void first() {
        go(new Position.First(), OptionalLong.of(1));
    }

    public void next() {
        var now = shown.get();
        now.page().next().ifPresent(position -> go(position, plus(now.firstNumber(), now.page().rows().size())));
    }

    void previous() {
        var now = shown.get();
        now.page().previous().ifPresent(position -> go(position, plus(now.firstNumber(), -now.request().size())));
    }

    void last() {
        go(new Position.Last(), OptionalLong.empty());
    }

    void orderBy(List<SortBy> order) {
        change(request -> request.orderedBy(order));
    }

    void filterBy(List<Condition> filter) {
        filterBy(filter, false);
    }

    /** @param any whether one of the conditions is enough */
    void filterBy(List<Condition> filter, boolean any) {
        if (wanted != null && (!filter.equals(wanted.request().filter()) || any != wanted.request().any())) {
            counting.cancel();
            total.set(new Total.Unknown());
        }
        change(request -> request.filteredBy(filter, any));
    }

    /** The values to choose from, when the column is of an enum type. @param found called in the foreground; not for other types */
    void labels(CatalogColumn column, Consumer<List<String>> found) {
        if (relation == null || column.family() != CatalogColumn.Family.OTHER) return;
        var from = reader;
        var database = relation.database();
        tasks.run(() -> from.labels(database, column.castType())).onSuccess(labels -> {
            if (!labels.isEmpty()) found.accept(labels);
        }).onError(Failure.class, error::set).start();
    }

    void pageSize(int rows) {
        size = rows;
        change(request -> request.sized(rows));
    }

    private void change(UnaryOperator<PageRequest> difference) {
        if (wanted == null) return;
        read(new Wanted(difference.apply(wanted.request()), new Position.First(), OptionalLong.of(1)));
    }

    private void go(Position position, OptionalLong firstNumber) {
        if (wanted != null) read(new Wanted(shown.get() == null ? wanted.request() : shown.get().request(), position, firstNumber));
    }

    private void read(Wanted now) {
        wanted = now;
        var from = reader;
        paging.run(cancellation -> from.page(now.request(), now.position(), cancellation), answer -> answered(now, answer), error::set);
    }

    private void answered(Wanted asked, Answer answer) {
        error.set(null);
        switch (answer) {
            case Answer.Refused(var value) -> {
                wrongValue.set(value);
                backToShown();
            }
            case Answer.Rows page -> {
                wrongValue.set(null);
                shown.set(new Shown(asked.request(), asked.position(), page, firstNumber(asked, page)));
                if (total.get() instanceof Total.Unknown || total.get() instanceof Total.About) estimate(asked, page);
            }
        }
    }

    /** The way back to the first page ends at row 1, however many rows came or went meanwhile. */
    private static OptionalLong firstNumber(Wanted asked, Answer.Rows page) {
        if (page.previous().isEmpty()) return OptionalLong.of(1);
        return asked.firstNumber().isPresent() && asked.firstNumber().getAsLong() > 1 ? asked.firstNumber() : OptionalLong.empty();
    }

    private void estimate(Wanted asked, Answer.Rows page) {
        long known = relation.relation().estimatedRows();
        if (page.previous().isEmpty() && page.next().isEmpty()) total.set(new Total.Exactly(page.rows().size()));
        else if (asked.request().filter().isEmpty() && known >= 0) total.set(new Total.About(known));
        else total.set(new Total.Unknown());
    }

    /** About how many rows there are behind the filter, as far as that is known. */
    public OptionalLong expected() {
        return switch (total.get()) {
            case Total.Exactly(long rows) -> OptionalLong.of(rows);
            case Total.About(long rows) -> OptionalLong.of(rows);
            case Total.Unknown _, Total.Counting _ -> OptionalLong.empty();
        };
    }

    /** Lets the server count, which may take as long as reading the whole table. */
    void count() {
        var request = shown.get().request();
        var from = reader;
        var before = total.get();
        total.set(new Total.Counting());
        counting.run(cancellation -> from.count(request, cancellation), rows -> total.set(new Total.Exactly(rows)), failed -> {
            total.set(before);
            error.set(failed);
        });
    }

    void cancelCount() {
        counting.cancel();
        total.set(new Total.Unknown());
        backToShown();
    }

    /** Stops the read that is under way; what was shown before stays. */
    public void stop() {
        paging.cancel();
        backToShown();
    }

    /** What did not come is not wanted any more. */
    private void backToShown() {
        var now = shown.get();
        if (now == null) return;
        wanted = new Wanted(now.request(), now.position(), now.firstNumber());
        if (total.get() instanceof Total.Unknown) estimate(wanted, now.page());
    }

    /** Looks at one value. */
    void open(GridRow row, int column) {
        var now = shown.get();
        var facts = now.request().table().columns().get(column);
        value.show(facts, row.cell(column), reader.value(new ValueAt(now.request(), now.position(), now.page().rows(), row, facts)));
    }

    /** The value that is looked at. */
    ValueModel value() {
        return value;
    }

    /** Fetches a value that was cut, whole. @param found called in the foreground unless another value is asked for first */
    void whole(GridRow row, int column, Consumer<String> found) {
        var from = reader;
        var now = shown.get();
        var columns = List.of(now.request().table().columns().get(column));
        fetch(cancellation -> from.whole(now.wholeValues(List.of(row), columns), cancellation).getFirst().getFirst(), found);
    }

    /** The rows as lines with tabs between the values, with a first line of column names; cut values are fetched whole. */
    void asTsv(List<GridRow> rows, Consumer<String> found) {
        copied(rows, shown.get().request().table().columns(), values -> CopyForm.TSV.rows(shown.get().request().table(),
                shown.get().request().table().columns(), values, true), found);
    }

    /** The chosen values in the form that is remembered; one value alone as it is. */
    void copy(List<GridRow> rows, List<CatalogColumn> columns, Consumer<String> found) {
        if (rows.size() == 1 && columns.size() == 1) {
            copied(rows, columns, values -> copying().value(columns.getFirst(), values.getFirst().getFirst()), found);
        } else {
            copyRows(rows, columns, found);
        }
    }

    /** The rows in the form that is remembered. */
    void copyRows(List<GridRow> rows, List<CatalogColumn> columns, Consumer<String> found) {
        var table = shown.get().request().table();
        copied(rows, columns, values -> copying().rows(table, columns, values), found);
    }

    private void copied(List<GridRow> rows, List<CatalogColumn> columns, Function<List<List<String>>, String> form, Consumer<String> found) {
        var now = shown.get();
        var all = now.request().table().columns();
        var indexes = columns.stream().map(all::indexOf).toList();
        long large = rows.stream().flatMapToLong(row -> indexes.stream().mapToLong(i -> Math.max(0, row.cell(i).bytes()))).sum();
        if (large > ValueModel.MOST) {
            error.set(new Failure.BadInput("These values are too large for the clipboard.", "Open one and save it to a file."));
        } else if (rows.stream().allMatch(row -> indexes.stream().noneMatch(i -> row.cell(i).cut()))) {
            found.accept(form.apply(rows.stream().map(row -> indexes.stream().map(i -> text(row.cell(i))).toList()).toList()));
        } else {
            var from = reader;
            fetch(cancellation -> form.apply(from.whole(now.wholeValues(rows, columns), cancellation)), found);
        }
    }

    private static String text(Cell cell) {
        return cell.isBinary() ? "\\x" + cell.text() : cell.text();
    }

    /** Remembers from now on how things are arranged. @param of the stack whose tables are shown */
    public void remember(GridMemory kept, String of) {
        remembered.in(kept, of);
    }

    /** How a person copies. */
    public Copying copying() {
        return remembered.copying();
    }

    /** How things are arranged. */
    Remembered remembered() {
        return remembered;
    }

    private void fetch(Function<Cancellation, String> read, Consumer<String> found) {
        fetching.run(read, found, error::set);
    }

    private static OptionalLong plus(OptionalLong number, long more) {
        return number.isPresent() ? OptionalLong.of(number.getAsLong() + more) : number;
    }

    /** Null until the first page of the chosen relation is there. */
    public ReadOnlyObjectProperty<Shown> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty loadingProperty() {
        return paging.runningProperty();
    }

    /** Why the last read failed; null when it did not. */
    public ReadOnlyObjectProperty<Throwable> errorProperty() {
        return error.getReadOnlyProperty();
    }

    /** What is wrong with the filter; null when nothing is. */
    ReadOnlyObjectProperty<WrongValue> wrongValueProperty() {
        return wrongValue.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Total> totalProperty() {
        return total.getReadOnlyProperty();
    }
}
