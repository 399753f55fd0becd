package dev.lifeboat.ui.browser.console;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.console.ConsoleSession;
import dev.lifeboat.engine.console.ConsoleValue;
import dev.lifeboat.engine.console.QueryPlan;
import dev.lifeboat.engine.console.SqlScript;
import dev.lifeboat.engine.console.SqlStatement;
import dev.lifeboat.engine.console.SqlTrouble;
import dev.lifeboat.engine.console.StatementReport;
import dev.lifeboat.engine.console.StatementRows;
import dev.lifeboat.engine.console.StopReport;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.Protection;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.ui.browser.console.ConsoleStore.HistoryEntry;
import dev.lifeboat.ui.browser.console.ConsoleStore.SavedTab;
import dev.lifeboat.ui.browser.transfer.ExportModel;
import dev.lifeboat.ui.browser.transfer.QueryRows;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Tasks;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * One tab: its text, its session, and what came of what was run in it. The session is made by the first run and made
 * again by the next one after it was lost; what a session held is gone then, and the log says so.
 */
final class ConsoleModel {
    /** How many rows are read at once. */
    static final int ROWS = 1000;

    /** How many lines of the log are kept. */
    private static final int LOGGED = 500;

    /** What the next run would find. */
    enum State { NOT_CONNECTED, IDLE, OPEN, FAILED }

    /** Where the server found a mistake: from there to the end of the word. */
    record Mistake(int start, int end, String message) {}

    private final Tasks tasks;
    private final ConsoleServer server;
    private final ReportWords words;
    private final Consumer<HistoryEntry> ran;
    private final StringProperty name = new SimpleStringProperty(this, "name");
    private final StringProperty text = new SimpleStringProperty(this, "text");
    private final IntegerProperty caret = new SimpleIntegerProperty(this, "caret");
    private final ReadOnlyStringWrapper database = new ReadOnlyStringWrapper(this, "database");
    private final ReadOnlyStringWrapper searchPath = new ReadOnlyStringWrapper(this, "searchPath", "");
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper(this, "running");
    private final ReadOnlyBooleanWrapper stopping = new ReadOnlyBooleanWrapper(this, "stopping");
    private final ReadOnlyBooleanWrapper stubborn = new ReadOnlyBooleanWrapper(this, "stubborn");
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(this, "state", State.NOT_CONNECTED);
    private final ReadOnlyObjectWrapper<Mistake> mistake = new ReadOnlyObjectWrapper<>(this, "mistake");
    private final ReadOnlyObjectWrapper<QueryPlan> plan = new ReadOnlyObjectWrapper<>(this, "plan");
    private final ReadOnlyObjectWrapper<Throwable> error = new ReadOnlyObjectWrapper<>(this, "error");
    private final ObservableList<ConsoleRows> results = FXCollections.observableArrayList();
    private final ObservableList<LogLine> log = FXCollections.observableArrayList();
    /** Made and used by one piece of background work at a time; {@code stop} and {@code abandon} may come from others. */
    private volatile ConsoleSession session;
    private volatile boolean closed;
    private ConsoleRows waiting;
    private SqlScript script = SqlScript.of("");

    ConsoleModel(Tasks tasks, ConsoleServer server, Formats formats, SavedTab saved, Consumer<HistoryEntry> ran) {
        this.tasks = tasks;
        this.server = server;
        this.ran = ran;
        words = new ReportWords(formats);
        name.set(saved.name());
        database.set(saved.database());
        text.set(saved.text());
        caret.set(Math.min(saved.caret(), saved.text().length()));
        text.addListener(_ -> mistake.set(null));
    }

    /** The text cut into statements. */
    SqlScript script() {
        if (!script.text().equals(text.get())) {
            var now = session;
            script = SqlScript.of(text.get(), now != null && now.escapesInPlainStrings());
        }
        return script;
    }

    /** What a run would run: the statements of the selection, or the one at the caret. */
    List<SqlStatement> chosen(int from, int to) {
        return from < to ? script().part(from, to).statements() : script().at(caret.get()).map(List::of).orElse(List.of());
    }

    /** Whether a person is asked before these are run: where much depends on the data, by what can be seen of a statement. */
    boolean asksBefore(List<SqlStatement> statements) {
        boolean careful = stack().environment() == Environment.PRODUCTION || stack().protection() == Protection.TYPE_NAME;
        return careful && !isReadOnly() && statements.stream().anyMatch(SqlStatement::writes);
    }

    /** Runs statements one after the other, until one fails. */
    void run(List<SqlStatement> statements) {
        if (statements.isEmpty() || running.get()) return;
        forget();
        for (var old : results) old.end();
        results.clear();
        background(current -> {
            for (var statement : statements) {
                var report = current.run(statement, ROWS);
                var after = stateOf(current);
                tasks.later(() -> {
                    arrived(report, true);
                    state.set(after);
                });
                if (report.trouble().isPresent()) break;
            }
        });
    }

    /** Ends the transaction that is open, one way or the other; the results stay. */
    void commit() {
        control("commit");
    }

    void rollback() {
        control("rollback");
    }

    private void control(String sql) {
        if (running.get()) return;
        forget();
        background(current -> {
            var report = current.run(ReportWords.statement(sql), 1);
            tasks.later(() -> arrived(report, true));
        });
    }

    /** Shows the plan of a statement. @param analyze whether to carry the statement out, to roll it back after */
    void explain(SqlStatement statement, boolean analyze) {
        if (running.get()) return;
        forget();
        background(current -> {
            var report = current.explain(statement, analyze);
            var value = report.results().stream().map(result -> ((StatementReport.Rows) result).rows().getFirst().getFirst()).findFirst();
            boolean tooLarge = value.map(ConsoleValue::cut).orElse(false);
            var found = value.filter(_ -> !tooLarge).map(json -> QueryPlan.of(json.text()));
            tasks.later(() -> {
                arrived(report, false);
                found.ifPresent(plan::set);
                if (tooLarge) log(LogLine.Kind.WARNING, Messages.text("console.plan.tooLarge"), "");
            });
        });
    }

    /** Reads more rows of the result that has more. */
    void more() {
        var of = waiting;
        if (running.get() || of == null) return;
        background(current -> {
            var report = current.more(ROWS);
            tasks.later(() -> {
                report.results().forEach(result -> of.add((StatementReport.Rows) result));
                if (report.trouble().isPresent()) failed(report);
                if (!of.moreProperty().get()) waiting = null;
            });
        });
    }

    private void forget() {
        mistake.set(null);
        if (waiting != null) waiting.end();
        waiting = null;
    }

    private void background(Consumer<ConsoleSession> work) {
        running.set(true);
        error.set(null);
        String wanted = database.get();
        tasks.act(() -> {
            var current = session;
            if (current == null || current.isClosed()) {
                if (current != null) tasks.later(() -> log(LogLine.Kind.WARNING, Messages.text("console.reconnected"), ""));
                current = server.open(wanted);
                session = current;
            }
            if (closed) current.close();
            else work.accept(current);
        }).onError(Failure.class, error::set).onDone(this::ended).start();
    }

    private void ended() {
        running.set(false);
        stubborn.set(false);
        var now = session;
        state.set(stateOf(now));
        if (now != null) searchPath.set(now.searchPath());
    }

    private static State stateOf(ConsoleSession session) {
        return session == null || session.isClosed() ? State.NOT_CONNECTED : switch (session.transaction()) {
            case NONE -> State.IDLE;
            case OPEN -> State.OPEN;
            case FAILED -> State.FAILED;
        };
    }

    private void arrived(StatementReport report, boolean toHistory) {
        for (var message : report.messages()) {
            boolean grave = message.severity().equals("WARNING");
            log(grave ? LogLine.Kind.WARNING : LogLine.Kind.NOTICE, message.severity() + ": " + message.text(),
                    message.detail().orElse("") + message.hint().map(hint -> "\n" + hint).orElse(""));
        }
        if (report.trouble().isPresent()) {
            failed(report);
        } else if (toHistory) {
            log(LogLine.Kind.DONE, words.outcome(report), firstLine(report.statement()));
            for (var result : report.results()) if (result instanceof StatementReport.Rows rows) shown(report, rows);
        }
        if (toHistory) ran.accept(new HistoryEntry(Instant.now(), database.get(), report.statement().text(), report.took().toMillis(),
                report.trouble().isPresent(), words.outcome(report)));
    }

    private void shown(StatementReport report, StatementReport.Rows rows) {
        var shown = new ConsoleRows(report.statement().text(), rows, report.took());
        results.add(shown);
        waiting = rows.more() ? shown : null;
    }

    private void failed(StatementReport report) {
        SqlTrouble trouble = report.trouble().orElseThrow();
        boolean hadTransaction = state.get() == State.OPEN || state.get() == State.FAILED;
        // A stop that was asked for is no error.
        log(trouble.cancelled() ? LogLine.Kind.WARNING : LogLine.Kind.ERROR, trouble.message(), ReportWords.detail(report.statement(), trouble));
        if (trouble.lost()) {
            log(LogLine.Kind.WARNING, Messages.text(hadTransaction ? "console.lost.transaction" : "console.lost"), "");
        }
        if (trouble.at().isPresent() && report.statement().whole().equals(text.get())) {
            int start = report.statement().start() + trouble.at().getAsInt();
            int end = start;
            while (end < text.get().length() && Character.isJavaIdentifierPart(text.get().charAt(end))) end++;
            mistake.set(new Mistake(start, Math.min(Math.max(end, start + 1), text.get().length()), trouble.message()));
        }
    }

    /** Asks the server to stop what runs, and says what came of it. */
    void stop() {
        var current = session;
        if (!running.get() || stopping.get() || current == null) return;
        stopping.set(true);
        tasks.run(current::stop).onSuccess(report -> {
            boolean unclear = report instanceof StopReport.StillRuns || report instanceof StopReport.NoAnswer;
            log(unclear ? LogLine.Kind.WARNING : LogLine.Kind.INFO, words.stopped(report), "");
            stubborn.set(unclear && running.get());
        }).onError(Failure.class, error::set).onDone(() -> stopping.set(false)).start();
    }

    /** Gives up the connection on which something runs that does not end. */
    void abandon() {
        var current = session;
        if (current != null) tasks.act(current::abandon).start();
    }

    /** Lets go of the transaction that is kept open for rows that nobody reads on. */
    void releaseRows() {
        var current = session;
        if (running.get() || waiting == null || current == null || current.isClosed()) return;
        forget();
        background(ConsoleSession::releaseRows);
    }

    /** Works in another database from now on; what the session held is gone. */
    void use(String other) {
        if (other == null || other.equals(database.get()) || running.get()) return;
        database.set(other);
        forget();
        disconnect();
    }

    private void disconnect() {
        var old = session;
        session = null;
        state.set(State.NOT_CONNECTED);
        searchPath.set("");
        if (old != null) tasks.act(old::close).start();
    }

    /** Looks names up in other schemas from now on. */
    void search(String path) {
        if (running.get() || path.equals(searchPath.get())) return;
        forget();
        background(current -> {
            var report = current.setSearchPath(path);
            tasks.later(() -> {
                if (report.trouble().isPresent()) failed(report);
            });
        });
    }

    /** Ends what runs and closes the session, in the background. */
    void close() {
        var old = session;
        closed = true;
        session = null;
        if (old != null && running.get()) tasks.act(old::abandon).start();
        else if (old != null) tasks.act(old::close).start();
    }

    private void log(LogLine.Kind kind, String what, String detail) {
        if (log.size() >= LOGGED) log.remove(0, LOGGED / 5);
        log.add(new LogLine(kind, Instant.now(), what, detail));
    }

    private static String firstLine(SqlStatement statement) {
        return statement.text().lines().findFirst().orElse("").strip();
    }

    SavedTab saved() {
        return new SavedTab(name.get(), database.get(), text.get(), caret.get());
    }

    /** An export of all rows of a result, whose statement is run again for it; empty where nothing can be exported. */
    Optional<ExportModel> export(ConsoleRows rows) {
        var statement = SqlScript.of(rows.sql()).statements().getFirst();
        var all = new StatementRows(server.server(), database.get(), searchPath.get(), statement);
        return server.exports().map(jobs -> new ExportModel(tasks, jobs, new QueryRows(all, name.get()), Optional.empty()));
    }

    /** Shows why something could not be done. */
    void tell(Failure why) {
        error.set(why);
    }

    boolean exports() {
        return server.exports().isPresent();
    }

    boolean isReadOnly() {
        return server.isReadOnly();
    }

    Stack stack() {
        return server.stack();
    }

    /** Calls for what the server knows, in the background; failures are the caller's. */
    <T> Tasks.Work<T> ask(Function<ConsoleServer, T> question) {
        return tasks.run(() -> question.apply(server));
    }

    StringProperty nameProperty() { return name; }

    StringProperty textProperty() { return text; }

    IntegerProperty caretProperty() { return caret; }

    ReadOnlyStringProperty databaseProperty() { return database.getReadOnlyProperty(); }

    ReadOnlyStringProperty searchPathProperty() { return searchPath.getReadOnlyProperty(); }

    ReadOnlyBooleanProperty runningProperty() { return running.getReadOnlyProperty(); }

    ReadOnlyBooleanProperty stoppingProperty() { return stopping.getReadOnlyProperty(); }

    /** Whether what runs was asked to stop and did not. */
    ReadOnlyBooleanProperty stubbornProperty() { return stubborn.getReadOnlyProperty(); }

    ReadOnlyObjectProperty<State> stateProperty() { return state.getReadOnlyProperty(); }

    ReadOnlyObjectProperty<Mistake> mistakeProperty() { return mistake.getReadOnlyProperty(); }

    ReadOnlyObjectProperty<QueryPlan> planProperty() { return plan.getReadOnlyProperty(); }

    /** Why the server could not be reached; null when it could. */
    ReadOnlyObjectProperty<Throwable> errorProperty() { return error.getReadOnlyProperty(); }

    ObservableList<ConsoleRows> results() { return results; }

    ObservableList<LogLine> log() { return log; }

    /** The number of the server process of the session, where there is one. */
    Optional<Integer> serverProcess() {
        return Optional.ofNullable(session).map(ConsoleSession::serverProcess);
    }
}
