package dev.lifeboat.ui.browser.edit;

import dev.lifeboat.app.StackPools;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.Protection;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.testing.TestServer;
import dev.lifeboat.ui.browser.grid.GridModel;
import dev.lifeboat.ui.browser.read.GridRow;
import dev.lifeboat.ui.browser.read.RelationAt;
import dev.lifeboat.ui.browser.read.StackReader;
import dev.lifeboat.ui.common.Tasks;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The grid and the edits of one database of the test server, everything on the thread of the test. */
final class EditedStack implements AutoCloseable {
    final List<Throwable> unhandled = new ArrayList<>();
    final GridModel grid;
    final EditModel edits;
    final String database;
    final AuditLog audit;
    private final TestServer server;
    private final StackReader reader;
    final StackWriter writer;

    EditedStack(TestServer server, Path folder, String database) {
        this(server, folder, database, server.address(), Protection.CONFIRM);
    }

    /** @param writeTo where changes are sent to, such as a proxy; with the user's password it is told */
    EditedStack(TestServer server, Path folder, String database, ServerAddress writeTo, Protection protection) {
        this.server = server;
        this.database = database;
        audit = new AuditLog(folder.resolve("audit.jsonl"));
        Passwords passwords = server.passwords(folder);
        passwords.store(writeTo.host(), writeTo.port(), writeTo.user(), server.embedded().password());
        Stack stack = new Stack("shop", Environment.DEVELOPMENT, server.address(), List.of(), Optional.empty(), protection);
        Stack written = new Stack("shop", Environment.DEVELOPMENT, writeTo, List.of(), Optional.empty(), protection);
        reader = new StackReader(new Server(stack.server(), passwords), of -> new StackPools(passwords).readOnly(stack, of));
        writer = new StackWriter(audit, "shop", of -> new StackPools(passwords).writing(written, of));
        Tasks tasks = new Tasks(Runnable::run, Runnable::run, unhandled::add);
        grid = new GridModel(tasks);
        edits = new EditModel(tasks, _ -> writer, grid::retry);
        edits.use(Optional.of(stack));
    }

    void run(String sql) throws SQLException {
        server.execute(database, sql);
    }

    void show(String table) {
        show("public", table);
    }

    void show(String schema, String table) {
        var relation = reader.contents(database, false).relations().stream()
                .filter(found -> found.schema().equals(schema) && found.name().equals(table)).findFirst().orElseThrow();
        grid.show(reader, new RelationAt(database, relation));
        edits.show(database, grid.shownProperty().get().request().table());
    }

    GridRow row(int index) {
        return grid.shownProperty().get().page().rows().get(index);
    }

    /** The texts of a row; null for NULL. */
    List<String> texts(int index) {
        return row(index).cells().stream().map(cell -> cell.text()).toList();
    }

    void set(GridRow row, String column, Value value) {
        var found = edits.table().column(column);
        if (edits.isNew(row)) {
            edits.set(row, found, Original.NULL, value);
            return;
        }
        var original = new AtomicReference<Original>();
        edits.original(row, found, original::set);
        edits.set(row, found, original.get(), value);
    }

    void set(GridRow row, String column, String text) {
        set(row, column, new Value.Text(text));
    }

    Outcome applied() {
        edits.apply();
        return edits.outcomeProperty().get();
    }

    String one(String sql) throws SQLException {
        try (var connection = server.connect(database); var statement = connection.createStatement(); var row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : "no row";
        }
    }

    @Override
    public void close() {
        reader.close();
        writer.close();
    }
}
