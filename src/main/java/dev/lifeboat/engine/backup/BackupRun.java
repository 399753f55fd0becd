package dev.lifeboat.engine.backup;

import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.engine.postgres.DatabaseDump;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.postgres.ServerFacts;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.DockerRecord;
import dev.lifeboat.engine.repository.Kind;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.repository.MemberPath;
import dev.lifeboat.engine.repository.MemberWriter;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.RepositoryLock;
import dev.lifeboat.engine.repository.SetWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run of a plan, from the lock to the manifest. For one use by one thread. */
final class BackupRun {

    private final DatabaseBackupPlan plan;
    private final Server server;
    private final DatabaseDump dump;
    private final Hooks hooks;
    private final Progress progress;
    private final Cancellation cancellation;
    private final Instant startedAt = Instant.now();
    private final long startedNanos = System.nanoTime();
    private List<Manifest.DatabaseRecord> records = List.of();
    private final List<String> warnings = new ArrayList<>();
    private final Map<String, Long> phaseMillis = new LinkedHashMap<>();

    BackupRun(DatabaseBackupPlan plan, Server server, Hooks hooks, Progress progress, Cancellation cancellation) {
        this.plan = plan;
        this.hooks = hooks;
        this.server = server;
        dump = new DatabaseDump(plan.tools(), server);
        this.progress = progress;
        this.cancellation = cancellation;
    }

    /** @param capture of volumes and snapshots: makes the set a full one */
    BackupSet into(Repository repository, Optional<FullCapture> capture) {
        ServerFacts facts = server.facts();
        try (RepositoryLock lock = repository.lock("backup of " + plan.stack().name())) {
            lock.takenOver().ifPresent(progress::note);
            SetTaking.clean(repository, lock, progress, cancellation);
            try (SetWriter writer = repository.begin(lock, capture.isPresent() ? Kind.FULL : Kind.DATABASE, plan.stack().name(), startedAt, plan.encryption())) {
                hooks.before(writer.id(), cancellation);
                cancellation.check();
                capture.ifPresent(moment -> capture(moment, writer));
                DatabaseDumps.Dumped dumped = new DatabaseDumps(plan, server, progress, cancellation)
                        .into(writer, database -> capture.map(moment -> moment.snapshot(database)));
                records = dumped.records();
                warnings.addAll(dumped.warnings());
                phaseMillis.putAll(dumped.phaseMillis());
                globals(facts, writer);
                cancellation.check();
                Kind kind = capture.isPresent() ? Kind.FULL : Kind.DATABASE;
                return writer.complete(manifest(writer.id(), kind, facts, recorded(writer, capture.flatMap(FullCapture::record))));
            }
        }
    }

    private void capture(FullCapture moment, SetWriter writer) {
        long began = System.nanoTime();
        moment.take(writer);
        warnings.addAll(moment.warnings());
        phaseMillis.put("Capturing volumes", SetTaking.millisSince(began));
    }

    private void globals(ServerFacts facts, SetWriter writer) {
        cancellation.check();
        long began = System.nanoTime();
        progress.phase("Dumping roles and tablespaces", Progress.UNKNOWN, Unit.BYTES);
        try (MemberWriter member = writer.member(MemberPath.GLOBALS, plan.handling().compression(), plan.zstdLevel(), 0)) {
            dump.globals(facts.superuser(), member, cancellation);
            member.finish();
        }
        if (!facts.superuser()) {
            warnings.add("Roles were saved without their passwords, which only a superuser can read.");
        }
        phaseMillis.put("Dumping roles and tablespaces", SetTaking.millisSince(began));
    }

    private Optional<DockerRecord> recorded(SetWriter writer, Optional<DockerRecord> captured) {
        StackRecording recording = new StackRecording(plan.stack(), plan.encryption(), progress);
        Optional<DockerRecord> docker = recording.into(writer, captured);
        warnings.addAll(recording.warnings());
        return docker;
    }

    private Manifest manifest(String id, Kind kind, ServerFacts facts, Optional<DockerRecord> docker) {
        Manifest.ServerRecord from = new Manifest.ServerRecord(server.address().host(), server.address().port(), facts.version(), facts.versionNumber(), facts.systemIdentifier());
        return new Manifest(Manifest.FORMAT_VERSION, id, kind, plan.stack().name(), plan.stack().environment(), plan.label(),
                startedAt, Instant.now(), SetTaking.millisSince(startedNanos), SetTaking.version(), from, plan.tools().version(), List.of(), records, List.copyOf(warnings), phaseMillis,
                Optional.empty(), Optional.empty(), docker);
    }
}
