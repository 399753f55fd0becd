package dev.lifeboat.engine.restore;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.docker.DockerEngine;
import dev.lifeboat.engine.docker.HelperContainer;
import dev.lifeboat.engine.docker.NewVolume;
import dev.lifeboat.engine.docker.VolumeTar;
import dev.lifeboat.engine.docker.Volumes;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.SetVolumes;
import dev.lifeboat.engine.secret.Unlock;
import dev.lifeboat.engine.stack.DockerSide;
import dev.lifeboat.engine.stack.Stack;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Brings volumes back into new ones beside the present, and proves them by the set's index. Thread-safe. */
public final class VolumeRestore {

    private static final DateTimeFormatter TIME_IN_NAMES = DateTimeFormatter.ofPattern("uuuuMMdd_HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int SHOWN = 20;

    private final AuditLog audit;
    private final Unlock unlock;
    private final Path filling;

    /**
     * @param unlock  what is at hand for encrypted sets
     * @param filling the folder that says which volumes are being filled, see {@link NewVolume}
     */
    public VolumeRestore(AuditLog audit, Unlock unlock, Path filling) {
        this.audit = audit;
        this.unlock = unlock;
        this.filling = filling;
    }

    /**
     * Removes the volumes that restores which were killed had not filled; to be called at each start of the program.
     *
     * @return their names
     * @throws Failure.ConnectionFailed when an engine does not answer; it is tried again the next time
     */
    public List<String> removeLeftovers() {
        List<String> removed = NewVolume.removeLeftovers(filling);
        if (!removed.isEmpty()) {
            audit.recordEnd("restore.cleanup", String.join(", ", removed), "done", "new volumes of a restore that was killed");
        }
        return removed;
    }

    /**
     * Changes nothing.
     *
     * @param volumes by name; all of the set when empty
     * @throws Failure.NotFound for a volume that is not in the set
     * @throws Failure.BadInput when the stack says nothing of Docker
     */
    public VolumeRestorePlan plan(BackupSet set, Stack stack, List<String> volumes) {
        side(stack);
        SetVolumes contents = new SetVolumes(set, unlock);
        String time = TIME_IN_NAMES.format(Instant.now());
        List<VolumeRestorePlan.Target> targets = (volumes.isEmpty() ? contents.volumes(Optional.empty())
                : volumes.stream().distinct().map(name -> contents.volume(Optional.of(name))).toList()).stream()
                .map(volume -> new VolumeRestorePlan.Target(volume, volume.name() + "_restored_" + time)).toList();
        if (targets.isEmpty()) {
            throw new Failure.NotFound("Set " + set.id() + " holds no volumes.", "Choose a set of volumes, or a full one: lifeboat sets list");
        }
        return new VolumeRestorePlan(set.id(), set.folder(), stack, targets);
    }

    private static DockerSide side(Stack stack) {
        return stack.dockerSide()
                .orElseThrow(() -> new Failure.BadInput("The stack " + stack.name() + " does not say on which Docker engine its volumes are.",
                        "Add it again with --replace and --volume NAME, or let lifeboat stack discover find it."));
    }

    /**
     * Makes the volumes, fills them, reads them back. When it fails or is cancelled, a volume that is not filled and read back is removed.
     *
     * @throws Failure.VerificationFailed when what was restored is not as the index says; that volume is kept for inspection
     * @throws Failure.ToolFailed         when tar could not make everything as it was
     */
    public VolumeRestoreReport run(VolumeRestorePlan plan, Progress progress, Cancellation cancellation) {
        String what = plan.setId() + ": " + String.join(", ", plan.targets().stream().map(VolumeRestorePlan.Target::newName).toList());
        audit.record("restore.volumes", plan.stack().name(), "started", what);
        long began = System.nanoTime();
        DockerSide side = side(plan.stack());
        try (DockerEngine engine = DockerEngine.open(side.engine(), side.certificates())) {
            HelperContainer.removeLeftovers(engine);
            removeLeftovers(progress);
            SetVolumes contents = new SetVolumes(Repository.read(plan.setFolder()), unlock);
            List<VolumeRestoreReport.Restored> restored = new ArrayList<>();
            for (VolumeRestorePlan.Target target : plan.targets()) {
                restored.add(restore(engine, side, target, images(engine, plan.stack(), side, target), contents, progress, cancellation));
            }
            audit.recordEnd("restore.volumes", plan.stack().name(), "done", what).ifPresent(progress::note);
            return new VolumeRestoreReport(plan.setId(), restored, (System.nanoTime() - began) / 1_000_000);
        } catch (RuntimeException e) {
            audit.recordFailure("restore.volumes", plan.stack().name(), what + ": " + e.getMessage(), e);
            throw e;
        }
    }

    private void removeLeftovers(Progress progress) {
        try {
            removeLeftovers().forEach(volume -> progress.note("Removed the volume " + volume + ", which a restore that was killed had not filled."));
        } catch (Failure e) {
            progress.note(e.getMessage());
        }
    }

    private static List<String> images(DockerEngine engine, Stack stack, DockerSide side, VolumeRestorePlan.Target target) {
        Volumes volumes = Volumes.of(engine);
        List<String> containers = new ArrayList<>(stack.server().through().map(through -> through.container()).stream().toList());
        volumes.all().stream().filter(volume -> volume.name().equals(target.volume().name())).flatMap(volume -> volume.users().stream())
                .forEach(user -> containers.add(user.container()));
        side.services().forEach(service -> containers.add(service.container()));
        return volumes.imageIds(containers);
    }

    private VolumeRestoreReport.Restored restore(DockerEngine engine, DockerSide side, VolumeRestorePlan.Target target, List<String> images, SetVolumes contents,
            Progress progress, Cancellation cancellation) {
        cancellation.check();
        try (NewVolume made = NewVolume.make(engine, side.certificates(), filling, target.newName());
             VolumeTar tar = VolumeTar.open(engine, images, target.newName(), HelperContainer.Access.WRITE)) {
            progress.phase("Filling volume " + target.newName(), Progress.UNKNOWN, Unit.BYTES);
            try (InputStream stored = contents.open(target.volume())) {
                tar.write(stored, cancellation);
            }
            boolean provable = tar.flavour() == VolumeTar.Flavour.GNU && target.volume().tar().contains("GNU tar");
            if (provable) {
                progress.phase("Proving volume " + target.newName(), Progress.UNKNOWN, Unit.BYTES);
                List<String> differences = tar.read(stream -> contents.differences(target.volume(), stream, SHOWN, cancellation), cancellation);
                made.keep();
                prove(target, differences);
            }
            made.keep();
            progress.note(target.newName() + (provable ? ": every file is as the set says" : ": not proven, since BusyBox's tar keeps less"));
            return new VolumeRestoreReport.Restored(target.volume().name(), target.newName(), target.volume().files(), provable);
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read " + target.volume().member(), e);
        }
    }

    private static void prove(VolumeRestorePlan.Target target, List<String> differences) {
        if (!differences.isEmpty()) {
            throw new Failure.VerificationFailed("The volume " + target.newName() + " is not as the set says; it is kept for inspection, the present one was not touched.",
                    differences);
        }
    }
}
