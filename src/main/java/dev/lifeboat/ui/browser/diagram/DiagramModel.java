package dev.lifeboat.ui.browser.diagram;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.postgres.CatalogDiagram;
import dev.lifeboat.ui.browser.read.LatestRead;
import dev.lifeboat.ui.browser.read.RelationAt;
import dev.lifeboat.ui.browser.read.SchemaAt;
import dev.lifeboat.ui.browser.read.StackReader;
import dev.lifeboat.ui.common.Tasks;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

/** The diagram around the chosen table, or of its schema, or of a schema by itself; read and laid out when it is looked at for the first time. */
public final class DiagramModel {
    /** Beyond so many tables a picture explains nothing any more; it says how many it leaves out. */
    static final int MOST_TABLES = 400;

    /** What is shown. @param centre the chosen table; -1 in a diagram of a schema that was opened by itself */
    record Shown(String database, long centre, CatalogDiagram diagram, Drawing drawing) {}

    private final Tasks tasks;
    private final LatestRead reading;
    private final ObjectProperty<Reach> reach = new SimpleObjectProperty<>(this, "reach", new Reach.Around(1));
    private final BooleanProperty everyColumn = new SimpleBooleanProperty(this, "everyColumn", true);
    private final ReadOnlyObjectWrapper<Shown> shown = new ReadOnlyObjectWrapper<>(this, "shown");
    private final ReadOnlyBooleanWrapper centred = new ReadOnlyBooleanWrapper(this, "centred", true);
    private final ReadOnlyObjectWrapper<Throwable> error = new ReadOnlyObjectWrapper<>(this, "error");
    private StackReader reader;
    private Subject subject;

    /** @param centre -1 for the whole schema */
    private record Subject(SchemaAt schema, long centre) {}

    public DiagramModel(Tasks tasks) {
        this.tasks = tasks;
        reading = new LatestRead(tasks);
        reach.addListener(_ -> reload());
        everyColumn.addListener(_ -> reload());
    }

    /** Forgets what is shown. @param chosen what {@link #load} will begin with, or null */
    public void show(StackReader from, RelationAt chosen) {
        begin(from, chosen == null ? null : new Subject(new SchemaAt(chosen.database(), chosen.relation().schema()), chosen.relation().oid()));
    }

    /** Forgets what is shown, to show all of a schema. */
    public void show(StackReader from, SchemaAt chosen) {
        begin(from, new Subject(chosen, -1));
    }

    private void begin(StackReader from, Subject chosen) {
        reading.cancel();
        reader = from;
        subject = chosen;
        centred.set(chosen == null || chosen.centre() >= 0);
        shown.set(null);
        error.set(null);
    }

    /** Reads unless that was done or is being done. */
    public void load() {
        if (shown.get() == null && !reading.runningProperty().get()) reload();
    }

    /** Reads, again if need be; nothing before something was chosen. */
    public void reload() {
        if (subject == null) return;
        var from = reader;
        var of = subject;
        var schema = of.schema();
        var wanted = of.centre() < 0 ? new Reach.Schema() : reach.get();
        boolean all = everyColumn.get();
        reading.run(cancellation -> {
            var diagram = from.catalog(schema.database(), cancellation, session -> switch (wanted) {
                case Reach.Around(int depth) -> CatalogDiagram.around(session, of.centre(), depth, MOST_TABLES);
                case Reach.Schema() -> CatalogDiagram.ofSchema(session, schema.name(), MOST_TABLES);
            });
            return new Shown(schema.database(), of.centre(), diagram, Drawing.of(diagram, all));
        }, found -> {
            error.set(null);
            shown.set(found);
        }, error::set);
    }

    /** Writes a file in the background. @param content makes it there; a failure is shown */
    void save(Path file, Callable<byte[]> content) {
        tasks.act(() -> AtomicFile.write(file, content.call()))
                .onError(Failure.class, error::set)
                .start();
    }

    /** Null until it is read and laid out. */
    ReadOnlyObjectProperty<Shown> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /** Whether it is about one table, so that one can say how far it reaches. */
    ReadOnlyBooleanProperty centredProperty() {
        return centred.getReadOnlyProperty();
    }

    ObjectProperty<Reach> reachProperty() {
        return reach;
    }

    /** Whether all columns are shown, or only those of keys. */
    BooleanProperty everyColumnProperty() {
        return everyColumn;
    }

    ReadOnlyBooleanProperty loadingProperty() {
        return reading.runningProperty();
    }

    /** Why the last thing failed; null when it did not. */
    ReadOnlyObjectProperty<Throwable> errorProperty() {
        return error.getReadOnlyProperty();
    }
}
