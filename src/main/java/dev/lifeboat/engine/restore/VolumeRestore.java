package dev.lifeboat.engine.restore;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.ProcessIdentity;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.docker.DockerEngine;
import dev.lifeboat.engine.docker.HeldServices;
import dev.lifeboat.engine.docker.HelperContainer;
import dev.lifeboat.engine.docker.NewVolume;
import dev.lifeboat.engine.docker.VolumeTar;
import dev.lifeboat.engine.docker.Volumes;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.DockerRecord.VolumeRecord;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Brings volumes back into new ones beside the present, and proves them by the set's index. In place, what the present ones
 * hold is then replaced, and kept in others. Thread-safe.
 */
public final class VolumeRestore {

    private static final DateTimeFormatter TIME_IN_NAMES = DateTimeFormatter.ofPattern("uuuuMMdd_HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int SHOWN = 20;

    private final AuditLog audit;
    private final Unlock unlock;
    private final Path filling;
    private final Path replacing;

    /**
     * @param unlock    what is at hand for encrypted sets
     * @param filling   the folder that says which volumes are being filled, see {@link NewVolume}
     * @param replacing the folder that says what is being replaced, see {@link VolumeReplacements}
     */
    public VolumeRestore(AuditLog audit, Unlock unlock, Path filling, Path replacing) {
        this.audit = audit;
        this.unlock = unlock;
        this.filling = filling;
        this.replacing = replacing;
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
     * Changes nothing; in place it asks the engine.
     *
     * @throws Failure.NotFound for a volume that is not in the set
     * @throws Failure.BadInput when the stack says nothing of Docker
     */
    public VolumeRestorePlan plan(BackupSet set, Stack stack, VolumeRestorePlan.Options options) {
        DockerSide side = side(stack);
        SetVolumes contents = new SetVolumes(set, unlock);
        List<VolumeRecord> chosen = options.volumes().isEmpty() ? contents.volumes(Optional.empty())
                : options.volumes().stream().distinct().map(name -> contents.volume(Optional.of(name))).toList();
        if (chosen.isEmpty()) {
            throw new Failure.NotFound("Set " + set.id() + " holds no volumes.", "Choose a set of volumes, or a full one: lifeboat sets list");
        }
        String time = TIME_IN_NAMES.format(Instant.now());
        if (options.mode() == RestorePlan.Mode.ASIDE) {
            return new VolumeRestorePlan(set.id(), set.folder(), stack, options.mode(), chosen.stream().map(volume ->
                    new VolumeRestorePlan.Target(volume, volume.name() + "_restored_" + time, Optional.empty(), Optional.empty())).toList(), List.of());
        }
        try (DockerEngine engine = DockerEngine.open(side.engine(), side.certificates())) {
            Volumes volumes = Volumes.of(engine);
            List<VolumeRestorePlan.Target> targets = new ArrayList<>();
            Set<String> services = new LinkedHashSet<>();
            for (VolumeRecord volume : chosen) {
                Optional<Volumes.Volume> present = present(volumes, volume.name());
                String name = present.map(Volumes.Volume::name).orElse(volume.name());
                targets.add(new VolumeRestorePlan.Target(volume, name + "_restored_" + time, Optional.of(name), present.map(_ -> name + "_before_" + time)));
                present.ifPresent(found -> found.users().stream().filter(Volumes.User::running).forEach(user -> services.add(user.container())));
            }
            return new VolumeRestorePlan(set.id(), set.folder(), stack, options.mode(), List.copyOf(targets), List.copyOf(services));
        }
    }

    /** Beside the present ones, see {@link #plan(BackupSet, Stack, VolumeRestorePlan.Options)}. @param volumes by name; all of the set when empty */
    public VolumeRestorePlan plan(BackupSet set, Stack stack, List<String> volumes) {
        return plan(set, stack, new VolumeRestorePlan.Options(volumes, RestorePlan.Mode.ASIDE));
    }

    /** By its name, or by what Compose's file calls it. */
    private static Optional<Volumes.Volume> present(Volumes volumes, String name) {
        try {
            return Optional.of(volumes.find(name));
        } catch (Failure.NotFound _) {
            return Optional.empty();
        }
    }

    private static DockerSide side(Stack stack) {
        return stack.dockerSide()
                .orElseThrow(() -> new Failure.BadInput("The stack " + stack.name() + " does not say on which Docker engine its volumes are.",
                        "Add it again with --replace and --volume NAME, or let lifeboat stack discover find it."));
    }

    /**
     * Makes the volumes, fills them, reads them back; in place it then replaces what the present ones hold. When it fails or is
     * cancelled, a volume that is not whole is removed, and the present ones are as they were, unless the message says otherwise.
     *
     * @throws Failure.VerificationFailed when what was restored is not as the index says; that volume is kept for inspection
     * @throws Failure.ToolFailed         when tar could not make everything as it was
     * @throws Failure.PreflightFailed    in place, when it cannot be proven, or when a container uses the volume that was not to be stopped
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
            Optional<HeldServices> held = plan.inPlace() ? Optional.of(replace(plan, engine, side, restored, progress, cancellation)) : Optional.empty();
            audit.recordEnd("restore.volumes", plan.stack().name(), "done", what).ifPresent(progress::note);
            return new VolumeRestoreReport(plan.setId(), plan.inPlace() ? replaced(plan, restored) : restored, held.map(HeldServices::containers).orElse(List.of()),
                    held.filter(services -> !services.containers().isEmpty()).map(HeldServices::heldMillis).orElse(0L), (System.nanoTime() - began) / 1_000_000);
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

    private HeldServices replace(VolumeRestorePlan plan, DockerEngine engine, DockerSide side, List<VolumeRestoreReport.Restored> restored, Progress progress, Cancellation cancellation) {
        if (!restored.stream().allMatch(VolumeRestoreReport.Restored::proven)) {
            throw new Failure.PreflightFailed("What was restored could not be proven, since no image on the host has GNU tar. Nothing was replaced; it is in "
                    + String.join(", ", restored.stream().map(VolumeRestoreReport.Restored::newName).toList()) + ".", List.of("Have the services use the new volumes."));
        }
        List<VolumeReplacement.Piece> pieces = plan.targets().stream().map(target -> new VolumeReplacement.Piece(target.present().orElseThrow(), target.newName(), target.keptName(),
                images(engine, plan.stack(), side, target))).toList();
        var journal = new VolumeReplacement.Journal(plan.stack().name(), side.engine(), side.certificates(), plan.setId(), pieces, ProcessIdentity.current());
        return new VolumeReplacement(engine, replacing.resolve(plan.stack().name()), journal, progress).run(plan.services(), cancellation);
    }

    private static List<VolumeRestoreReport.Restored> replaced(VolumeRestorePlan plan, List<VolumeRestoreReport.Restored> restored) {
        List<VolumeRestoreReport.Restored> replaced = new ArrayList<>();
        for (int i = 0; i < restored.size(); i++) {
            VolumeRestorePlan.Target target = plan.targets().get(i);
            replaced.add(new VolumeRestoreReport.Restored(restored.get(i).volume(), target.present().orElseThrow(), restored.get(i).files(), true, target.keptName()));
        }
        return replaced;
    }

    private static List<String> images(DockerEngine engine, Stack stack, DockerSide side, VolumeRestorePlan.Target target) {
        Volumes volumes = Volumes.of(engine);
        List<String> containers = new ArrayList<>(stack.server().through().map(through -> through.container()).stream().toList());
        volumes.all().stream().filter(volume -> volume.name().equals(target.present().orElse(target.volume().name()))).flatMap(volume -> volume.users().stream())
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
            boolean provable = tar.flavour() == VolumeTar.Flavour.GNU;
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
