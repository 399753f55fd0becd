package dev.lifeboat.ui.browser.read;

import dev.lifeboat.app.StackPools;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.postgres.CatalogRelation;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.testing.TestServer;
import dev.lifeboat.ui.browser.edit.StackWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A stack on the test server, read as the window reads it. */
public final class BrowsedStack implements AutoCloseable {
    public final Stack stack;
    private final Passwords passwords;
    private final Path folder;
    private final Queue<Runnable> opened = new ConcurrentLinkedQueue<>();

    public BrowsedStack(TestServer server, Path folder) {
        this.folder = folder;
        passwords = server.passwords(folder);
        stack = new Stack("shop", Environment.DEVELOPMENT, server.address(), List.of(), Optional.empty());
    }

    public StackReader reader() {
        var reader = new StackReader(new Server(stack.server(), passwords), database -> new StackPools(passwords).readOnly(stack, database));
        opened.add(reader::close);
        return reader;
    }

    public StackWriter writer(Stack of) {
        var writer = new StackWriter(new AuditLog(folder.resolve("audit.jsonl")), of.name(), database -> new StackPools(passwords).writing(of, database));
        opened.add(writer::close);
        return writer;
    }

    public static CatalogRelation relation(StackReader reader, String database, String schema, String name) {
        return reader.contents(database, false).relations().stream()
                .filter(relation -> relation.schema().equals(schema) && relation.name().equals(name)).findFirst().orElseThrow();
    }

    /** Closes the connections of all that it gave out. */
    @Override
    public void close() {
        opened.forEach(Runnable::run);
    }
}
