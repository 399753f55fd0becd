package dev.lifeboat.engine.backup;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.postgres.ClientTools;
import dev.lifeboat.engine.postgres.DatabaseDump;
import dev.lifeboat.engine.postgres.DatabaseFacts;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.postgres.TableSizes;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Kind;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.repository.MemberPath;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.stack.Stack;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Dumps the databases and the globals of a stack into a new set. Thread-safe. */
public final class DatabaseBackup {

    private final Tools tools;
    private final Passwords passwords;
    private final AuditLog audit;

    public DatabaseBackup(Tools tools, Passwords passwords, AuditLog audit) {
        this.tools = tools;
        this.passwords = passwords;
        this.audit = audit;
    }

    /**
     * Connects, looks, writes nothing.
     *
     * @throws Failure.ConnectionFailed with the layer that failed
     * @throws Failure.ToolMissing      when no pg_dump is new enough for the server
     * @throws Failure.NotFound         for a database that the server does not have, with those it has
     */
    public DatabaseBackupPlan plan(Stack stack, Repository repository, DatabaseBackupPlan.Options options) {
        Server server = new Server(stack.server(), passwords);
        Map<String, DatabaseFacts> existing = server.databases().stream()
                .collect(Collectors.toMap(DatabaseFacts::name, Function.identity(), (first, _) -> first, LinkedHashMap::new));
        Map<String, Long> sizes = new LinkedHashMap<>();
        for (String name : chosen(stack, options, existing)) {
            sizes.put(name, existing.get(name).sizeBytes());
        }
        ClientTools installation = tools.forServer(stack.server(), server.facts().versionNumber(), stack.tools());
        Terms terms = Terms.of(repository, stack, Kind.DATABASE, options.common(), Math.min(options.common().handling().parallel(), sizes.size()),
                new Terms.Source(OptionalLong.of(sizes.values().stream().mapToLong(Long::longValue).sum()), DatabaseBackup::bytes));
        return new DatabaseBackupPlan(stack, repository.folder(), sizes, installation, terms);
    }

    /** Of the databases of a set, on the server that they were taken from. */
    static long bytes(Manifest set) {
        return set.databases().stream().mapToLong(database -> database.facts().sizeBytes()).sum();
    }

    private static List<String> chosen(Stack stack, DatabaseBackupPlan.Options options, Map<String, DatabaseFacts> existing) {
        List<String> wanted = !options.databases().isEmpty() ? options.databases() : stack.databases();
        if (wanted.isEmpty()) {
            if (existing.isEmpty()) {
                throw new Failure.NotFound("The server has no database that user \"" + stack.server().user() + "\" can connect to.");
            }
            return List.copyOf(existing.keySet());
        }
        List<String> missing = wanted.stream().filter(name -> !existing.containsKey(name)).toList();
        if (!missing.isEmpty()) {
            throw new Failure.NotFound("The server has no database " + missing.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "))
                    + " that this user can connect to.", "It has: " + String.join(", ", existing.keySet()) + ".");
        }
        return wanted.stream().distinct().toList();
    }

    /**
     * Takes the backup and verifies what was written. A set is there afterwards when, and only when, this returns.
     *
     * @throws Failure             nothing of the set is left
     * @throws Failure.SetDamaged  what was written cannot be read back as it was written; the set is kept, and marked so
     */
    public BackupSet run(DatabaseBackupPlan plan, Progress progress, Cancellation cancellation) {
        String names = String.join(", ", plan.databaseBytes().keySet());
        return new SetTaking(audit, Kind.DATABASE, plan, names).take((repository, hooks, ending) ->
                new BackupRun(plan, new Server(plan.stack().server(), passwords), hooks, progress, ending).into(repository, Optional.empty()), progress, cancellation);
    }

    /**
     * What a backup of the stack's databases would record now; they are read whole, nothing is kept.
     *
     * @param also more databases to read; those that the server does not have are left out
     */
    public List<Manifest.DatabaseRecord> contents(Stack stack, List<String> also, Progress progress, Cancellation cancellation) {
        Server server = new Server(stack.server(), passwords);
        DatabaseDump dump = new DatabaseDump(tools.forServer(stack.server(), server.facts().versionNumber(), stack.tools()), server);
        List<Manifest.DatabaseRecord> records = new ArrayList<>();
        for (DatabaseFacts facts : server.databases()) {
            String name = facts.name();
            if (stack.databases().isEmpty() || stack.databases().contains(name) || also.contains(name)) {
                cancellation.check();
                DumpProgress shown = new DumpProgress("Reading " + name, TableSizes.of(server, name, cancellation), progress);
                records.add(Manifest.DatabaseRecord.of(facts, MemberPath.ofDump(name), dump.database(name, OutputStream.nullOutputStream(), shown, cancellation)));
                shown.finished();
            }
        }
        return List.copyOf(records);
    }
}
