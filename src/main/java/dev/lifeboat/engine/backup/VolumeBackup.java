package dev.lifeboat.engine.backup;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.docker.DockerEngine;
import dev.lifeboat.engine.docker.HelperContainer;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.DockerRecord;
import dev.lifeboat.engine.repository.Kind;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.RepositoryLock;
import dev.lifeboat.engine.repository.SetWriter;
import dev.lifeboat.engine.stack.DockerSide;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.Stack;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Copies volumes of a stack into a new set, with a tar in a helper container. Thread-safe. */
public final class VolumeBackup {

    private final AuditLog audit;

    public VolumeBackup(AuditLog audit) {
        this.audit = audit;
    }

    /**
     * Asks the engine, changes nothing.
     *
     * @throws Failure.BadInput         when the stack names no volume, or says nothing of Docker
     * @throws Failure.ConnectionFailed when the engine does not answer
     * @throws Failure.NotFound         for a volume that is not there, with those that are
     * @throws Failure.PreflightFailed  for a volume that holds the data of a running server
     */
    public VolumeBackupPlan plan(Stack stack, Repository repository, VolumeBackupPlan.Options options) {
        VolumePlanning planning = new VolumePlanning(stack);
        try (DockerEngine engine = open(planning.side())) {
            return planning.plan(engine, repository, options);
        }
    }

    static DockerEngine open(DockerSide side) {
        return DockerEngine.open(side.engine(), side.certificates());
    }

    /**
     * Takes the backup and verifies what was written. A set is there afterwards when, and only when, this returns.
     *
     * @throws Failure             nothing of the set is left, nor of the helper container
     * @throws Failure.ToolFailed  when a file could not be read, or changed meanwhile; it is named
     * @throws Failure.SetDamaged  what was written cannot be read back as it was written; the set is kept, and marked so
     */
    public BackupSet run(VolumeBackupPlan plan, Progress progress, Cancellation cancellation) {
        String names = String.join(", ", plan.volumes().stream().map(VolumeBackupPlan.PlannedVolume::name).toList());
        return new SetTaking(audit, Kind.VOLUMES, plan, names).take((repository, hooks, ending) -> copied(plan, repository, hooks, progress, ending), progress, cancellation);
    }

    private static BackupSet copied(VolumeBackupPlan plan, Repository repository, Hooks hooks, Progress progress, Cancellation cancellation) {
        Instant startedAt = Instant.now();
        long began = System.nanoTime();
        Map<String, Long> phases = new LinkedHashMap<>();
        try (RepositoryLock lock = repository.lock("backup of " + plan.stack().name()); DockerEngine engine = open(plan.engine())) {
            lock.takenOver().ifPresent(progress::note);
            SetTaking.clean(repository, lock, progress, cancellation);
            removeLeftovers(engine, progress);
            VolumeCopy copy = new VolumeCopy(plan, engine, progress, cancellation);
            try (SetWriter writer = repository.begin(lock, Kind.VOLUMES, plan.stack().name(), startedAt, plan.encryption())) {
                hooks.before(writer.id(), cancellation);
                cancellation.check();
                for (VolumeBackupPlan.PlannedVolume volume : plan.volumes()) {
                    long copying = System.nanoTime();
                    copy.copy(volume, writer);
                    phases.put("Copying volume " + volume.name(), SetTaking.millisSince(copying));
                }
                cancellation.check();
                StackRecording recording = new StackRecording(plan.stack(), plan.encryption(), progress);
                Optional<DockerRecord> docker = recording.into(writer, Optional.of(new DockerRecord(engine.version(), copy.records(), Optional.empty())));
                List<String> warnings = Stream.concat(copy.warnings().stream(), recording.warnings().stream()).toList();
                ServerAddress server = plan.stack().server();
                return writer.complete(new Manifest(Manifest.FORMAT_VERSION, writer.id(), Kind.VOLUMES, plan.stack().name(), plan.stack().environment(),
                        plan.label(), startedAt, Instant.now(), SetTaking.millisSince(began), SetTaking.version(),
                        new Manifest.ServerRecord(server.host(), server.port(), "", 0, ""), "", List.of(), List.of(), warnings, phases, Optional.empty(), Optional.empty(),
                        docker));
            }
        }
    }

    static void removeLeftovers(DockerEngine engine, Progress progress) {
        int removed = HelperContainer.removeLeftovers(engine);
        if (removed > 0) {
            progress.note("Removed " + removed + " helper containers of a run that was killed.");
        }
    }
}
