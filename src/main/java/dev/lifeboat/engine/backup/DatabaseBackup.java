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
import java.util.function.Function;
import java.util.stream.Collectors;

/** Dumps the databases and the globals of a stack into a new set. Thread-safe. */
public final class DatabaseBackup {

    private static final int MOST_WORKERS = 4;

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
        Optional<Manifest> previous = repository.list().sets().stream().map(BackupSet::manifest)
                .filter(set -> set.stack().equals(stack.name()) && set.kind() == Kind.DATABASE).findFirst();
        BackupHandling handling = options.handling();
        int together = Math.min(handling.parallel(), sizes.size());
        int workers = Math.min(MOST_WORKERS, Math.max(1, Runtime.getRuntime().availableProcessors() / together));
        return new DatabaseBackupPlan(stack, repository.folder(), sizes, installation, options.label(), options.zstdLevel(), workers, repository.freeBytes(),
                previous.map(Manifest::sizeBytes), options.encryption().orElseGet(stack::encryption), handling, previous.flatMap(set -> estimate(set, sizes, handling)));
    }

    /** As the last set was, for as many bytes as there are now; no quicker than the rate allows. */
    private static Optional<DatabaseBackupPlan.Estimate> estimate(Manifest last, Map<String, Long> sizes, BackupHandling handling) {
        double before = last.databases().stream().mapToLong(database -> database.facts().sizeBytes()).sum();
        double now = sizes.values().stream().mapToLong(Long::longValue).sum();
        if (before <= 0) {
            return Optional.empty();
        }
        double slowest = handling.bytesPerSecond().isEmpty() ? 0 : last.rawBytes() * now / before * 1_000 / handling.bytesPerSecond().getAsLong();
        return Optional.of(new DatabaseBackupPlan.Estimate((long) (last.sizeBytes() * now / before), (long) Math.max(last.durationMillis() * now / before, slowest)));
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
        Hooks hooks = new Hooks(plan.handling(), plan.stack().name(), Kind.DATABASE, progress);
        return new SetTaking(audit, "backup.database", plan.stack().name(), names).audited(() -> hooks.around(() -> {
            Repository repository = Repository.open(plan.repository());
            return SetTaking.verified(repository, taken(plan, hooks, repository, progress, cancellation), progress);
        }));
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

    private BackupSet taken(DatabaseBackupPlan plan, Hooks hooks, Repository repository, Progress progress, Cancellation cancellation) {
        try (Deadline deadline = new Deadline("The backup of " + plan.stack().name(), plan.handling().timeOut(), cancellation)) {
            try {
                return new BackupRun(plan, new Server(plan.stack().server(), passwords), hooks, progress, deadline.cancellation()).into(repository, Optional.empty());
            } catch (RuntimeException e) {
                deadline.check();
                throw e;
            }
        }
    }
}
