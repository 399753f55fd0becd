package dev.lifeboat.ui.backups;

import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.postgres.dump.TablePage;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.SetContents;
import dev.lifeboat.engine.secret.Unlock;
import dev.lifeboat.engine.repository.SetContents.Located;
import dev.lifeboat.ui.browser.transfer.ExportJobs;
import dev.lifeboat.ui.browser.transfer.ExportModel;
import dev.lifeboat.ui.common.EquivalentCommand;
import dev.lifeboat.ui.common.Latest;
import dev.lifeboat.ui.common.Tasks;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The tables of a set, and a page of the rows of one, read from its dump. */
final class LookModel {
    /** Rows on a page. */
    static final int PAGE = 100;

    private final SetContents contents;
    private final List<Located> tables;
    private final ExportJobs exports;
    private final Tasks tasks;
    private final Latest reading = new Latest();
    private Cancellation cancellation = new Cancellation();
    private final ReadOnlyObjectWrapper<Located> table = new ReadOnlyObjectWrapper<>(this, "table");
    private final ReadOnlyObjectWrapper<TablePage> page = new ReadOnlyObjectWrapper<>(this, "page");
    private final ReadOnlyObjectWrapper<Throwable> error = new ReadOnlyObjectWrapper<>(this, "error");
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy");

    /** @param unlock what opens an encrypted set */
    LookModel(BackupSet set, Unlock unlock, ExportJobs exports, Tasks tasks) {
        contents = new SetContents(set, unlock);
        this.exports = exports;
        this.tasks = tasks;
        tables = set.manifest().databases().stream()
                .flatMap(database -> database.tables().stream().map(one -> new Located(database, one))).toList();
    }

    BackupSet set() {
        return contents.set();
    }

    List<Located> tables() {
        return tables;
    }

    /** Reads the first page of a table. */
    void choose(Located chosen) {
        table.set(chosen);
        page.set(null);
        read(0);
    }

    void next() {
        if (hasNext()) read(page.get().offset() + page.get().rows().size());
    }

    /** The rows before those shown; from where they begin, a page counts anew. */
    void previous() {
        if (hasPrevious()) read(Math.max(0, page.get().offset() - PAGE));
    }

    boolean hasNext() {
        return page.get() != null && page.get().more();
    }

    boolean hasPrevious() {
        return page.get() != null && page.get().offset() > 0;
    }

    /** The page that was shown stays until the other is read. */
    private void read(long offset) {
        stop();
        var where = table.get();
        var token = cancellation;
        busy.set(true);
        error.set(null);
        reading.start(tasks.run(() -> contents.page(where, offset, PAGE, token))
                .onSuccess(page::set)
                .onError(Throwable.class, error::set)
                .onDone(() -> busy.set(false)));
    }

    private void stop() {
        cancellation.cancel();
        cancellation = new Cancellation();
        reading.cancel();
    }

    /** Ends what is being read. */
    void close() {
        stop();
    }

    /** All rows of the chosen table on their way into a file. */
    ExportModel exporting() {
        return new ExportModel(tasks, exports, new SetRows(contents, table.get()), Optional.empty());
    }

    /** The command that shows the same. */
    EquivalentCommand command() {
        var command = EquivalentCommand.of("sets look").add(contents.set().id());
        var where = table.get();
        if (where == null) return command;
        var shown = command.add("--database").add(where.database().facts().name())
                .add("--table").add(where.table().schema() + "." + where.table().name()).add("--limit").add(String.valueOf(PAGE));
        long offset = Stream.ofNullable(page.get()).mapToLong(TablePage::offset).sum();
        return offset == 0 ? shown : shown.add("--offset").add(String.valueOf(offset));
    }

    /** Null until one is chosen. */
    ReadOnlyObjectProperty<Located> tableProperty() {
        return table.getReadOnlyProperty();
    }

    /** Null until it is read. */
    ReadOnlyObjectProperty<TablePage> pageProperty() {
        return page.getReadOnlyProperty();
    }

    /** Why the rows could not be read, or null. */
    ReadOnlyObjectProperty<Throwable> errorProperty() {
        return error.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }
}
