package dev.lifeboat.ui.browser.transfer;

import dev.lifeboat.engine.job.JobSnapshot;
import dev.lifeboat.engine.job.JobState;
import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.engine.postgres.CatalogColumn.Origin;
import dev.lifeboat.engine.postgres.CatalogRelation;
import dev.lifeboat.engine.postgres.CatalogTable;
import dev.lifeboat.engine.postgres.Sql;
import dev.lifeboat.engine.stack.Protection;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.engine.transfer.ColumnType;
import dev.lifeboat.engine.transfer.CsvForm;
import dev.lifeboat.engine.transfer.CsvGuess;
import dev.lifeboat.engine.transfer.CsvSample;
import dev.lifeboat.engine.transfer.ImportPlan;
import dev.lifeboat.engine.transfer.ImportReport;
import dev.lifeboat.engine.transfer.ImportTarget;
import dev.lifeboat.ui.browser.read.LatestRead;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Tasks;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** One import: the file and how it is read, where its columns go, and how far it is once it runs. */
public final class ImportModel {

    /** Where rows are to go. */
    public sealed interface Goal {
        record Into(CatalogTable table) implements Goal {}

        /** A table that is not there yet. */
        record New(String schema) implements Goal {}
    }

    /**
     * A column of the file.
     *
     * @param column of the table that it goes to, or what it will be called there; empty when it is passed over
     * @param type   in a new table
     */
    record Field(String name, Optional<String> column, ColumnType type) {}

    private record Read(Path file, CsvForm form, CsvSample sample) {}

    private final Tasks tasks;
    private final ImportJobs jobs;
    private final Stack stack;
    private final String database;
    private final Goal goal;
    private final Runnable imported;
    private final LatestRead reading;
    private final ReadOnlyObjectWrapper<CsvForm> form = new ReadOnlyObjectWrapper<>(this, "form", CsvForm.USUAL);
    private final ReadOnlyObjectWrapper<CsvSample> sample = new ReadOnlyObjectWrapper<>(this, "sample");
    private final ReadOnlyObjectWrapper<Throwable> error = new ReadOnlyObjectWrapper<>(this, "error");
    private final ReadOnlyObjectWrapper<JobSnapshot> job = new ReadOnlyObjectWrapper<>(this, "job");
    private final ObservableList<Field> fields = FXCollections.observableArrayList();
    private final StringProperty tableName = new SimpleStringProperty(this, "tableName", "");
    private Path file;
    private ImportReport report;

    /** @param imported is told, in the foreground, when rows were imported */
    public ImportModel(Tasks tasks, ImportJobs jobs, Stack stack, String database, Goal goal, Runnable imported) {
        this.tasks = tasks;
        this.jobs = jobs;
        this.stack = stack;
        this.database = database;
        this.goal = goal;
        this.imported = imported;
        reading = new LatestRead(tasks);
    }

    Stack stack() {
        return stack;
    }

    String database() {
        return database;
    }

    Goal goal() {
        return goal;
    }

    /** Why nothing can be imported here at all; empty when something can. */
    Optional<String> refusal() {
        if (stack.protection() == Protection.READ_ONLY) return Optional.of(Messages.text("import.reason.readOnly", stack.name()));
        return goal instanceof Goal.Into(var table) && table.kind() != CatalogRelation.Kind.TABLE && table.kind() != CatalogRelation.Kind.PARTITIONED_TABLE
                ? Optional.of(Messages.text("import.reason.noTable", table.name())) : Optional.empty();
    }

    /** Looks into a file and guesses how it is written. */
    void choose(Path chosen) {
        var known = columns().stream().map(CatalogColumn::name).collect(Collectors.toSet());
        look(chosen, Optional.empty(), known);
    }

    /** Reads the file in another way. */
    void read(CsvForm other) {
        if (file != null) look(file, Optional.of(other), Set.of());
    }

    private void look(Path chosen, Optional<CsvForm> given, Set<String> known) {
        reading.run(_ -> {
            var as = given.orElseGet(() -> CsvGuess.form(chosen, known));
            return new Read(chosen, as, CsvSample.read(chosen, as));
        }, this::looked, failed -> {
            sample.set(null);
            error.set(failed);
        });
    }

    private void looked(Read now) {
        var before = sample.get();
        boolean same = now.file().equals(file) && before != null && before.names().equals(now.sample().names());
        if (!now.file().equals(file)) tableName.set(named(now.file()));
        file = now.file();
        error.set(null);
        var next = IntStream.range(0, now.sample().names().size())
                .mapToObj(i -> new Field(now.sample().names().get(i), same ? fields.get(i).column() : guessed(i, now), now.sample().types().get(i))).toList();
        fields.setAll(next);
        form.set(now.form());
        sample.set(now.sample());
    }

    private static String named(Path file) {
        String name = file.getFileName().toString().replaceFirst("\\.[^.]*$", "").toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "_");
        return Sql.fittingName(name, "");
    }

    /** By name, however it is spelled; without names by place. */
    private Optional<String> guessed(int index, Read now) {
        String name = now.sample().names().get(index);
        if (goal instanceof Goal.New) return Optional.of(name);
        var columns = fillable();
        if (!now.form().header()) return index < columns.size() ? Optional.of(columns.get(index).name()) : Optional.empty();
        return columns.stream().map(CatalogColumn::name).filter(column -> plain(column).equals(plain(name)))
                .filter(column -> now.sample().names().stream().limit(index).noneMatch(earlier -> plain(earlier).equals(plain(column)))).findFirst();
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    private List<CatalogColumn> columns() {
        return goal instanceof Goal.Into(var table) ? table.columns() : List.of();
    }

    /** The columns that may be given a value. */
    List<CatalogColumn> fillable() {
        return columns().stream().filter(column -> !isMade(column)).toList();
    }

    /** The columns that only the database fills. */
    List<String> made() {
        return columns().stream().filter(ImportModel::isMade).map(CatalogColumn::name).toList();
    }

    private static boolean isMade(CatalogColumn column) {
        return column.origin() == Origin.GENERATED || column.origin() == Origin.IDENTITY_ALWAYS;
    }

    /** The columns that must not be NULL and are given nothing. */
    List<String> missing() {
        var given = fields.stream().map(Field::column).flatMap(Optional::stream).collect(Collectors.toSet());
        return fillable().stream().filter(column -> column.notNull() && column.defaultValue().isEmpty() && column.origin() == Origin.PLAIN)
                .map(CatalogColumn::name).filter(name -> !given.contains(name)).toList();
    }

    /** Says where a column of the file goes; blank for nowhere. */
    void map(int index, String column) {
        var field = fields.get(index);
        fields.set(index, new Field(field.name(), Optional.of(column).filter(name -> !name.isBlank()), field.type()));
    }

    void type(int index, ColumnType type) {
        var field = fields.get(index);
        fields.set(index, new Field(field.name(), field.column(), type));
    }

    /** Why it cannot be begun as it stands; empty when it can. */
    Optional<String> problem() {
        var names = fields.stream().map(Field::column).flatMap(Optional::stream).toList();
        if (names.isEmpty()) return Optional.of(Messages.text("import.problem.nothing"));
        var used = new HashSet<String>();
        var twice = names.stream().filter(name -> !used.add(name)).findFirst();
        if (twice.isPresent()) return Optional.of(Messages.text("import.problem.twice", twice.get()));
        return goal instanceof Goal.New && tableName.get().isBlank() ? Optional.of(Messages.text("import.problem.name")) : Optional.empty();
    }

    /** The statement that makes the new table. */
    String creation() {
        return target().creation().map(sql -> sql + ";").orElse("");
    }

    private ImportTarget target() {
        return switch (goal) {
            case Goal.Into(var table) -> new ImportTarget.Table(table.schema(), table.name());
            case Goal.New(var schema) -> new ImportTarget.NewTable(schema, tableName.get().strip(),
                    fields.stream().filter(field -> field.column().isPresent()).map(field -> new ImportTarget.NewColumn(field.column().get(), field.type())).toList());
        };
    }

    /** What the table is or will be called. */
    String targetName() {
        return target().name();
    }

    /** Starts the job; it goes on whatever becomes of the window's views. @param keep whether the rows are to stay */
    void start(boolean keep) {
        report = null;
        job.set(null);
        var plan = new ImportPlan(file, form.get(), target(), fields.stream().map(Field::column).toList());
        var started = jobs.run(stack, database, plan, keep, found -> tasks.later(() -> report = found));
        var listening = jobs.listen(snapshot -> {
            if (snapshot.id().equals(started.id())) tasks.later(() -> show(snapshot, keep));
        });
        job.addListener((_, _, now) -> {
            if (now == null || now.state().isFinished()) listening.close();
        });
        show(started.snapshot(), keep);
    }

    /** What is known of the end is not taken back by what was known before. */
    private void show(JobSnapshot snapshot, boolean keep) {
        if (job.get() != null && job.get().state().isFinished()) return;
        job.set(snapshot);
        if (keep && snapshot.state() == JobState.SUCCEEDED) imported.run();
    }

    void stop() {
        var running = job.get();
        if (running != null) tasks.act(() -> jobs.stop(running.id())).start();
    }

    /** What came of the last job; empty when that did not get so far. */
    Optional<ImportReport> report() {
        return Optional.ofNullable(report);
    }

    ObservableList<Field> fields() {
        return fields;
    }

    /** What a new table is to be called. */
    StringProperty tableNameProperty() {
        return tableName;
    }

    ReadOnlyObjectProperty<CsvForm> formProperty() {
        return form.getReadOnlyProperty();
    }

    /** Null while there is no file that can be read. */
    ReadOnlyObjectProperty<CsvSample> sampleProperty() {
        return sample.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty readingProperty() {
        return reading.runningProperty();
    }

    /** Why the file cannot be read; null when it can. */
    ReadOnlyObjectProperty<Throwable> errorProperty() {
        return error.getReadOnlyProperty();
    }

    /** Null before it is started. */
    ReadOnlyObjectProperty<JobSnapshot> jobProperty() {
        return job.getReadOnlyProperty();
    }
}
