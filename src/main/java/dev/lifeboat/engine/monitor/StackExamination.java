package dev.lifeboat.engine.monitor;

import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Sizes;
import dev.lifeboat.engine.postgres.ClientTools;
import dev.lifeboat.engine.postgres.DatabaseFacts;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.postgres.ServerFacts;
import dev.lifeboat.engine.postgres.Session;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.restore.RestoredCopies;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Looks at a stack's server: each layer of the connection, tools that fit, the databases, the rights a backup needs. */
final class StackExamination {

    /** Tables, partitions' parents, sequences and materialised views that pg_dump reads, in schemas it dumps. */
    private static final String UNREADABLE = """
            select format('%I.%I', n.nspname, c.relname)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p', 'S', 'm') and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
              and not (has_schema_privilege(n.oid, 'usage')
                       and case c.relkind when 'S' then has_sequence_privilege(c.oid, 'select') else has_table_privilege(c.oid, 'select') end)
            order by 1""";

    private final Stack stack;
    private final Tools tools;
    private final Server server;
    private final List<Check> checks = new ArrayList<>();

    StackExamination(Stack stack, Tools tools, Passwords passwords) {
        this.stack = stack;
        this.tools = tools;
        server = new Server(stack.server(), passwords);
    }

    List<Check> checks() {
        try {
            List<Check> connection = server.test();
            connection.forEach(check -> add(check.level(), check.name(), check.result(), check.hints()));
            if (connection.stream().noneMatch(check -> check.level() == Check.Level.FAIL)) {
                ServerFacts facts = server.facts();
                toolsThatFit(facts);
                databases(facts);
            }
        } catch (Failure e) {
            add(Check.Level.FAIL, "Server", e.getMessage(), e.hints());
        }
        return List.copyOf(checks);
    }

    private void add(Check.Level level, String name, String result, List<String> hints) {
        checks.add(new Check(level, stack.name() + ": " + name, result, hints));
    }

    private void toolsThatFit(ServerFacts facts) {
        try {
            ClientTools fitting = tools.forServer(stack.server(), facts.versionNumber(), stack.tools());
            add(Check.Level.OK, "Tools", "pg_dump " + fitting.version() + " in " + fitting.place() + " for server " + facts.version() + ".", List.of());
        } catch (Failure.ToolMissing e) {
            add(Check.Level.FAIL, "Tools", e.getMessage(), e.hints());
        }
    }

    private void databases(ServerFacts facts) {
        List<String> existing = server.databases().stream().map(DatabaseFacts::name).toList();
        List<String> missing = stack.databases().stream().filter(name -> !existing.contains(name)).toList();
        List<String> wanted = stack.databases().isEmpty() ? existing : stack.databases().stream().filter(existing::contains).toList();
        if (missing.isEmpty()) {
            add(Check.Level.OK, "Databases", wanted.isEmpty() ? "The server has no database to back up." : String.join(", ", wanted), List.of());
        } else {
            add(Check.Level.FAIL, "Databases", "Not on the server: " + String.join(", ", missing) + ".",
                    List.of("There are: " + String.join(", ", existing) + ".", "Change the databases of the stack."));
        }
        restoredCopies();
        if (!facts.superuser()) {
            wanted.forEach(this::rights);
        }
    }

    private void restoredCopies() {
        List<RestoredCopies.Copy> copies = RestoredCopies.on(server);
        if (!copies.isEmpty()) {
            List<String> hints = new ArrayList<>(List.of("A restore beside the present databases leaves its copy, and so does one that was killed. When they are no longer needed:"));
            copies.forEach(copy -> hints.add(copy.dropSql()));
            add(Check.Level.WARN, "Restored copies", copies.stream().map(copy -> copy.database() + " (" + Sizes.inWords(copy.sizeBytes()) + ")").collect(Collectors.joining(", ")), hints);
        }
    }

    private void rights(String database) {
        try (Session session = server.session(database)) {
            List<String> unreadable = session.list(UNREADABLE, row -> row.getString(1));
            if (unreadable.isEmpty()) {
                add(Check.Level.OK, "Rights in " + database, "Every table can be read.", List.of());
            } else {
                add(Check.Level.FAIL, "Rights in " + database, unreadable.size() + " tables or sequences cannot be read: "
                        + String.join(", ", unreadable.stream().limit(3).toList()) + (unreadable.size() > 3 ? ", ..." : "") + ". pg_dump would fail.",
                        List.of("Grant the role pg_read_all_data to " + stack.server().user() + ", or connect as a superuser."));
            }
        } catch (Failure e) {
            add(Check.Level.FAIL, "Rights in " + database, e.getMessage(), e.hints());
        }
    }
}
