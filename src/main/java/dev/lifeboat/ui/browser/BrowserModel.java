package dev.lifeboat.ui.browser;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.engine.postgres.CatalogDdl;
import dev.lifeboat.engine.postgres.CatalogObject;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.ui.browser.diagram.DiagramModel;
import dev.lifeboat.ui.browser.edit.EditModel;
import dev.lifeboat.ui.browser.edit.StackWriter;
import dev.lifeboat.ui.browser.functions.FunctionsModel;
import dev.lifeboat.ui.browser.grid.GridMemory;
import dev.lifeboat.ui.browser.grid.GridModel;
import dev.lifeboat.ui.browser.keys.KeysModel;
import dev.lifeboat.ui.browser.keys.Reference;
import dev.lifeboat.ui.browser.keys.Trail;
import dev.lifeboat.ui.browser.read.RelationAt;
import dev.lifeboat.ui.browser.read.SchemaAt;
import dev.lifeboat.ui.browser.read.StackReader;
import dev.lifeboat.ui.browser.search.SearchModel;
import dev.lifeboat.ui.browser.structure.StructureModel;
import dev.lifeboat.ui.browser.transfer.ExportJobs;
import dev.lifeboat.ui.browser.transfer.ExportModel;
import dev.lifeboat.ui.browser.transfer.GridRows;
import dev.lifeboat.ui.browser.transfer.ImportJobs;
import dev.lifeboat.ui.browser.transfer.ImportModel;
import dev.lifeboat.ui.browser.transfer.RowSource;
import dev.lifeboat.ui.browser.tree.TreeModel;
import dev.lifeboat.ui.common.Tasks;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The Browser of the current stack: its tree, and the rows and the structure of what is chosen in it. */
public final class BrowserModel {
    private final Tasks tasks;
    private final Function<Stack, StackReader> open;
    private final Optional<GridMemory> memory;
    private final TreeModel tree;
    private final GridModel grid;
    private final StructureModel structure;
    private final DiagramModel diagram;
    private final EditModel edits;
    private final KeysModel keys;
    private final SearchModel search;
    private final FunctionsModel functions;
    private final Trail trail = new Trail();
    private final ReadOnlyObjectWrapper<RelationAt> chosen = new ReadOnlyObjectWrapper<>(this, "chosen");
    private final ReadOnlyObjectWrapper<SchemaAt> schema = new ReadOnlyObjectWrapper<>(this, "schema");
    private final ReadOnlyObjectWrapper<Instant> lostAt = new ReadOnlyObjectWrapper<>(this, "lostAt");
    private Optional<ExportJobs> exports = Optional.empty();
    private Optional<ImportJobs> imports = Optional.empty();
    private Optional<Stack> stack = Optional.empty();
    private StackReader reader;

    /**
     * @param open  makes the reader of a stack; it connects only when it is asked for something
     * @param write makes the writer of a stack, which connects when a table is shown
     */
    public BrowserModel(Tasks tasks, Function<Stack, StackReader> open, Function<Stack, StackWriter> write) {
        this(tasks, open, write, Optional.empty());
    }

    /** @param memory keeps how a person arranged things */
    public BrowserModel(Tasks tasks, Function<Stack, StackReader> open, Function<Stack, StackWriter> write, Optional<GridMemory> memory) {
        this.tasks = tasks;
        this.open = open;
        this.memory = memory;
        tree = new TreeModel(tasks);
        grid = new GridModel(tasks);
        structure = new StructureModel(tasks);
        diagram = new DiagramModel(tasks);
        edits = new EditModel(tasks, write, grid::retry);
        grid.shownProperty().addListener((_, _, shown) -> {
            if (shown == null) edits.show(null, null);
            else edits.show(shown.request().database(), shown.request().table());
        });
        keys = new KeysModel(tasks);
        search = new SearchModel(tasks, tree::relations);
        functions = new FunctionsModel(tasks, Clock.systemUTC());
    }

    /** Lets rows be exported. */
    public BrowserModel with(ExportJobs jobs) {
        exports = Optional.of(jobs);
        return this;
    }

    /** Lets files be imported. */
    public BrowserModel with(ImportJobs jobs) {
        imports = Optional.of(jobs);
        return this;
    }

    boolean imports() {
        return imports.isPresent();
    }

    /** An import into the table that the grid shows; empty while it shows nothing. */
    Optional<ImportModel> importFile() {
        var shown = grid.shownProperty().get();
        if (shown == null) return Optional.empty();
        var table = shown.request().table();
        return importFile(shown.request().database(), new ImportModel.Goal.Into(table), () -> {
            var now = grid.shownProperty().get();
            if (now != null && now.request().table().oid() == table.oid()) grid.retry();
        });
    }

    /** An import into a table that is made for it. */
    Optional<ImportModel> importFile(SchemaAt schema) {
        return importFile(schema.database(), new ImportModel.Goal.New(schema.name()), tree::load);
    }

    private Optional<ImportModel> importFile(String database, ImportModel.Goal goal, Runnable imported) {
        return imports.flatMap(jobs -> stack.map(into -> new ImportModel(tasks, jobs, into, database, goal, imported)));
    }

    /** An export of all rows behind what the grid shows; empty while it shows nothing. @param columns those that are shown */
    Optional<ExportModel> export(List<CatalogColumn> columns) {
        var shown = grid.shownProperty().get();
        if (shown == null || stack.isEmpty() || columns.isEmpty()) return Optional.empty();
        var of = stack.get();
        var request = shown.request();
        var all = request.table().columns();
        var rows = new GridRows(() -> open.apply(of), request, columns, grid.expected());
        var whole = columns.size() == all.size() ? Optional.<RowSource>empty() : Optional.<RowSource>of(new GridRows(rows.open(), request, all, rows.expected()));
        return exports.map(jobs -> new ExportModel(tasks, jobs, rows, whole));
    }

    boolean exports() {
        return exports.isPresent();
    }

    /** Forgets everything about the stack before; its connections are closed in the background. */
    public void use(Optional<Stack> stack) {
        this.stack = stack;
        var old = reader;
        choose(null);
        reader = stack.map(open).orElse(null);
        lostAt.set(null);
        var from = reader;
        if (from != null) from.onBack(when -> tasks.later(() -> {
            if (from == reader) lostAt.set(when);
        }));
        stack.ifPresent(now -> memory.ifPresent(kept -> grid.remember(kept, now.name())));
        tree.use(reader);
        edits.use(stack);
        search.use(reader);
        if (old != null) tasks.act(old::close).start();
    }

    /** Reads the list of databases unless it is there. */
    public void load() {
        if (tree.databases().isEmpty() && !tree.loadingProperty().get()) tree.load();
    }

    /** Shows a relation, or nothing for null. The same one again is read again. */
    void choose(RelationAt relation) {
        if (relation == null) {
            trail.clear();
            show(null, GridModel.Look.PLAIN);
        } else {
            go(relation, GridModel.Look.PLAIN);
        }
    }

    /** Shows the diagram of a schema in front of what was chosen, until something is chosen or one goes back. */
    void chooseSchema(SchemaAt wanted) {
        functions.hide();
        diagram.show(reader, wanted);
        schema.set(wanted);
        diagram.load();
    }

    /** Shows ContainerPub's functions in a database in front of what was chosen, until something is chosen or one goes back. */
    void chooseFunctions(String database) {
        functions.show(reader, database);
    }

    /** Goes along the trail. @param by -1 for back, which from what was put in front is to what was shown before */
    void step(int by) {
        int here = trail.wayProperty().get().here();
        boolean inFront = schema.get() != null || functions.databaseProperty().get() != null;
        revisit(inFront && by < 0 ? here : here + by);
    }

    /** Goes over a foreign key. */
    void follow(Reference reference) {
        go(reference.at(), reference.look());
    }

    private void go(RelationAt relation, GridModel.Look look) {
        var known = tree.known(relation);
        var visit = new Trail.Visit(known, look);
        trail.keep(grid.look());
        if (!trail.isHere(visit)) trail.add(visit);
        show(known, look);
    }

    /** Goes to a place of the trail again; to none that is not there. */
    void revisit(int place) {
        trail.keep(grid.look());
        trail.go(place).ifPresent(visit -> show(visit.at(), visit.look()));
    }

    private void show(RelationAt relation, GridModel.Look look) {
        structure.show(reader, relation);
        diagram.show(reader, relation);
        keys.show(reader, relation);
        if (relation == null) grid.clear();
        else grid.show(reader, relation, look);
        schema.set(null);
        functions.hide();
        chosen.set(relation);
    }

    /** What is shown; null when nothing is. */
    ReadOnlyObjectProperty<RelationAt> chosenProperty() {
        return chosen.getReadOnlyProperty();
    }

    /** The schema whose diagram is shown; null when what was chosen is. */
    ReadOnlyObjectProperty<SchemaAt> schemaProperty() {
        return schema.getReadOnlyProperty();
    }

    /** When the connection was lost that is back since; null when there is nothing to tell. */
    ReadOnlyObjectProperty<Instant> lostAtProperty() {
        return lostAt.getReadOnlyProperty();
    }

    /** A person has seen that the connection was lost. */
    void seen() {
        lostAt.set(null);
    }

    TreeModel tree() {
        return tree;
    }

    GridModel grid() {
        return grid;
    }

    EditModel edits() {
        return edits;
    }

    StructureModel structure() {
        return structure;
    }

    DiagramModel diagram() {
        return diagram;
    }

    FunctionsModel functions() {
        return functions;
    }

    SearchModel search() {
        return search;
    }

    /** Reads how a function is made. @param found is told in the foreground. @param failed is told why it cannot be */
    void define(String database, CatalogObject function, Consumer<String> found, Consumer<Failure> failed) {
        var from = reader;
        tasks.run(() -> from.catalog(database, new Cancellation(), session -> CatalogDdl.ofFunction(session, function.oid())))
                .onSuccess(found).onError(Failure.class, failed).start();
    }

    KeysModel keys() {
        return keys;
    }

    Trail trail() {
        return trail;
    }
}
