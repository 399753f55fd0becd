package dev.lifeboat.engine.backup;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.docker.HeldServices;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Kind;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.stack.DockerSide;
import dev.lifeboat.engine.stack.Stack;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Takes databases and volumes of a stack as one set of one moment: the services that write are held, a snapshot of each
 * database is opened and the volumes are copied; then the services run again, and the databases are dumped from their
 * snapshots. Thread-safe.
 */
public final class FullBackup {

    private final DatabaseBackup databases;
    private final VolumeBackup volumes;
    private final Passwords passwords;
    private final AuditLog audit;
    private final Path held;

    /** @param held the folder that says which services are held, see {@link HeldServices} */
    public FullBackup(DatabaseBackup databases, VolumeBackup volumes, Passwords passwords, AuditLog audit, Path held) {
        this.databases = databases;
        this.volumes = volumes;
        this.passwords = passwords;
        this.audit = audit;
        this.held = held;
    }

    /** Connects, looks, writes nothing, holds nothing. @throws Failure as the plans of databases and of volumes do */
    public FullBackupPlan plan(Stack stack, Repository repository, FullBackupPlan.Options options) {
        VolumeBackupPlan files = volumes.plan(stack, repository, new VolumeBackupPlan.Options(options.volumes(), options.common()));
        DatabaseBackupPlan dumps = databases.plan(stack, repository, new DatabaseBackupPlan.Options(options.databases(), options.common()));
        Set<String> services = new LinkedHashSet<>();
        stack.docker().ifPresent(side -> side.services().stream().filter(DockerSide.StackService::writes).forEach(service -> services.add(service.container())));
        files.volumes().forEach(volume -> services.addAll(volume.writers()));
        stack.server().through().ifPresent(through -> services.remove(through.container()));
        OptionalLong fileBytes = VolumeBackupPlan.bytes(files.volumes(), files.previousBytes());
        OptionalLong now = fileBytes.isEmpty() ? fileBytes : OptionalLong.of(fileBytes.getAsLong() + dumps.bytes());
        Terms terms = Terms.of(repository, stack, Kind.FULL, options.common(), Math.min(options.common().handling().parallel(), dumps.databaseBytes().size()),
                new Terms.Source(now, set -> DatabaseBackup.bytes(set) + VolumePlanning.bytes(set)));
        return new FullBackupPlan(dumps.with(terms), files.with(terms), List.copyOf(services), options.mode());
    }

    /**
     * Takes the backup and verifies what was written. A set is there afterwards when, and only when, this returns. The
     * services run again in any case; when the program is killed, after {@link #recover}.
     *
     * @throws Failure             nothing of the set is left
     * @throws Failure.SetDamaged  what was written cannot be read back as it was written; the set is kept, and marked so
     */
    public BackupSet run(FullBackupPlan plan, Progress progress, Cancellation cancellation) {
        String names = String.join(", ", plan.databases().databaseBytes().keySet()) + " and "
                + String.join(", ", plan.volumes().volumes().stream().map(VolumeBackupPlan.PlannedVolume::name).toList());
        return new SetTaking(audit, Kind.FULL, plan, names).take((repository, hooks, ending) -> {
            bringBack(progress);
            Server server = new Server(plan.stack().server(), passwords);
            try (FullCapture capture = new FullCapture(plan, server, held, progress, ending)) {
                return new BackupRun(plan.databases(), server, hooks, progress, ending).into(repository, Optional.of(capture));
            }
        }, progress, cancellation);
    }

    /** What cannot be brought back may be of another stack, and keeps this one from nothing. */
    private void bringBack(Progress progress) {
        try {
            recover().forEach(container -> progress.note("Brought back " + container + ", which a backup that was killed had held."));
        } catch (Failure e) {
            progress.note(e.getMessage());
        }
    }

    /**
     * Brings back the services that a backup had held when it was killed; to be called at each start of the program.
     *
     * @return the containers that run again
     * @throws Failure.ConnectionFailed naming those that could not be brought back
     */
    public List<String> recover() {
        List<String> back = HeldServices.recover(held);
        if (!back.isEmpty()) {
            audit.record("services.recover", String.join(", ", back), "done", "held by a backup that was killed");
        }
        return back;
    }
}
