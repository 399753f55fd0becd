package dev.lifeboat.engine.backup;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.postgres.BaseSource;
import dev.lifeboat.engine.postgres.BaseStream;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.postgres.ServerFacts;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Kind;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Copies the whole server of a stack into a new set, from which it can be brought to any later moment whose log is kept. Thread-safe. */
public final class BaseBackup {

    /** At least a segment of the log comes along. */
    private static final long LOG_BYTES = 16 << 20;

    private final Tools tools;
    private final Passwords passwords;
    private final AuditLog audit;

    public BaseBackup(Tools tools, Passwords passwords, AuditLog audit) {
        this.tools = tools;
        this.passwords = passwords;
        this.audit = audit;
    }

    /**
     * Connects, looks, writes nothing.
     *
     * @throws Failure.ConnectionFailed with the layer that failed
     * @throws Failure.ToolMissing      when no pg_basebackup is new enough for the server
     * @throws Failure.PreflightFailed  when the server cannot be copied whole, and why
     */
    public BaseBackupPlan plan(Stack stack, Repository repository, BaseBackupPlan.Options options) {
        Server server = new Server(stack.server(), passwords);
        ServerFacts facts = server.facts();
        BaseSource source = BaseSource.of(server);
        requirePossible(stack, facts, source);
        List<String> warnings = new ArrayList<>();
        if (!source.outsideFiles().isEmpty()) {
            warnings.add("The server's configuration lies outside its data directory and is not in the backup: " + String.join(", ", source.outsideFiles()) + ".");
        }
        OptionalLong now = source.sizeBytes().map(bytes -> OptionalLong.of(bytes + LOG_BYTES)).orElse(OptionalLong.empty());
        Terms terms = Terms.of(repository, stack, Kind.BASE, options.common(), 1, new Terms.Source(now, Manifest::rawBytes));
        return new BaseBackupPlan(stack, repository.folder(), source.sizeBytes(), List.copyOf(warnings), tools.forServer(stack.server(), facts.versionNumber(), stack.tools()),
                terms);
    }

    private static void requirePossible(Stack stack, ServerFacts facts, BaseSource source) {
        if (facts.versionNumber() < BaseStream.OLDEST_SERVER) {
            throw new Failure.PreflightFailed("PostgreSQL " + facts.version() + " writes no manifest of a base backup, by which it could be checked.",
                    List.of("Use PostgreSQL 13 or newer, or back up the databases: lifeboat backup database --stack " + stack.name()));
        }
        if (!source.outsideTablespaces().isEmpty()) {
            throw new Failure.PreflightFailed("The server has tablespaces outside its data directory: " + String.join(", ", source.outsideTablespaces())
                    + ". A base backup of it would have to hold them too, and Lifeboat's does not.",
                    List.of("Back up the databases instead: lifeboat backup database --stack " + stack.name(),
                            "Or move their tables: ALTER TABLE ALL IN TABLESPACE ... SET TABLESPACE pg_default, then DROP TABLESPACE."));
        }
        if (!source.mayReplicate()) {
            throw new Failure.PreflightFailed("The role \"" + stack.server().user() + "\" may not copy the server.", List.of("Allow it: ALTER ROLE ... REPLICATION."));
        }
        if (source.walLevel().equals("minimal")) {
            throw new Failure.PreflightFailed("The server writes too little log for a base backup: wal_level is minimal.",
                    List.of("Set wal_level = replica in its configuration, and restart it."));
        }
    }

    /**
     * Takes the backup and verifies what was written. A set is there afterwards when, and only when, this returns.
     *
     * @throws Failure            nothing of the set is left
     * @throws Failure.SetDamaged what was written cannot be read back as it was written; the set is kept, and marked so
     */
    public BackupSet run(BaseBackupPlan plan, Progress progress, Cancellation cancellation) {
        return new SetTaking(audit, Kind.BASE, plan, "the whole server").take((repository, hooks, ending) ->
                new BaseBackupRun(plan, new Server(plan.stack().server(), passwords), hooks, progress, ending).into(repository), progress, cancellation);
    }
}
