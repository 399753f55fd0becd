package dev.lifeboat.ui.browser.edit;

import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.ui.browser.grid.Marks;
import dev.lifeboat.ui.browser.read.Cell;
import dev.lifeboat.ui.browser.read.GridRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The staged changes as the grid shows them, and what the server said against them. */
final class EditMarks implements Marks {
    private final EditModel model;
    private final Map<GridRow, RowChange> ofNewRows = new HashMap<>();
    private final Map<List<String>, RowChange> byKey = new HashMap<>();

    EditMarks(EditModel model) {
        this.model = model;
        if (model.table() == null) return;
        for (var staged : model.stageProperty().get().of(model.table().oid())) {
            switch (staged.change()) {
                case RowChange.Inserted(var number, _) -> ofNewRows.put(model.newRow(number), staged.change());
                case RowChange.Updated(var key, _) -> byKey.put(key, staged.change());
                case RowChange.Deleted(var key, _) -> byKey.put(key, staged.change());
            }
        }
    }

    @Override
    public Mark of(GridRow row, int column) {
        if (model.table() == null || column >= model.table().columns().size()) return NONE.of(row, column);
        String name = model.table().columns().get(column).name();
        return Optional.ofNullable(row.key().isEmpty() ? ofNewRows.get(row) : byKey.get(row.key())).map(change -> switch (change) {
            case RowChange.Deleted _ -> new Mark(State.DELETED, Optional.empty(), Optional.empty(), problem(change, name));
            case RowChange.Inserted _ when model.table().columns().get(column).origin() == CatalogColumn.Origin.GENERATED ->
                    new Mark(State.NEW, Optional.of(Cell.NULL), Optional.of("GENERATED"), problem(change, name));
            case RowChange.Inserted(_, var values) -> value(State.NEW, values.getOrDefault(name, new Value.Default()), problem(change, name));
            case RowChange.Updated(_, var cells) -> cells.containsKey(name) ? value(State.CHANGED, cells.get(name).after(), problem(change, name))
                    : new Mark(State.SAME, Optional.empty(), Optional.empty(), problem(change, name));
        }).orElseGet(() -> NONE.of(row, column));
    }

    private static Mark value(State state, Value value, Optional<String> problem) {
        return switch (value) {
            case Value.Text(var text) -> new Mark(state, Optional.of(new Cell(RowWords.shortened(text), false, -1)), Optional.empty(), problem);
            case Value.Null() -> new Mark(state, Optional.of(Cell.NULL), Optional.empty(), problem);
            case Value.Default(), Value.Now() -> new Mark(state, Optional.of(Cell.NULL), Optional.of(RowWords.of(value)), problem);
        };
    }

    private Optional<String> problem(RowChange change, String column) {
        return model.outcomeProperty().get() instanceof Outcome.Refused(_, var rejections) ? rejections.stream()
                .filter(rejection -> rejection.staged().map(staged -> staged.table().oid() == model.table().oid() && staged.change().sameRow(change)).orElse(false))
                .filter(rejection -> rejection.columns().isEmpty() || rejection.columns().contains(column))
                .map(RowWords::of).findFirst() : Optional.empty();
    }
}
