package dev.lifeboat.ui.browser.edit;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.engine.postgres.CatalogTable;
import dev.lifeboat.orm.Cascade;
import dev.lifeboat.ui.browser.read.GridRow;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What is asked of the server while rows are edited, in the background. An answer that comes when another table is shown is dropped. */
final class Questions {
    /** Where one edits. */
    record Place(StackWriter writer, String database, CatalogTable table) {}

    private interface Asking<T> {
        T ask(Place place);
    }

    private final Tasks tasks;
    private final Supplier<Place> place;
    private final Consumer<Throwable> failed;

    Questions(Tasks tasks, Supplier<Place> place, Consumer<Throwable> failed) {
        this.tasks = tasks;
        this.place = place;
        this.failed = failed;
    }

    private <T> void ask(Asking<T> question, Consumer<T> found) {
        var asked = place.get();
        tasks.run(() -> question.ask(asked)).onSuccess(answer -> {
            if (asked.table() == place.get().table()) found.accept(answer);
        }).onError(Failure.class, failure -> {
            if (asked.table() == place.get().table()) failed.accept(failure);
        }).start();
    }

    void rights(Consumer<TableRights> found) {
        ask(at -> at.writer().rights(at.database(), at.table()), found);
    }

    /** What a row holds now. */
    void values(GridRow row, Consumer<Map<String, Original>> found) {
        ask(at -> at.writer().values(at.database(), at.table(), row.key()),
                values -> values.ifPresentOrElse(found, () -> failed.accept(new Failure.NotFound("The row is not there any more.", "Read the page again."))));
    }

    /** What the server says against a text as a value of a column; empty when nothing, or when it cannot be asked now. */
    void check(CatalogColumn column, String text, Consumer<Optional<String>> found) {
        var asked = place.get();
        tasks.run(() -> asked.writer().wrong(asked.database(), column, text)).onSuccess(found).onError(Failure.class, _ -> found.accept(Optional.empty())).start();
    }

    /** What the server says against the values of pasted rows, one sentence each. */
    void check(Pasted pasted, Consumer<List<String>> found) {
        ask(at -> {
            var problems = new ArrayList<String>();
            for (var column : pasted.columns()) {
                var texts = pasted.rows().stream().map(row -> row.get(column.name())).filter(Value.Text.class::isInstance).map(value -> ((Value.Text) value).text()).toList();
                at.writer().wrong(at.database(), column, texts).forEach((text, what) ->
                        problems.add(Messages.text("edit.paste.wrong", texts.indexOf(text) + 1, column.name(), RowWords.shortened(text), what)));
            }
            return problems;
        }, found);
    }

    /** What else deleting rows that are there would do. */
    void wouldGo(List<GridRow> rows, Consumer<List<Cascade.Effect>> found) {
        ask(at -> at.writer().wouldGo(at.database(), at.table(), rows.stream().map(GridRow::key).toList()), found);
    }
}
