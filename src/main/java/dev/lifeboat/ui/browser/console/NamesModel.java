package dev.lifeboat.ui.browser.console;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.console.SqlNames;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.LoggerFactory;

/** The names that a console completes, read in the background: those of its database at once, columns when a statement names their table. */
final class NamesModel {
    private final ConsoleModel console;
    private final Map<SqlNames.Relation, List<String>> columns = new HashMap<>();
    private final Set<SqlNames.Relation> asked = new HashSet<>();
    private Completion completion = new Completion(SqlNames.NONE);
    private Runnable changed = () -> {};

    NamesModel(ConsoleModel console) {
        this.console = console;
        console.databaseProperty().addListener(_ -> load());
    }

    /** Called when more is known than before. */
    void onChanged(Runnable listener) {
        changed = listener;
    }

    /** Reads everything again, as after a table was made. */
    void load() {
        String database = console.databaseProperty().get();
        console.ask(server -> server.names(database)).onSuccess(names -> {
            if (!database.equals(console.databaseProperty().get())) return;
            completion = new Completion(names);
            columns.clear();
            asked.clear();
            changed.run();
        }).onError(Failure.class, NamesModel::unknown).start();
    }

    /** What could be meant at a place in the text. Columns that are not known yet are read; {@link #onChanged} tells. */
    Completion.Offer at(int caret) {
        var statement = console.script().statements().stream().filter(each -> each.start() <= caret && caret <= each.end()).findFirst();
        statement.ifPresent(each -> completion.tables(each).values().forEach(this::ask));
        return completion.at(console.textProperty().get(), caret, statement, columns);
    }

    private void ask(SqlNames.Relation relation) {
        if (!asked.add(relation)) return;
        String database = console.databaseProperty().get();
        console.ask(server -> server.columns(database, relation.schema(), relation.name())).onSuccess(found -> {
            if (!asked.contains(relation)) return;
            columns.put(relation, found);
            changed.run();
        }).onError(Failure.class, NamesModel::unknown).start();
    }

    /** Completion is a help: what is wrong with the server shows when something is run. */
    private static void unknown(Failure failed) {
        LoggerFactory.getLogger(NamesModel.class).info("No names to complete: {}", failed.getMessage());
    }
}
