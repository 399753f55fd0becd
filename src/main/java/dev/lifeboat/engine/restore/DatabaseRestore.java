package dev.lifeboat.engine.restore;

import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.engine.postgres.ClientTools;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.postgres.Sql;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Kind;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.secret.Unlock;
import dev.lifeboat.engine.stack.Stack;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Restores databases of a set. Thread-safe. */
public final class DatabaseRestore {

    private static final DateTimeFormatter TIME_IN_NAMES = DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss").withZone(ZoneOffset.UTC);

    private final Tools tools;
    private final Passwords passwords;
    private final AuditLog audit;
    private final Unlock unlock;

    /** Without a key: sets that are not encrypted. */
    public DatabaseRestore(Tools tools, Passwords passwords, AuditLog audit) {
        this(tools, passwords, audit, Unlock.NONE);
    }

    /** @param unlock what is at hand for encrypted sets */
    public DatabaseRestore(Tools tools, Passwords passwords, AuditLog audit, Unlock unlock) {
        this.tools = tools;
        this.passwords = passwords;
        this.audit = audit;
        this.unlock = unlock;
    }

    /**
     * Asks the server which of the databases are there now; changes nothing. Times in names are UTC.
     *
     * @param stack where to restore to; need not be the one that the set was taken from
     * @throws Failure.NotFound         for a database that is not in the set
     * @throws Failure.ConnectionFailed with the layer that failed
     */
    public RestorePlan plan(BackupSet set, Stack stack, RestorePlan.Options options) {
        Manifest manifest = set.manifest();
        if (manifest.kind() == Kind.BASE) {
            throw new Failure.BadInput("Set " + set.id() + " is a copy of a whole server, from which single databases cannot be taken.",
                    "Name a set of the kind database; lifeboat sets list shows them.", "The set's RESTORE.md brings the whole server back.");
        }
        List<String> inSet = manifest.databases().stream().map(record -> record.facts().name()).toList();
        if (manifest.kind() == Kind.VOLUMES) {
            throw new Failure.NotFound("Set " + set.id() + " holds volumes and no database.", "Choose a set of databases, or a full one: lifeboat sets list");
        }
        List<String> missing = options.databases().stream().filter(name -> !inSet.contains(name)).toList();
        if (!missing.isEmpty()) {
            throw new Failure.NotFound("Set " + set.id() + " has no database " + missing.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", ")) + ".",
                    "It has: " + String.join(", ", inSet) + ".");
        }
        List<String> chosen = options.databases().isEmpty() ? inSet : options.databases().stream().distinct().toList();
        Server server = new Server(stack.server(), passwords);
        String time = TIME_IN_NAMES.format(Instant.now());
        List<RestorePlan.Target> targets = targets(chosen, time, options.mode(), server);
        List<String> members = manifest.databases().stream().filter(record -> chosen.contains(record.facts().name())).map(Manifest.DatabaseRecord::member).toList();
        long rawBytes = manifest.members().stream().filter(member -> members.contains(member.path())).mapToLong(Manifest.Member::rawBytes).sum();
        Optional<Long> expected = chosen.size() == inSet.size() ? Optional.of(manifest.durationMillis()) : Optional.empty();
        return new RestorePlan(set.id(), set.folder(), stack, options.mode(), targets, rawBytes, expected);
    }

    /** Long names are cut to fit; two that begin alike are numbered, so that they stay two, and so is a second restore within one second. */
    private static List<RestorePlan.Target> targets(List<String> databases, String time, RestorePlan.Mode mode, Server server) {
        List<RestorePlan.Target> targets = new ArrayList<>();
        for (String database : databases) {
            RestorePlan.Target target = target(database, time, mode, server);
            for (int number = 2; isTaken(target.asideName(), targets) || target.keptName().filter(server::hasDatabase).isPresent(); number++) {
                target = target(database, time + "_" + number, mode, server);
            }
            targets.add(target);
        }
        return List.copyOf(targets);
    }

    /** Kept names are cut no shorter than these: where these differ, so do they. */
    private static boolean isTaken(String asideName, List<RestorePlan.Target> targets) {
        return targets.stream().anyMatch(other -> other.asideName().equals(asideName));
    }

    private static RestorePlan.Target target(String name, String time, RestorePlan.Mode mode, Server server) {
        boolean replaces = mode == RestorePlan.Mode.IN_PLACE && server.hasDatabase(name);
        return new RestorePlan.Target(name, Sql.fittingName(name, "_restored_" + time), replaces ? Optional.of(Sql.fittingName(name, "_before_" + time)) : Optional.empty());
    }

    /** Every check, worst first; changes nothing. */
    public List<Check> preflight(RestorePlan plan) {
        return new Preflight(plan, new Server(plan.stack().server(), passwords), tools, unlock).run();
    }

    /**
     * Preflight, restore aside, prove, swap (IN_PLACE). Until the swap, which is one transaction for all databases, the
     * present ones are not touched. When it fails or is cancelled before the proof, the copies are dropped.
     *
     * @throws Failure.PreflightFailed    nothing was changed
     * @throws Failure.VerificationFailed the original is untouched, the aside copy is kept for inspection
     * @throws Failure.KeyNeeded          the set is encrypted, and what is at hand does not open it; nothing was changed
     * @throws Failure.SetDamaged         a member is missing, or its bytes are not those that were written; nothing is left
     */
    public RestoreReport run(RestorePlan plan, Progress progress, Cancellation cancellation) {
        String what = plan.setId() + ", " + plan.mode() + ": " + plan.targets().stream().map(RestorePlan.Target::database).collect(Collectors.joining(", "));
        audit.record("restore.database", plan.stack().name(), "started", what);
        try {
            RestoreReport report = checkedRun(plan, progress, cancellation);
            audit.recordEnd("restore.database", plan.stack().name(), "done", what).ifPresent(progress::note);
            return report;
        } catch (Failure.Cancelled e) {
            audit.recordFailure("restore.database", plan.stack().name(), what, e);
            String left = e.getSuppressed().length == 0 ? "the copies were dropped." : "a copy could not be dropped: " + e.getSuppressed()[0].getMessage();
            throw new Failure.Cancelled("The restore was cancelled. The present databases were not touched; " + left);
        } catch (RuntimeException e) {
            audit.recordFailure("restore.database", plan.stack().name(), what + ": " + e.getMessage(), e);
            throw e;
        }
    }

    private RestoreReport checkedRun(RestorePlan plan, Progress progress, Cancellation cancellation) {
        Instant startedAt = Instant.now();
        long began = System.nanoTime();
        progress.phase("Checking", Progress.UNKNOWN, Unit.STEPS);
        Preflight preflight = new Preflight(plan, new Server(plan.stack().server(), passwords), tools, unlock);
        List<Check> failed = preflight.run().stream().filter(check -> check.level() == Check.Level.FAIL).toList();
        preflight.obstacle().ifPresent(obstacle -> {
            throw refused(obstacle);
        });
        if (!failed.isEmpty()) {
            throw new Failure.PreflightFailed("Not restored, nothing was changed: " + failed.stream().map(Check::result).collect(Collectors.joining(" ")),
                    failed.stream().flatMap(check -> check.hints().stream()).toList());
        }
        cancellation.check();
        Server server = new Server(plan.stack().server(), passwords);
        Manifest manifest = Repository.read(plan.setFolder()).manifest();
        ClientTools installation = tools.forServer(plan.stack().server(), Math.max(server.facts().versionNumber(), ToolVersion.number(manifest.toolVersion())), plan.stack().tools());
        Map<String, Long> phases = Map.of("Checking", (System.nanoTime() - began) / 1_000_000);
        return new RestoreRun(plan, manifest, server, installation, unlock, progress, cancellation, startedAt, phases).report();
    }

    private static Failure refused(Failure obstacle) {
        String what = "Not restored, nothing was changed: " + obstacle.getMessage();
        String[] hints = obstacle.hints().toArray(String[]::new);
        return obstacle instanceof Failure.KeyNeeded key ? new Failure.KeyNeeded(key.trouble(), what, hints) : new Failure.SetDamaged(what, obstacle, hints);
    }
}
