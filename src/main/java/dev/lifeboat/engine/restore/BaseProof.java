package dev.lifeboat.engine.restore;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.engine.postgres.Lsn;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.repository.ProvenRecord;
import dev.lifeboat.engine.secret.Unlock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings a copy of a whole server back in a sandbox: every file is held against the server's own list, the server is
 * started to where the copy is consistent, every index is held against its table. For one use by one thread.
 */
final class BaseProof {

    private final BackupSet set;
    private final Manifest.BaseRecord base;
    private final Sandbox sandbox;
    private final Unlock unlock;
    private final Progress progress;
    private final Cancellation cancellation;
    private final List<String> notes = new ArrayList<>();
    private final Map<String, Long> phaseMillis = new LinkedHashMap<>();

    BaseProof(BackupSet set, Sandbox sandbox, Unlock unlock, Progress progress, Cancellation cancellation) {
        this.set = set;
        this.sandbox = sandbox;
        this.unlock = unlock;
        this.progress = progress;
        this.cancellation = cancellation;
        base = set.manifest().base().orElseThrow();
    }

    /** What could not be compared, and what else is to be known. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    Map<String, Long> phaseMillis() {
        return phaseMillis;
    }

    /** The server does not run any more afterwards. @throws Failure.VerificationFailed when it does not come to where it must */
    ProvenRecord.Base prove() {
        phase("Unpacking the base backup", set.manifest().rawBytes(), () -> new BaseUnpacking(set.folder(), set.manifest(), sandbox, unlock).unpack(progress, cancellation));
        if (sandbox.has("pg_verifybackup")) {
            phase("Comparing it with the server's own list", Progress.UNKNOWN, () -> sandbox.run("pg_verifybackup", List.of(sandbox.dataDirectory()), cancellation));
        } else {
            notes.add("Its files were not held against the server's own list: pg_verifybackup is not there.");
        }
        Recovery recovery = new Recovery(sandbox, base.role(), cancellation);
        try {
            Lsn[] reached = new Lsn[1];
            phase("Starting it to where it is consistent", Progress.UNKNOWN, () -> reached[0] = consistent(recovery));
            ProvenRecord.Base[] proven = new ProvenRecord.Base[1];
            phase("Checking indexes", Progress.UNKNOWN, () -> proven[0] = looked(recovery, reached[0]));
            return proven[0];
        } finally {
            stop(recovery);
        }
    }

    private Lsn consistent(Recovery recovery) {
        write("recovery.signal", "");
        write(Recovery.CONFIGURATION, "# For the time of the proof only.\n");
        write(Recovery.ACCESS, "local all all trust\n");
        recovery.start("recovery_target", "immediate", true, base.timeline());
        Lsn replayed = recovery.awaitPause(base.start(), Progress.NONE).replayed().orElse(base.start());
        if (replayed.isBefore(base.stop())) {
            throw new Failure.VerificationFailed("The copy is consistent from " + base.stop() + " on, and its server stopped at " + replayed + ".", recovery.whereItStopped());
        }
        return replayed;
    }

    private void write(String name, String text) {
        sandbox.run("sh", List.of("-c", "cat > \"$0\"", sandbox.dataDirectory() + "/" + name), input -> input.write(text.getBytes(StandardCharsets.UTF_8)), cancellation);
    }

    private ProvenRecord.Base looked(Recovery recovery, Lsn reached) {
        recovery.promote();
        List<String> databases = recovery.query("select datname from pg_database where datallowconn order by 1").lines().filter(line -> !line.isBlank()).toList();
        boolean checked = sandbox.has("pg_amcheck") && recovery.query("select count(*) from pg_available_extensions where name = 'amcheck'").strip().equals("1");
        if (checked) {
            List<String> arguments = new ArrayList<>(recovery.connection());
            arguments.addAll(List.of("--all", "--install-missing", "--heapallindexed"));
            sandbox.run("pg_amcheck", arguments, cancellation);
        } else {
            notes.add("Indexes were not checked: pg_amcheck is not there.");
        }
        collations(recovery, checked);
        long tables = Long.parseLong(recovery.query("select count(*) from pg_class where relkind in ('r', 'm', 't')").strip());
        return new ProvenRecord.Base(databases.size(), base.files(), tables, checked, reached.toString());
    }

    /** The files were sorted by the collations of where they come from: where those are others, only amcheck tells whether they are still in order. */
    private void collations(Recovery recovery, boolean checked) {
        if (set.manifest().server().versionNumber() < 150_000) {
            return;
        }
        List<String> other = recovery.query("select datname || ' (' || datcollversion || ', now ' || pg_database_collation_actual_version(oid) || ')' from pg_database"
                + " where datcollversion <> pg_database_collation_actual_version(oid)").lines().filter(line -> !line.isBlank()).toList();
        if (other.isEmpty()) {
            return;
        }
        String sentence = "Another version of the collation sorts texts there than where the copy comes from: " + String.join(", ", other) + ".";
        if (!checked) {
            throw new Failure.VerificationFailed(sentence, List.of(sentence + " Without amcheck nobody knows whether indexes are still in order."));
        }
        notes.add(sentence + " Every index was checked and is in order for what is in it now.");
    }

    private void stop(Recovery recovery) {
        if (recovery.isRunning()) {
            recovery.stop();
        }
    }

    private void phase(String name, long total, Runnable work) {
        cancellation.check();
        long began = System.nanoTime();
        progress.phase(name, total, Unit.BYTES);
        work.run();
        phaseMillis.put(name, (System.nanoTime() - began) / 1_000_000);
    }
}
