package dev.lifeboat.engine.restore;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.docker.DockerEngine;
import dev.lifeboat.engine.docker.HelperContainer;
import dev.lifeboat.engine.docker.VolumeTar;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.DockerRecord.VolumeRecord;
import dev.lifeboat.engine.repository.ProvenRecord;
import dev.lifeboat.engine.repository.SetVolumes;
import dev.lifeboat.engine.secret.Unlock;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Unpacks the volumes of a set, each into one that is thrown away, and holds every file against the set's index. For one use by one thread. */
final class VolumeProof {

    private static final int SHOWN = 20;

    private final BackupSet set;
    private final ProvingPlan.Engine where;
    private final Unlock unlock;
    private final Progress progress;
    private final Cancellation cancellation;
    private final List<String> notes = new ArrayList<>();
    private final Map<String, Long> phaseMillis = new LinkedHashMap<>();

    VolumeProof(BackupSet set, ProvingPlan.Engine where, Unlock unlock, Progress progress, Cancellation cancellation) {
        this.set = set;
        this.where = where;
        this.unlock = unlock;
        this.progress = progress;
        this.cancellation = cancellation;
    }

    /** What could not be compared. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    Map<String, Long> phaseMillis() {
        return phaseMillis;
    }

    /** @throws Failure.VerificationFailed naming the files that are not as the index says */
    List<ProvenRecord.Volume> prove() {
        SetVolumes contents = new SetVolumes(set, unlock);
        List<ProvenRecord.Volume> proven = new ArrayList<>();
        try (DockerEngine engine = DockerEngine.open(where.address(), where.certificates())) {
            HelperContainer.removeLeftovers(engine);
            for (VolumeRecord volume : set.manifest().volumes()) {
                long began = System.nanoTime();
                prove(engine, contents, volume);
                proven.add(new ProvenRecord.Volume(volume.name(), volume.files(), volume.bytes()));
                phaseMillis.put("Proving volume " + volume.name(), (System.nanoTime() - began) / 1_000_000);
            }
        }
        return List.copyOf(proven);
    }

    private void prove(DockerEngine engine, SetVolumes contents, VolumeRecord volume) {
        cancellation.check();
        try (VolumeTar tar = VolumeTar.openThrowAway(engine, where.imageIds(), volume.name())) {
            if (tar.flavour() != VolumeTar.Flavour.GNU || !volume.tar().contains("GNU tar")) {
                throw new Failure.ToolMissing("The volume " + volume.name() + " cannot be proven: BusyBox's tar keeps less of a file than is compared.",
                        List.of("Verify the set in depth instead: lifeboat sets verify " + set.id() + " --deep"));
            }
            progress.phase("Unpacking volume " + volume.name(), Progress.UNKNOWN, Unit.BYTES);
            try (InputStream stored = contents.open(volume)) {
                tar.write(stored, cancellation);
            }
            progress.phase("Proving volume " + volume.name(), Progress.UNKNOWN, Unit.BYTES);
            List<String> differences = tar.read(stream -> contents.differences(volume, stream, SHOWN, cancellation), cancellation);
            if (!differences.isEmpty()) {
                throw new Failure.VerificationFailed("The volume " + volume.name() + " does not come out as the set says.", differences.stream().map(one -> volume.name() + ": " + one).toList());
            }
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read " + volume.member(), e);
        }
    }
}
