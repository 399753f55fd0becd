package dev.lifeboat.engine.backup;

import dev.lifeboat.engine.docker.DockerEngine;
import dev.lifeboat.engine.docker.HeldServices;
import dev.lifeboat.engine.docker.VolumeTar;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.postgres.Snapshot;
import dev.lifeboat.engine.repository.DockerRecord;
import dev.lifeboat.engine.repository.SetWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The moment of a full backup: everything is made ready, the services are held, captured, and let go. For one use by one thread. */
final class FullCapture implements AutoCloseable {

    private final FullBackupPlan plan;
    private final Server server;
    private final Path held;
    private final Progress progress;
    private final Cancellation cancellation;
    private final DockerEngine engine;
    private final VolumeCopy copy;
    private final Map<String, Snapshot> snapshots = new LinkedHashMap<>();
    private Optional<DockerRecord> record = Optional.empty();

    FullCapture(FullBackupPlan plan, Server server, Path held, Progress progress, Cancellation cancellation) {
        this.plan = plan;
        this.server = server;
        this.held = held;
        this.progress = progress;
        this.cancellation = cancellation;
        engine = VolumeBackup.open(plan.volumes().engine());
        copy = new VolumeCopy(plan.volumes(), engine, progress, cancellation);
    }

    /** Copies the volumes into the set and opens the snapshots; the services run again when this returns or throws. */
    void take(SetWriter writer) {
        VolumeBackup.removeLeftovers(engine, progress);
        take(writer, new LinkedHashMap<>(), plan.volumes().volumes().iterator());
    }

    /** Makes a container ready for each volume, so that all are closed, whatever goes wrong with one. */
    private void take(SetWriter writer, Map<VolumeBackupPlan.PlannedVolume, VolumeTar> ready, Iterator<VolumeBackupPlan.PlannedVolume> left) {
        if (!left.hasNext()) {
            hold(writer, ready);
            return;
        }
        VolumeBackupPlan.PlannedVolume volume = left.next();
        try (VolumeTar tar = copy.open(volume)) {
            ready.put(volume, tar);
            take(writer, ready, left);
        }
    }

    private void hold(SetWriter writer, Map<VolumeBackupPlan.PlannedVolume, VolumeTar> ready) {
        cancellation.check();
        boolean pausing = plan.mode() == HeldServices.Mode.PAUSE;
        progress.phase((pausing ? "Pausing " : "Stopping ") + (plan.services().isEmpty() ? "nothing" : String.join(", ", plan.services())), Progress.UNKNOWN, Unit.STEPS);
        HeldServices services = HeldServices.hold(engine, plan.volumes().engine().certificates(), held, plan.stack().name(), plan.services(), plan.mode());
        Instant snapshotAt;
        try (services) {
            for (String database : plan.databases().databaseBytes().keySet()) {
                snapshots.put(database, Snapshot.open(server, database));
            }
            snapshotAt = Instant.now();
            ready.forEach((volume, tar) -> copy.copy(volume, tar, writer));
        }
        progress.note((pausing ? "Paused " : "Stopped ") + services.containers().size() + " services for " + services.heldMillis() + " ms");
        String lsn = snapshots.values().stream().findFirst().map(Snapshot::lsn).orElse("");
        record = Optional.of(new DockerRecord(engine.version(), copy.records(), Optional.of(new DockerRecord.Capture(plan.mode().name().toLowerCase(Locale.ROOT),
                services.containers(), services.since(), services.releasedAt(), services.heldMillis(), snapshotAt, lsn))));
    }

    /** To dump a database as it was at the moment. */
    String snapshot(String database) {
        return snapshots.get(database).id();
    }

    List<String> warnings() {
        return copy.warnings();
    }

    Optional<DockerRecord> record() {
        return record;
    }

    @Override public void close() {
        try (engine) {
            snapshots.values().forEach(Snapshot::close);
        }
    }
}
