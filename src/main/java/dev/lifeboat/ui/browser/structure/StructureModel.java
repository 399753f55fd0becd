package dev.lifeboat.ui.browser.structure;

import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.postgres.CatalogDdl;
import dev.lifeboat.engine.postgres.CatalogForeignKey;
import dev.lifeboat.engine.postgres.CatalogStructure;
import dev.lifeboat.engine.postgres.CatalogTable;
import dev.lifeboat.ui.browser.read.LatestRead;
import dev.lifeboat.ui.browser.read.RelationAt;
import dev.lifeboat.ui.browser.read.StackReader;
import dev.lifeboat.ui.common.Tasks;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** How a table or view is built; read when it is looked at for the first time. */
public final class StructureModel {
    /**
     * The columns and all the rest.
     *
     * @param ddl          the statements that make it again. @param ddlWithOwner the same with its owner and grants
     */
    record Structure(String database, CatalogTable table, CatalogStructure rest, CatalogForeignKey.Both keys, String ddl, String ddlWithOwner) {}

    private final LatestRead reading;
    private final ReadOnlyObjectWrapper<Structure> structure = new ReadOnlyObjectWrapper<>(this, "structure");
    private final ReadOnlyObjectWrapper<Throwable> error = new ReadOnlyObjectWrapper<>(this, "error");
    private StackReader reader;
    private RelationAt relation;

    public StructureModel(Tasks tasks) {
        reading = new LatestRead(tasks);
    }

    /** Forgets what is shown. @param chosen what {@link #load} will read, or null */
    public void show(StackReader from, RelationAt chosen) {
        reading.cancel();
        reader = from;
        relation = chosen;
        structure.set(null);
        error.set(null);
    }

    /** Reads unless that was done or is being done. */
    public void load() {
        if (structure.get() == null && !reading.runningProperty().get()) reload();
    }

    /** Reads, again if need be. */
    public void reload() {
        if (relation == null) return;
        var from = reader;
        var chosen = relation;
        reading.run(cancellation -> read(from, chosen, cancellation), found -> {
            error.set(null);
            structure.set(found);
        }, error::set);
    }

    private static Structure read(StackReader from, RelationAt chosen, Cancellation cancellation) {
        var relation = chosen.relation();
        return new Structure(chosen.database(), from.table(chosen, cancellation), from.structure(chosen, cancellation),
                from.catalog(chosen.database(), cancellation, session -> CatalogForeignKey.of(session, relation.oid())),
                from.catalog(chosen.database(), cancellation, session -> CatalogDdl.of(session, relation, false)),
                from.catalog(chosen.database(), cancellation, session -> CatalogDdl.of(session, relation, true)));
    }

    /** Null until it is read. */
    ReadOnlyObjectProperty<Structure> structureProperty() {
        return structure.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty loadingProperty() {
        return reading.runningProperty();
    }

    /** Why it could not be read; null when it could. */
    ReadOnlyObjectProperty<Throwable> errorProperty() {
        return error.getReadOnlyProperty();
    }
}
