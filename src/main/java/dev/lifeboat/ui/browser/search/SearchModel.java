package dev.lifeboat.ui.browser.search;

import dev.lifeboat.engine.postgres.CatalogObject;
import dev.lifeboat.ui.browser.read.LatestRead;
import dev.lifeboat.ui.browser.read.RelationAt;
import dev.lifeboat.ui.browser.read.StackReader;
import dev.lifeboat.ui.common.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** A search by name over the databases that were opened. Tables are found at once, in memory; the rest by asking the server. */
public final class SearchModel {
    private static final int MOST = 100;

    private final LatestRead asking;
    private final Supplier<List<RelationAt>> tables;
    private final StringProperty text = new SimpleStringProperty(this, "text", "");
    private final BooleanProperty deeper = new SimpleBooleanProperty(this, "deeper");
    private final ObservableList<Found> found = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<Throwable> error = new ReadOnlyObjectWrapper<>(this, "error");
    private StackReader reader;

    /** @param tables lists everything with rows in the databases that were opened */
    public SearchModel(Tasks tasks, Supplier<List<RelationAt>> tables) {
        this.tables = tables;
        asking = new LatestRead(tasks);
        text.addListener(_ -> search());
        deeper.addListener(_ -> search());
    }

    /** Forgets what was found. @param newReader of the stack to search from now on, or null */
    public void use(StackReader newReader) {
        asking.cancel();
        reader = newReader;
        text.set("");
        found.clear();
    }

    private void search() {
        asking.cancel();
        error.set(null);
        String searched = text.get().strip();
        var all = tables.get();
        List<Found> hits = new ArrayList<>(NameSearch.best(all, searched, at -> at.relation().name(), at -> at.relation().schema() + "." + at.relation().name(), MOST)
                .stream().map(Found.Table::new).toList());
        found.setAll(hits);
        if (!deeper.get() || searched.length() < 2 || reader == null) return;
        var from = reader;
        var databases = all.stream().map(RelationAt::database).distinct().toList();
        asking.run(cancellation -> {
            List<Found> more = new ArrayList<>();
            for (var database : databases) {
                var columns = from.catalog(database, cancellation, session -> CatalogObject.columnsNamed(session, searched, MOST));
                more.addAll(NameSearch.best(columns, searched, CatalogObject.Column::name, CatalogObject.Column::name, MOST).stream()
                        .map(column -> new Found.Column(new RelationAt(database, column.relation()), column.name(), column.type())).toList());
                from.catalog(database, cancellation, session -> CatalogObject.functionsNamed(session, searched, MOST)).forEach(function -> more.add(new Found.Function(database, function)));
            }
            return more;
        }, found::addAll, error::set);
    }

    StringProperty textProperty() {
        return text;
    }

    /** Whether columns and functions are searched too. */
    BooleanProperty deeperProperty() {
        return deeper;
    }

    /** The best first. */
    ObservableList<Found> found() {
        return found;
    }

    ReadOnlyBooleanProperty askingProperty() {
        return asking.runningProperty();
    }

    /** Why columns and functions could not be searched; null when they could. */
    ReadOnlyObjectProperty<Throwable> errorProperty() {
        return error.getReadOnlyProperty();
    }
}
