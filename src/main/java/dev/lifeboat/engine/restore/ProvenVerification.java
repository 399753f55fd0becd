package dev.lifeboat.engine.restore;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Sizes;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.engine.postgres.RunningTool;
import dev.lifeboat.engine.postgres.ScratchServer;
import dev.lifeboat.engine.postgres.Session;
import dev.lifeboat.engine.postgres.Sql;
import dev.lifeboat.engine.postgres.ToolProcess;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.repository.MemberPath;
import dev.lifeboat.engine.repository.ProvenRecord;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.VerificationResult;
import dev.lifeboat.engine.secret.Unlock;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.Stack;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The deepest verification: restores the databases of a set into a scratch server of its own, with the roles of the set,
 * and compares what is there then with what the manifest recorded: definitions, owners, rows, hashes, sequences; every
 * index is held against its table by amcheck. The scratch server has no network and is removed whatever happens.
 */
public final class ProvenVerification {

    /** Where the original had its tablespaces is no place of this machine. */
    private static final Pattern TABLESPACE = Pattern.compile("(?m)^(CREATE TABLESPACE (.+?) (?:OWNER .+ )?LOCATION )'[^']*';");

    private final Tools tools;
    private final Unlock unlock;

    public ProvenVerification(Tools tools, Unlock unlock) {
        this.tools = tools;
        this.unlock = unlock;
    }

    /**
     * Proves, and keeps the result beside the set. A set that does not restore, or not to what was recorded, is in the
     * result, not thrown.
     *
     * @throws Failure.BadInput      for a set without databases
     * @throws Failure.ToolMissing   when no server of the set's version or newer is installed here
     * @throws Failure.StorageFailed when there is no room for it
     * @throws Failure.KeyNeeded     when the set is encrypted, and what is at hand does not open it
     */
    public VerificationResult run(Repository repository, BackupSet listed, Progress progress, Cancellation cancellation) {
        long began = System.nanoTime();
        BackupSet set = Repository.read(listed.folder());
        if (!set.manifest().kind().holdsDatabases() || set.manifest().databases().isEmpty()) {
            throw new Failure.BadInput(set.id() + " holds no dumps of databases: only those are proven by a restore.", "Verify it in depth: lifeboat sets verify " + set.id() + " --deep");
        }
        Tools.Installation installation = installation(set.manifest());
        List<String> problems = new ArrayList<>();
        progress.phase("Starting a scratch server", Progress.UNKNOWN, Unit.STEPS);
        try (ScratchServer scratch = ScratchServer.start(installation, cancellation)) {
            requireRoom(set.manifest(), scratch);
            long started = millisSince(began);
            ProvenRecord record = prove(set, scratch, installation, started, progress, cancellation);
            repository.keep(set, record);
        } catch (Failure.VerificationFailed e) {
            problems.addAll(e.hints());
        } catch (Failure.SetDamaged | Failure.ToolFailed | Failure.PreflightFailed | Failure.DatabaseError e) {
            problems.add(e.getMessage());
            problems.addAll(e.hints());
        }
        cancellation.check();
        VerificationResult result = new VerificationResult(Instant.now(), VerificationResult.Depth.PROVEN, millisSince(began), List.copyOf(problems));
        repository.keep(set, result);
        return result;
    }

    private static long millisSince(long began) {
        return (System.nanoTime() - began) / 1_000_000;
    }

    private Tools.Installation installation(Manifest manifest) {
        int version = Math.max(manifest.server().versionNumber(), ToolVersion.number(manifest.toolVersion()));
        return tools.search(Optional.empty()).found().reversed().stream()
                .filter(found -> found.hasServer() && found.versionNumber() / 10_000 >= version / 10_000).findFirst()
                .orElseThrow(() -> new Failure.ToolMissing("No PostgreSQL server of version " + version / 10_000 + " or newer is installed here to restore the set into.",
                        List.of("Install one, on Debian: apt install postgresql-" + version / 10_000 + "; it need not run.")));
    }

    private static void requireRoom(Manifest manifest, ScratchServer scratch) {
        long needed = manifest.databases().stream().mapToLong(record -> record.facts().sizeBytes()).sum();
        try {
            long free = Files.getFileStore(scratch.folder()).getUsableSpace();
            if (free < needed) {
                throw new Failure.StorageFailed(true, "Restoring the set takes about " + Sizes.inWords(needed) + ", and " + Sizes.inWords(free) + " are free in " + scratch.folder().getParent() + ".",
                        null, "Free some space, or name a larger folder with -Djava.io.tmpdir in LIFEBOAT_JAVA_OPTS.");
            }
        } catch (IOException e) {
            throw AtomicFile.failed("Could not ask for the free space of " + scratch.folder(), e);
        }
    }

    private ProvenRecord prove(BackupSet set, ScratchServer scratch, Tools.Installation installation, long startMillis, Progress progress, Cancellation cancellation) {
        Map<String, Long> phases = new LinkedHashMap<>();
        phases.put("Starting a scratch server", startMillis);
        long began = System.nanoTime();
        globals(set, scratch, installation, cancellation);
        phases.put("Making roles", millisSince(began));
        Stack stack = new Stack("scratch", Environment.DEVELOPMENT, scratch.address(), List.of(), Optional.of(installation.folder()));
        DatabaseRestore restore = new DatabaseRestore(tools, scratch.passwords(), new AuditLog(scratch.folder().resolve("audit.jsonl")), unlock);
        RestorePlan plan = restore.plan(set, stack, new RestorePlan.Options(List.of(), RestorePlan.Mode.ASIDE));
        RestoreReport report = restore.run(plan, progress, cancellation);
        report.phaseMillis().forEach((phase, millis) -> phases.merge(phase, millis, Long::sum));
        List<String> notes = new ArrayList<>(report.notes());
        List<ProvenRecord.Database> databases = new ArrayList<>();
        began = System.nanoTime();
        for (int i = 0; i < report.proofs().size(); i++) {
            cancellation.check();
            Proof proof = report.proofs().get(i);
            progress.phase("Checking indexes of " + proof.database(), Progress.UNKNOWN, Unit.STEPS);
            long indexes = indexes(scratch, plan.targets().get(i).asideName(), notes, cancellation);
            databases.add(new ProvenRecord.Database(proof.database(), proof.tables(), proof.rows(), proof.sequences(), proof.constraints(), proof.objects(), proof.largeObjects(), indexes));
        }
        phases.put("Checking indexes", millisSince(began));
        return new ProvenRecord(Instant.now(), "a scratch server of PostgreSQL " + installation.version() + " on this computer", phases, List.copyOf(databases), List.copyOf(notes));
    }

    /** The roles that own things; their SQL is run as the set has it, but for where tablespaces lie. */
    private void globals(BackupSet set, ScratchServer scratch, Tools.Installation installation, Cancellation cancellation) {
        Optional<Manifest.Member> member = set.manifest().members().stream().filter(one -> one.path().startsWith(MemberPath.GLOBALS)).findFirst();
        if (member.isEmpty()) {
            return;
        }
        try (StoredArchive stored = StoredArchive.open(set.folder(), set.manifest(), member.get(), unlock)) {
            String sql = new String(stored.raw().readAllBytes(), StandardCharsets.UTF_8);
            stored.requireUnchanged();
            String placed = TABLESPACE.matcher(sql).replaceAll(found -> Matcher.quoteReplacement(found.group(1) + Sql.text(scratch.tablespace(found.group(2)).toString()) + ";"));
            try (RunningTool psql = installation.start("psql", scratch.server(), "postgres", List.of("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"), "", cancellation)) {
                try (OutputStream in = psql.input()) {
                    in.write(placed.getBytes(StandardCharsets.UTF_8));
                }
                ToolProcess.Exit exit = psql.await();
                if (!exit.ok()) {
                    throw exit.failure(null, "The set's roles could not be made: " + exit.stderr());
                }
            }
        } catch (IOException e) {
            throw new Failure.SetDamaged(member.get().path() + " cannot be read: " + e.getMessage() + ".", e, "Restore from another set.");
        }
    }

    private static long indexes(ScratchServer scratch, String database, List<String> notes, Cancellation cancellation) {
        try (Session session = scratch.server().session(database); Cancellation.Registration _ = cancellation.onCancel(session::cancel)) {
            session.execute("SET default_transaction_read_only = off");
            if (!session.is("select true from pg_available_extensions where name = 'amcheck'")) {
                notes.add(database + ": indexes were not checked, since amcheck is not installed here.");
                return 0;
            }
            session.execute("CREATE SCHEMA lifeboat_amcheck");
            session.execute("CREATE EXTENSION amcheck SCHEMA lifeboat_amcheck");
            List<Long> indexes = session.list("""
                    select c.oid::bigint from pg_index i join pg_class c on c.oid = i.indexrelid join pg_am a on a.oid = c.relam
                    where a.amname = 'btree' and c.relkind = 'i' and i.indisvalid and c.relpersistence <> 't'""", row -> row.getLong(1));
            for (long index : indexes) {
                cancellation.check();
                session.execute("select lifeboat_amcheck.bt_index_check(" + index + "::oid::regclass, true)");
            }
            return indexes.size();
        }
    }
}
