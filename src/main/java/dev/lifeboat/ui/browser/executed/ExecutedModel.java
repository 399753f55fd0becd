package dev.lifeboat.ui.browser.executed;

import dev.lifeboat.orm.Db;
import dev.lifeboat.orm.Seen;
import dev.lifeboat.ui.common.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The last statements that the Browser ran, on every stack, newest first. Kept while the window is open; holds no value. */
public final class ExecutedModel {
    /** How many are kept. */
    static final int KEPT = 500;

    private final Tasks tasks;
    private final Clock clock;
    private final ObservableList<Executed> statements = FXCollections.observableArrayList();

    /** @param where stack and database */
    public record Executed(Instant at, String where, String sql, long rows, Duration took, boolean failed) {}

    public ExecutedModel(Tasks tasks, Clock clock) {
        this.tasks = tasks;
        this.clock = clock;
    }

    /** The same way to connect, whose statements are kept here. @param connect makes the pool of a database of a stack */
    public Function<String, Db> watching(String stack, Function<String, Db> connect) {
        return database -> {
            Db db = connect.apply(database);
            db.watch(seen -> keep(stack + " · " + database, seen));
            return db;
        };
    }

    private void keep(String where, Seen seen) {
        var executed = new Executed(clock.instant(), where, seen.sql(), seen.rows(), seen.took(), seen.failed());
        tasks.later(() -> {
            statements.addFirst(executed);
            if (statements.size() > KEPT) statements.removeLast();
        });
    }

    ObservableList<Executed> statements() {
        return FXCollections.unmodifiableObservableList(statements);
    }
}
