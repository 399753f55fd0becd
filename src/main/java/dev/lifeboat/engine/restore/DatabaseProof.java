package dev.lifeboat.engine.restore;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Sizes;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.engine.postgres.DatabaseFacts;
import dev.lifeboat.engine.postgres.RunningTool;
import dev.lifeboat.engine.postgres.Session;
import dev.lifeboat.engine.postgres.Sql;
import dev.lifeboat.engine.postgres.ToolProcess;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.repository.MemberPath;
import dev.lifeboat.engine.repository.ProvenRecord;
import dev.lifeboat.engine.secret.Unlock;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Restores the databases of a set on a server, compares them with what was recorded, and drops them. For one use by one thread. */
final class DatabaseProof {

    /** Where the original had its tablespaces is no place of this machine. */
    private static final Pattern TABLESPACE = Pattern.compile("(?m)^(CREATE TABLESPACE (.+?) (?:OWNER .+ )?LOCATION )'[^']*';");
    private static final int COLLATION_OF_DATABASE_SINCE = 15;

    private final BackupSet set;
    private final ProvingServer place;
    private final Tools tools;
    private final Unlock unlock;
    private final Progress progress;
    private final Cancellation cancellation;
    private final List<String> notes = new ArrayList<>();
    private final Map<String, Long> phaseMillis = new LinkedHashMap<>();

    DatabaseProof(BackupSet set, ProvingServer place, Tools tools, Unlock unlock, Progress progress, Cancellation cancellation) {
        this.set = set;
        this.place = place;
        this.tools = tools;
        this.unlock = unlock;
        this.progress = progress;
        this.cancellation = cancellation;
    }

    /** What could not be compared, and what else is to be known. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    Map<String, Long> phaseMillis() {
        return phaseMillis;
    }

    /**
     * @throws Failure.VerificationFailed when what came out is not what was recorded
     * @throws Failure.PreflightFailed    when the place cannot take the set
     */
    List<ProvenRecord.Database> prove() {
        requireRoom();
        if (place.isEmpty()) {
            long began = System.nanoTime();
            globals();
            phaseMillis.put("Making roles", millisSince(began));
        }
        DatabaseRestore restore = new DatabaseRestore(tools, place.passwords(), new AuditLog(place.folder().resolve("audit.jsonl")), unlock);
        RestorePlan plan = named(restore.plan(set, place.stack(), new RestorePlan.Options(List.of(), RestorePlan.Mode.ASIDE)));
        try {
            return compared(plan, restore.run(plan, progress, cancellation));
        } finally {
            if (!place.isEmpty()) {
                drop(plan);
            }
        }
    }

    /** Where others' databases are, ours are known by their names. */
    private RestorePlan named(RestorePlan plan) {
        if (place.isEmpty()) {
            return plan;
        }
        List<RestorePlan.Target> targets = new ArrayList<>();
        for (RestorePlan.Target target : plan.targets()) {
            targets.add(new RestorePlan.Target(target.database(), ScratchDatabases.name(targets.size()), Optional.empty()));
        }
        return new RestorePlan(plan.setId(), plan.setFolder(), plan.stack(), plan.mode(), List.copyOf(targets), plan.rawBytes(), plan.expectedMillis());
    }

    private void drop(RestorePlan plan) {
        int major = place.server().facts().major();
        plan.targets().forEach(target -> new AsideDatabase(place.server(), target.asideName(), major).drop());
    }

    private void requireRoom() {
        long needed = set.manifest().databases().stream().mapToLong(record -> record.facts().sizeBytes()).sum();
        place.freeBytes().filter(free -> free < needed).ifPresent(free -> {
            throw new Failure.StorageFailed(true, "Restoring the set takes about " + Sizes.inWords(needed) + ", and " + Sizes.inWords(free) + " are free in " + place.dataPlace() + ".",
                    null, "Free some space, or name a larger folder with -Djava.io.tmpdir in LIFEBOAT_JAVA_OPTS.");
        });
    }

    private List<ProvenRecord.Database> compared(RestorePlan plan, RestoreReport report) {
        report.phaseMillis().forEach((phase, millis) -> phaseMillis.merge(phase, millis, Long::sum));
        notes.addAll(report.notes());
        List<ProvenRecord.Database> databases = new ArrayList<>();
        long began = System.nanoTime();
        for (int i = 0; i < report.proofs().size(); i++) {
            cancellation.check();
            Proof proof = report.proofs().get(i);
            String name = plan.targets().get(i).asideName();
            progress.phase("Checking indexes of " + proof.database(), Progress.UNKNOWN, Unit.STEPS);
            surroundings(proof.database(), name);
            long indexes = indexes(proof.database(), name);
            databases.add(new ProvenRecord.Database(proof.database(), proof.tables(), proof.rows(), proof.sequences(), proof.constraints(), proof.objects(), proof.largeObjects(), indexes));
        }
        phaseMillis.put("Checking indexes", millisSince(began));
        return List.copyOf(databases);
    }

    /** The roles that own things; their SQL is run as the set has it, but for where tablespaces lie. */
    private void globals() {
        Optional<Manifest.Member> member = set.manifest().members().stream().filter(one -> MemberPath.isGlobals(one.path())).findFirst();
        if (member.isEmpty()) {
            return;
        }
        try (StoredArchive stored = StoredArchive.open(set.folder(), set.manifest(), member.get(), unlock)) {
            String sql = new String(stored.raw().readAllBytes(), StandardCharsets.UTF_8);
            stored.requireUnchanged();
            String placed = TABLESPACE.matcher(sql).replaceAll(found -> Matcher.quoteReplacement(found.group(1) + Sql.text(place.tablespace(found.group(2))) + ";"));
            try (RunningTool psql = tools.forServer(place.address(), 0, place.tools()).start("psql", place.server(), "postgres", List.of("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"), "", cancellation)) {
                try (OutputStream in = psql.input()) {
                    in.write(placed.getBytes(StandardCharsets.UTF_8));
                }
                psql.output().transferTo(OutputStream.nullOutputStream());
                ToolProcess.Exit exit = psql.await();
                if (!exit.ok()) {
                    throw exit.failure(null, "The set's roles could not be made: " + exit.stderr());
                }
            }
        } catch (IOException e) {
            throw new Failure.SetDamaged(member.get().path() + " cannot be read: " + e.getMessage() + ".", e, "Restore from another set.");
        }
    }

    /** Versions of extensions and of the collation: what is there now beside what was recorded. */
    private void surroundings(String database, String asideName) {
        DatabaseFacts recorded = set.manifest().databases().stream().map(Manifest.DatabaseRecord::facts).filter(facts -> facts.name().equals(database)).findFirst().orElseThrow();
        try (Session session = place.server().session(asideName)) {
            for (DatabaseFacts.Extension extension : recorded.extensions()) {
                session.first("select extversion from pg_extension where extname = ?", row -> row.getString(1), extension.name()).filter(version -> !version.equals(extension.version()))
                        .ifPresent(version -> notes.add(database + ": the extension " + extension.name() + " has version " + version + " there, and had " + extension.version() + " when the backup was taken."));
            }
            if (recorded.collationVersion().isPresent() && place.server().facts().major() >= COLLATION_OF_DATABASE_SINCE) {
                session.first("select pg_database_collation_actual_version(oid) from pg_database where datname = current_database()", row -> row.getString(1))
                        .filter(version -> !version.equals(recorded.collationVersion().get()))
                        .ifPresent(version -> notes.add(database + ": texts are sorted by version " + version + " of the collation there, and were by " + recorded.collationVersion().get()
                                + " when the backup was taken. The restore built every index anew; partitions by text, and a base backup, would have to be checked."));
            }
        }
    }

    private long indexes(String database, String asideName) {
        try (Session session = place.server().session(asideName); Cancellation.Registration _ = cancellation.onCancel(session::cancel)) {
            session.execute("SET default_transaction_read_only = off");
            if (!session.is("select true from pg_available_extensions where name = 'amcheck'")) {
                notes.add(database + ": indexes were not checked, since amcheck is not installed there.");
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

    private static long millisSince(long began) {
        return (System.nanoTime() - began) / 1_000_000;
    }
}
