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

/** A stack on the test server, read as the window reads it. */
public final class BrowsedStack {
    public final Stack stack;
    private final Passwords passwords;
    private final Path folder;

    public BrowsedStack(TestServer server, Path folder) {
        this.folder = folder;
        passwords = server.passwords(folder);
        stack = new Stack("shop", Environment.DEVELOPMENT, server.address(), List.of(), Optional.empty());
    }

    public StackReader reader() {
        return new StackReader(new Server(stack.server(), passwords), database -> new StackPools(passwords).readOnly(stack, database));
    }

    public StackWriter writer(Stack of) {
        return new StackWriter(new AuditLog(folder.resolve("audit.jsonl")), of.name(), database -> new StackPools(passwords).writing(of, database));
    }

    public static CatalogRelation relation(StackReader reader, String database, String schema, String name) {
        return reader.contents(database, false).relations().stream()
                .filter(relation -> relation.schema().equals(schema) && relation.name().equals(name)).findFirst().orElseThrow();
    }
}
