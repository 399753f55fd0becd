package dev.lifeboat.ui.browser.console;

import dev.lifeboat.engine.console.ConsoleSession;
import dev.lifeboat.engine.console.SqlNames;
import dev.lifeboat.engine.postgres.CatalogDatabase;
import dev.lifeboat.engine.postgres.CatalogTree;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.stack.Protection;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.ui.browser.transfer.ExportJobs;
import java.util.List;
import java.util.Optional;

/** What the consoles of a stack ask its server for. Every method blocks and throws a {@link dev.lifeboat.engine.Failure}; thread-safe. */
public record ConsoleServer(Stack stack, Server server, Optional<ExportJobs> exports) {

    /** Without a way to export rows. */
    public ConsoleServer(Stack stack, Server server) {
        this(stack, server, Optional.empty());
    }

    ConsoleSession open(String database) {
        return ConsoleSession.open(server, database, isReadOnly());
    }

    boolean isReadOnly() {
        return stack.protection() == Protection.READ_ONLY;
    }

    List<String> databases() {
        try (var session = server.session()) {
            return CatalogTree.databases(session).stream().map(CatalogDatabase::name).toList();
        }
    }

    SqlNames names(String database) {
        try (var session = server.session(database)) {
            return SqlNames.read(session);
        }
    }

    List<String> columns(String database, String schema, String relation) {
        try (var session = server.session(database)) {
            return SqlNames.columns(session, schema, relation);
        }
    }
}
