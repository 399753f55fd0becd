package dev.lifeboat.ui.browser.tree;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.postgres.CatalogDatabase;
import dev.lifeboat.engine.postgres.CatalogObject;
import dev.lifeboat.engine.postgres.CatalogRelation;
import dev.lifeboat.ui.browser.read.LatestRead;
import dev.lifeboat.ui.browser.read.RelationAt;
import dev.lifeboat.ui.browser.read.StackReader;
import dev.lifeboat.ui.browser.tree.DatabaseBranch.Content;
import dev.lifeboat.ui.common.Tasks;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.slf4j.LoggerFactory;

/** The databases of a stack and what is in those that were opened. */
public final class TreeModel {
    private final Tasks tasks;
    private final LatestRead listing;
    private final ObservableList<DatabaseBranch> databases = FXCollections.observableArrayList();
    private final StringProperty search = new SimpleStringProperty(this, "search", "");
    private final BooleanProperty system = new SimpleBooleanProperty(this, "system");
    private final ReadOnlyObjectWrapper<Throwable> error = new ReadOnlyObjectWrapper<>(this, "error");
    private StackReader reader;

    public TreeModel(Tasks tasks) {
        this.tasks = tasks;
        listing = new LatestRead(tasks);
        system.addListener(_ -> databases.stream().filter(TreeModel::isOpen).forEach(this::read));
    }

    /** Forgets everything. @param newReader of the stack to show from now on, or null */
    public void use(StackReader newReader) {
        listing.cancel();
        reader = newReader;
        databases.clear();
        error.set(null);
        search.set("");
    }

    /** Reads the list of databases, and again what is in those that are open. */
    public void load() {
        if (reader == null) return;
        var from = reader;
        listing.run(_ -> from.databases(), this::loaded, error::set);
    }

    private void loaded(List<CatalogDatabase> found) {
        error.set(null);
        var before = List.copyOf(databases);
        databases.setAll(found.stream().map(facts -> new DatabaseBranch(facts.name(), facts.sizeBytes())).toList());
        for (var branch : databases) {
            boolean wasOpen = before.stream().anyMatch(old -> old.name().equals(branch.name()) && isOpen(old));
            if (wasOpen || before.isEmpty() && isTheOneThatMatters(branch)) read(branch);
        }
    }

    /** With one database of one's own there is nothing to choose. */
    private boolean isTheOneThatMatters(DatabaseBranch branch) {
        return databases.stream().filter(each -> databases.size() == 1 || !each.name().equals("postgres")).toList().equals(List.of(branch));
    }

    /** Reads what is in a database unless that was done or is being done. */
    void open(DatabaseBranch branch) {
        if (branch.contentProperty().get() instanceof Content.NotRead) read(branch);
    }

    /** Reads what is in a database, again if need be. */
    void read(DatabaseBranch branch) {
        var from = reader;
        boolean everything = system.get();
        branch.set(new Content.Reading());
        tasks.run(() -> from.contents(branch.name(), everything))
                .onSuccess(found -> {
                    if (from != reader || everything != system.get()) return;
                    branch.set(new Content.Read(found.schemas(), found.relations()));
                    readSizes(branch, everything);
                    readCounts(branch);
                })
                .onError(Failure.class, failed -> branch.set(new Content.Failed(failed)))
                .start();
    }

    private void readSizes(DatabaseBranch branch, boolean everything) {
        var from = reader;
        tasks.run(() -> from.sizes(branch.name(), everything))
                .onSuccess(branch::setSizes)
                // The tree is whole without them; whatever is wrong with the server shows up at the next click.
                .onError(Failure.class, failed -> LoggerFactory.getLogger(TreeModel.class).info("No sizes of {}: {}", branch.name(), failed.getMessage()))
                .start();
    }

    private void readCounts(DatabaseBranch branch) {
        var from = reader;
        tasks.run(() -> from.catalog(branch.name(), new Cancellation(), CatalogObject::counts))
                .onSuccess(branch::setCounts)
                .onError(Failure.class, failed -> LoggerFactory.getLogger(TreeModel.class).info("No functions of {}: {}", branch.name(), failed.getMessage()))
                .start();
    }

    /** Lists what a schema has of a kind. @param found is told in the foreground what to show: the objects, or why there are none */
    void list(DatabaseBranch branch, String schema, CatalogObject.Kind kind, Consumer<List<CatalogObject>> found, Consumer<Failure> failed) {
        var from = reader;
        tasks.run(() -> from.catalog(branch.name(), new Cancellation(), session -> CatalogObject.list(session, schema, kind)))
                .onSuccess(found).onError(Failure.class, failed).start();
    }

    /** Everything with rows in the databases that were opened. */
    public List<RelationAt> relations() {
        return databases.stream().flatMap(branch -> branch.contentProperty().get() instanceof Content.Read read
                ? read.relations().stream().map(relation -> new RelationAt(branch.name(), relation)) : Stream.<RelationAt>empty()).toList();
    }

    /** What the tree shows of a database that was read, after the search. */
    List<TreeFilter.Schema> visible(Content.Read content) {
        return TreeFilter.branches(content.schemas(), content.relations(), search.get());
    }

    /** A relation as it was listed, with what the list knows of it beyond its name; itself while its database was not opened. */
    public RelationAt known(RelationAt relation) {
        return databases.stream().filter(branch -> branch.name().equals(relation.database()))
                .flatMap(branch -> branch.contentProperty().get() instanceof Content.Read read ? read.relations().stream() : Stream.<CatalogRelation>empty())
                .filter(listed -> listed.oid() == relation.relation().oid()).findFirst()
                .map(listed -> new RelationAt(relation.database(), listed)).orElse(relation);
    }

    private static boolean isOpen(DatabaseBranch branch) {
        return !(branch.contentProperty().get() instanceof Content.NotRead);
    }

    public ObservableList<DatabaseBranch> databases() {
        return databases;
    }

    /** What is searched for in the names of the databases that were opened. */
    StringProperty searchProperty() {
        return search;
    }

    /** Whether the server's own schemas are shown too. */
    BooleanProperty systemProperty() {
        return system;
    }

    public ReadOnlyBooleanProperty loadingProperty() {
        return listing.runningProperty();
    }

    /** Why the databases could not be listed; null when they could. */
    public ReadOnlyObjectProperty<Throwable> errorProperty() {
        return error.getReadOnlyProperty();
    }
}
