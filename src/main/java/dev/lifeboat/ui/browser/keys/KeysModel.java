package dev.lifeboat.ui.browser.keys;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.postgres.CatalogForeignKey;
import dev.lifeboat.engine.postgres.CatalogTable;
import dev.lifeboat.ui.browser.grid.GridModel;
import dev.lifeboat.ui.browser.read.Answer;
import dev.lifeboat.ui.browser.read.GridRow;
import dev.lifeboat.ui.browser.read.LatestRead;
import dev.lifeboat.ui.browser.read.PageRequest;
import dev.lifeboat.ui.browser.read.Position;
import dev.lifeboat.ui.browser.read.RelationAt;
import dev.lifeboat.ui.browser.read.StackReader;
import dev.lifeboat.ui.browser.read.WholeValues;
import dev.lifeboat.ui.common.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The foreign keys of the chosen table, and what one of its rows is related to over them. */
public final class KeysModel {
    /** The row at the other end of a key. @param table its columns. @param row empty when there is none, which a key not yet validated allows */
    public record Preview(Reference reference, CatalogTable table, Optional<GridRow> row) {}

    /** The rows that refer to the row over one key. @param count empty until somebody has them counted */
    public record Referring(Reference reference, OptionalLong count) {}

    /** @param row null before one is looked at */
    public record Related(GridRow row, List<Preview> forward, List<Referring> back) {
        static final Related NOTHING = new Related(null, List.of(), List.of());
    }

    private static final CatalogForeignKey.Both NONE = new CatalogForeignKey.Both(List.of(), List.of());

    private final LatestRead listing;
    private final LatestRead reading;
    private final LatestRead following;
    private final LatestRead counting;
    private final ReadOnlyObjectWrapper<CatalogForeignKey.Both> keys = new ReadOnlyObjectWrapper<>(this, "keys", NONE);
    private final ReadOnlyObjectWrapper<Related> related = new ReadOnlyObjectWrapper<>(this, "related", Related.NOTHING);
    private final ReadOnlyObjectWrapper<Throwable> error = new ReadOnlyObjectWrapper<>(this, "error");
    private StackReader reader;

    public KeysModel(Tasks tasks) {
        listing = new LatestRead(tasks);
        reading = new LatestRead(tasks);
        following = new LatestRead(tasks);
        counting = new LatestRead(tasks);
    }

    /** Reads the keys of a table, or forgets everything for null. */
    public void show(StackReader from, RelationAt chosen) {
        List.of(listing, reading, following, counting).forEach(LatestRead::cancel);
        reader = from;
        keys.set(NONE);
        related.set(Related.NOTHING);
        error.set(null);
        if (chosen == null) return;
        listing.run(cancellation -> from.catalog(chosen.database(), cancellation, session -> CatalogForeignKey.of(session, chosen.relation().oid())), keys::set, error::set);
    }

    /** The columns that lead somewhere. */
    public Set<String> linked() {
        return keys.get().from().stream().flatMap(key -> key.from().columns().stream()).collect(Collectors.toSet());
    }

    /** Finds where the value of a column leads. @param found not called where it leads nowhere because something is NULL */
    public void follow(GridModel.Shown shown, GridRow row, String column, Consumer<Reference> found) {
        keys.get().of(column).stream().filter(key -> complete(shown, row, key.from().columns())).findFirst().ifPresent(key -> follow(shown, row, key, found));
    }

    /** Finds where a key of the table leads from a row. */
    public void follow(GridModel.Shown shown, GridRow row, CatalogForeignKey key, Consumer<Reference> found) {
        if (!complete(shown, row, key.from().columns())) return;
        var from = reader;
        following.run(cancellation -> Reference.forward(shown.request().database(), key, values(from, shown, row, key.from().columns(), cancellation)), found, error::set);
    }

    /** Finds which rows refer to a row over a key to the table. */
    public void referring(GridModel.Shown shown, GridRow row, CatalogForeignKey key, Consumer<Reference> found) {
        if (!complete(shown, row, key.to().columns())) return;
        var from = reader;
        following.run(cancellation -> Reference.back(shown.request().database(), key, values(from, shown, row, key.to().columns(), cancellation)), found, error::set);
    }

    /** Reads what a row is related to, once the keys are known; of those that refer to it only which keys they use. */
    public void look(GridModel.Shown shown, GridRow row) {
        if (row == related.get().row() || listing.runningProperty().get()) return;
        counting.cancel();
        var from = reader;
        var both = keys.get();
        reading.run(cancellation -> related(from, both, shown, row, cancellation), found -> {
            error.set(null);
            related.set(found);
        }, error::set);
    }

    private static Related related(StackReader from, CatalogForeignKey.Both both, GridModel.Shown shown, GridRow row, Cancellation cancellation) {
        String database = shown.request().database();
        List<Preview> forward = new ArrayList<>();
        for (var key : both.from()) {
            if (!complete(shown, row, key.from().columns())) continue;
            var reference = Reference.forward(database, key, values(from, shown, row, key.from().columns(), cancellation));
            var table = from.table(reference.at(), cancellation);
            var request = new PageRequest(database, table, List.of(), reference.filter(), 1);
            Optional<GridRow> found = switch (from.page(request, new Position.First(), cancellation)) {
                case Answer.Rows rows -> rows.rows().stream().findFirst();
                case Answer.Refused _ -> Optional.empty();
            };
            forward.add(new Preview(reference, table, found));
        }
        List<Referring> back = new ArrayList<>();
        for (var key : both.to()) {
            if (!complete(shown, row, key.to().columns())) continue;
            back.add(new Referring(Reference.back(database, key, values(from, shown, row, key.to().columns(), cancellation)), OptionalLong.empty()));
        }
        return new Related(row, List.copyOf(forward), List.copyOf(back));
    }

    /** Has the rows that refer to the row counted, key by key. */
    public void count() {
        var now = related.get();
        var from = reader;
        counting.run(cancellation -> now.back().stream().map(referring -> {
            var reference = referring.reference();
            var request = new PageRequest(reference.at().database(), from.table(reference.at(), cancellation), List.of(), reference.filter(), 1);
            return new Referring(reference, OptionalLong.of(from.count(request, cancellation)));
        }).toList(), counted -> {
            if (related.get() == now) related.set(new Related(now.row(), now.forward(), counted));
        }, error::set);
    }

    private static boolean complete(GridModel.Shown shown, GridRow row, List<String> columns) {
        return columns.stream().noneMatch(column -> row.cell(index(shown, column)).isNull());
    }

    private static int index(GridModel.Shown shown, String column) {
        var columns = shown.request().table().columns();
        return columns.indexOf(shown.request().table().column(column));
    }

    /** What the grid has only the beginning of is read whole. */
    private static List<String> values(StackReader from, GridModel.Shown shown, GridRow row, List<String> columns, Cancellation cancellation) {
        var cells = columns.stream().map(column -> row.cell(index(shown, column))).toList();
        if (cells.stream().noneMatch(cell -> cell.cut() || cell.isBinary())) return cells.stream().map(cell -> cell.text()).toList();
        var table = shown.request().table();
        var values = from.whole(new WholeValues(shown.request(), shown.position(), shown.page().rows(), List.of(row), columns.stream().map(table::column).toList()), cancellation).getFirst();
        if (values.contains(null)) throw new Failure.NotFound("The row has changed meanwhile.", "Read the page again.");
        return values;
    }

    /** None until they are read. */
    public ReadOnlyObjectProperty<CatalogForeignKey.Both> keysProperty() {
        return keys.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Related> relatedProperty() {
        return related.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty countingProperty() {
        return counting.runningProperty();
    }

    ReadOnlyBooleanProperty loadingProperty() {
        return reading.runningProperty();
    }

    /** Why the last thing failed; null when it did not. */
    public ReadOnlyObjectProperty<Throwable> errorProperty() {
        return error.getReadOnlyProperty();
    }
}
