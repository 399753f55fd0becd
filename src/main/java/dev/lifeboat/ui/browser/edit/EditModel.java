package dev.lifeboat.ui.browser.edit;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.engine.postgres.CatalogTable;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.ui.browser.read.GridRow;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Tasks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * The changes of rows that are staged, per stack and database: looking at another table, another page or another stack, or a
 * lost connection, leaves them. Nothing is sent before {@link #apply}, and only its commit takes them away.
 */
public final class EditModel {
    private final Tasks tasks;
    private final Function<Stack, StackWriter> open;
    private final Runnable applied;
    private final Map<List<String>, History> histories = new HashMap<>();
    private final NewRows added = new NewRows();
    private final Questions questions;
    private final ReadOnlyObjectWrapper<Stage> stage = new ReadOnlyObjectWrapper<>(this, "stage", Stage.EMPTY);
    private final ReadOnlyObjectWrapper<EditRules> rules = new ReadOnlyObjectWrapper<>(this, "rules");
    private final ReadOnlyObjectWrapper<Outcome> outcome = new ReadOnlyObjectWrapper<>(this, "outcome");
    private final ReadOnlyObjectWrapper<Throwable> error = new ReadOnlyObjectWrapper<>(this, "error");
    private final ReadOnlyBooleanWrapper applying = new ReadOnlyBooleanWrapper(this, "applying");
    private Stack stack;
    private StackWriter writer;
    private String database;
    private CatalogTable table;

    /**
     * @param open    makes the writer of a stack; it connects only when it is asked for something
     * @param applied is told, in the foreground, when rows were changed and must be read again
     */
    public EditModel(Tasks tasks, Function<Stack, StackWriter> open, Runnable applied) {
        this.tasks = tasks;
        this.open = open;
        this.applied = applied;
        questions = new Questions(tasks, () -> new Questions.Place(writer, database, table), error::set);
    }

    /** Turns to another stack; what is staged for the one before is kept until one comes back to it. */
    public void use(Optional<Stack> other) {
        var old = writer;
        stack = other.orElse(null);
        writer = other.map(open).orElse(null);
        show(null, null);
        if (old != null) tasks.act(old::close).start();
    }

    /** Turns to a table, or to nothing for null. What may be edited there is known a little later. */
    public void show(String inDatabase, CatalogTable shown) {
        boolean same = table != null && shown != null && inDatabase.equals(database) && table.equals(shown);
        database = inDatabase;
        table = shown;
        if (same) return;
        outcome.set(null);
        error.set(null);
        rules.set(null);
        tell();
        if (table == null) return;
        var of = table;
        questions.rights(rights -> rules.set(new EditRules(stack.protection(), of, rights)));
    }

    /** Gives a column of a row a value. What gives back what was there before takes the change away. */
    void set(GridRow row, CatalogColumn column, Original before, Value value) {
        if (refused(isNew(row) ? rules.get().insert(column) : rules.get().update(column))) return;
        if (isNew(row)) {
            var now = stage.get().inserted(table.oid(), added.number(row)).orElseThrow();
            var values = new HashMap<>(now.values());
            if (value instanceof Value.Default) values.remove(column.name());
            else values.put(column.name(), value);
            stage(new RowChange.Inserted(now.number(), values));
            return;
        }
        var cells = new HashMap<>(stage.get().at(table.oid(), row.key()).map(change -> change instanceof RowChange.Updated(_, var there) ? there : null).orElse(Map.of()));
        var first = cells.containsKey(column.name()) ? cells.get(column.name()).before() : before;
        if (first.same(value)) cells.remove(column.name());
        else cells.put(column.name(), new RowChange.CellChange(first, value));
        var change = new RowChange.Updated(row.key(), cells);
        if (cells.isEmpty()) go(stage.get().without(new Staged(table, change)));
        else stage(change);
    }

    /** What a column of a row held before it was changed, whole where an editor can show it; asked of the server when the grid has only its beginning. */
    void original(GridRow row, CatalogColumn column, Consumer<Original> found) {
        var staged = changed(row).map(cells -> cells.get(column.name()));
        var cell = row.cell(table.columns().indexOf(column));
        if (staged.isPresent()) found.accept(staged.get().before());
        else if (!cell.cut()) found.accept(Original.of(cell));
        else questions.values(row, values -> found.accept(values.get(column.name())));
    }

    /** A new row, whose columns all get their defaults. */
    GridRow insert() {
        if (refused(rules.get().insert())) return null;
        return insert(Map.of());
    }

    private GridRow insert(Map<String, Value> values) {
        long number = added.next();
        stage(new RowChange.Inserted(number, values));
        return newRow(number);
    }

    /** New rows as they were pasted, as one step of undo. */
    void insert(List<Map<String, Value>> rows) {
        go(stage.get().plus(rows.stream().map(values -> new Staged(table, new RowChange.Inserted(added.next(), values))).toList()));
    }

    /** New rows with the values of others, but for what tells rows apart or is made by the server. */
    void duplicate(List<GridRow> rows) {
        if (refused(rules.get().insert())) return;
        for (var row : rows) {
            if (isNew(row)) insert(stage.get().inserted(table.oid(), added.number(row)).orElseThrow().values());
            else questions.values(row, values -> insert(copied(row, values)));
        }
    }

    private Map<String, Value> copied(GridRow row, Map<String, Original> values) {
        Map<String, Value> copied = new HashMap<>();
        for (var column : table.columns()) {
            var original = values.get(column.name());
            boolean own = table.key().contains(column.name()) || column.origin() != CatalogColumn.Origin.PLAIN
                    || rules.get().right(column.name()).map(TableRights.Column::isUnique).orElse(true);
            if (own || rules.get().insert(column).isPresent() || !original.isWhole()) continue;
            copied.put(column.name(), changed(row).map(cells -> cells.get(column.name())).map(RowChange.CellChange::after)
                    .orElseGet(() -> original.text().<Value>map(Value.Text::new).orElseGet(Value.Null::new)));
        }
        return copied;
    }

    /** Rows are to be deleted; a new row is forgotten. */
    void delete(List<GridRow> rows) {
        if (refused(rules.get().delete())) return;
        var next = stage.get();
        for (var row : rows) {
            next = isNew(row) ? next.without(new Staged(table, new RowChange.Inserted(added.number(row), Map.of())))
                    : next.with(new Staged(table, new RowChange.Deleted(row.key(), known(row))));
        }
        go(next);
    }

    private Map<String, Original> known(GridRow row) {
        Map<String, Original> known = new HashMap<>();
        for (int i = 0; i < table.columns().size(); i++) {
            String name = table.columns().get(i).name();
            if (!row.cell(i).cut() && !table.key().contains(name)) known.put(name, Original.of(row.cell(i)));
        }
        return known;
    }

    /** Takes the changes of rows back. */
    void revert(List<GridRow> rows) {
        var next = stage.get();
        for (var row : rows) {
            next = next.without(new Staged(table, isNew(row) ? new RowChange.Inserted(added.number(row), Map.of()) : new RowChange.Deleted(row.key(), Map.of())));
        }
        go(next);
    }

    /** Takes one change back. */
    void revert(Staged staged) {
        go(stage.get().without(staged));
    }

    void discard() {
        go(Stage.EMPTY);
    }

    void undo() {
        if (applying.get()) return;
        history().undo();
        tell();
    }

    void redo() {
        if (applying.get()) return;
        history().redo();
        tell();
    }

    /** Sends all changes of the database in one transaction. */
    void apply() {
        if (applying.get() || stage.get().isEmpty()) return;
        var from = writer;
        var at = database;
        var history = history();
        var sent = stage.get();
        applying.set(true);
        outcome.set(null);
        error.set(null);
        tasks.run(() -> from.apply(at, sent)).onSuccess(result -> {
            if (result instanceof Outcome.Applied) history.applied();
            if (from != writer) return;
            if (result instanceof Outcome.Applied) applied.run();
            tell();
            outcome.set(result);
        }).onError(Failure.class, error::set).onDone(() -> applying.set(false)).start();
    }

    /** Settles a conflict: some columns stay as they are to be, against what the row holds now; the others stay as others made them. */
    void settle(Outcome.Conflict conflict, Set<String> mine) {
        var staged = conflict.staged();
        Optional<RowChange> kept = conflict.theirs().flatMap(theirs -> switch (staged.change()) {
            case RowChange.Inserted inserted -> Optional.of(inserted);
            case RowChange.Deleted(var key, var before) -> mine.isEmpty() ? Optional.empty() : Optional.of(new RowChange.Deleted(key, only(theirs, before.keySet())));
            case RowChange.Updated(var key, var cells) -> {
                var keep = new HashMap<String, RowChange.CellChange>();
                cells.forEach((column, cell) -> {
                    if (mine.contains(column)) keep.put(column, new RowChange.CellChange(theirs.get(column), cell.after()));
                });
                yield keep.isEmpty() ? Optional.empty() : Optional.of(new RowChange.Updated(key, keep));
            }
        });
        go(kept.map(change -> stage.get().with(new Staged(staged.table(), change))).orElseGet(() -> stage.get().without(staged)));
        if (outcome.get() instanceof Outcome.Refused(var conflicts, var rejections)) {
            var left = conflicts.stream().filter(other -> other != conflict).toList();
            outcome.set(left.isEmpty() && rejections.isEmpty() ? null : new Outcome.Refused(left, rejections));
        }
        applied.run();
    }

    private static Map<String, Original> only(Map<String, Original> all, Set<String> names) {
        var some = new HashMap<>(all);
        some.keySet().retainAll(new HashSet<>(names));
        return some;
    }

    /** Says why a value cannot be edited; true when there is a reason. */
    boolean refuses(Optional<String> reason) {
        return refused(reason);
    }

    /** Says that a value is too long for an editor. */
    void tooLong(CatalogColumn column) {
        refused(Optional.of(Messages.text("edit.tooLong", column.name(), RowValues.WHOLE)));
    }

    private boolean refused(Optional<String> reason) {
        reason.ifPresent(why -> error.set(new Failure.BadInput(why)));
        return reason.isPresent() || applying.get();
    }

    private void stage(RowChange change) {
        go(stage.get().with(new Staged(table, change)));
    }

    private void go(Stage next) {
        if (applying.get()) return;
        error.set(null);
        history().go(next);
        if (next.isEmpty() || !(outcome.get() instanceof Outcome.Refused)) outcome.set(null);
        tell();
    }

    private History history() {
        return histories.computeIfAbsent(List.of(stack.name(), database), _ -> new History());
    }

    private void tell() {
        if (database == null) {
            stage.set(Stage.EMPTY);
            return;
        }
        var now = history().now();
        stage.set(now);
    }

    /** The new rows of the table that is shown. */
    public List<GridRow> newRows() {
        if (table == null) return List.of();
        var rows = new ArrayList<GridRow>();
        for (var staged : stage.get().of(table.oid())) {
            if (staged.change() instanceof RowChange.Inserted(var number, _)) rows.add(newRow(number));
        }
        return rows;
    }

    GridRow newRow(long number) {
        return added.row(number, table.columns().size());
    }

    boolean isNew(GridRow row) {
        return added.has(row);
    }

    /** The change of a row, if it has one. */
    Optional<RowChange> change(GridRow row) {
        if (table == null) return Optional.empty();
        return isNew(row) ? stage.get().inserted(table.oid(), added.number(row)).map(RowChange.class::cast) : row.key().isEmpty() ? Optional.empty() : stage.get().at(table.oid(), row.key());
    }

    private Optional<Map<String, RowChange.CellChange>> changed(GridRow row) {
        return change(row).map(change -> change instanceof RowChange.Updated(_, var cells) ? cells : null);
    }

    boolean canUndo() {
        return database != null && history().canUndo();
    }

    boolean canRedo() {
        return database != null && history().canRedo();
    }

    /** The statements of the stage, as they will run. */
    String script() {
        return ChangeSql.script(stage.get());
    }

    /** How many changes are staged anywhere: what would be forgotten with the window. */
    public int staged() {
        return histories.values().stream().mapToInt(history -> history.now().changes().size()).sum();
    }

    /** How many changes are staged in other databases of the stack. */
    int elsewhere() {
        return stack == null ? 0 : histories.entrySet().stream().filter(entry -> entry.getKey().getFirst().equals(stack.name()) && !entry.getKey().getLast().equals(database))
                .mapToInt(entry -> entry.getValue().now().changes().size()).sum();
    }

    Stack stack() {
        return stack;
    }

    String database() {
        return database;
    }

    CatalogTable table() {
        return table;
    }

    /** What is asked of the server meanwhile. */
    Questions questions() {
        return questions;
    }

    /** What is staged for the database that is looked at. */
    ReadOnlyObjectProperty<Stage> stageProperty() {
        return stage.getReadOnlyProperty();
    }

    /** What may be edited in the table that is shown; null until that is known. */
    ReadOnlyObjectProperty<EditRules> rulesProperty() {
        return rules.getReadOnlyProperty();
    }

    /** What became of the last try to apply; null before and after the next change of table. */
    ReadOnlyObjectProperty<Outcome> outcomeProperty() {
        return outcome.getReadOnlyProperty();
    }

    /** Why something could not be edited or read; null when nothing is wrong. */
    ReadOnlyObjectProperty<Throwable> errorProperty() {
        return error.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty applyingProperty() {
        return applying.getReadOnlyProperty();
    }
}
