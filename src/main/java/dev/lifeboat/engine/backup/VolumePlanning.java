package dev.lifeboat.engine.backup;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.docker.DockerEngine;
import dev.lifeboat.engine.docker.Volumes;
import dev.lifeboat.engine.docker.Volumes.User;
import dev.lifeboat.engine.docker.Volumes.Volume;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.DockerRecord;
import dev.lifeboat.engine.repository.Kind;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.stack.DockerSide;
import dev.lifeboat.engine.stack.Stack;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the volumes that a backup is to copy. Changes nothing. */
final class VolumePlanning {

    private final Stack stack;
    private final DockerSide side;

    /** @throws Failure.BadInput when the stack says nothing of Docker */
    VolumePlanning(Stack stack) {
        this.stack = stack;
        side = stack.dockerSide()
                .orElseThrow(() -> new Failure.BadInput("The stack " + stack.name() + " does not say on which Docker engine its volumes are.",
                        "Add it again with --replace and --volume NAME, or let lifeboat stack discover find it."));
    }

    DockerSide side() {
        return side;
    }

    /**
     * @throws Failure.NotFound        for a volume that is not there, with those that are
     * @throws Failure.PreflightFailed for a volume that was asked for and holds the data of a running server
     */
    VolumeBackupPlan plan(DockerEngine engine, Repository repository, VolumeBackupPlan.Options options) {
        List<String> wanted = options.volumes().isEmpty() ? side.volumes().stream().map(DockerSide.StackVolume::name).toList() : options.volumes();
        if (wanted.isEmpty()) {
            throw new Failure.BadInput("The stack " + stack.name() + " names no volume.", "Name one with --volume, or keep them in the stack: "
                    + "lifeboat stack add " + stack.name() + " --replace --volume NAME ...");
        }
        Volumes volumes = Volumes.of(engine);
        Map<String, VolumeBackupPlan.PlannedVolume> planned = new LinkedHashMap<>();
        Map<String, String> leftOut = new LinkedHashMap<>();
        for (String name : wanted) {
            Volume volume = volumes.find(name);
            Optional<User> server = volume.users().stream().filter(user -> user.database() && user.running()).findFirst();
            if (server.isEmpty()) {
                planned.put(volume.name(), new VolumeBackupPlan.PlannedVolume(volume.name(), volume.users().stream().map(User::container).toList(),
                        volume.users().stream().filter(user -> user.running() && user.writable()).map(User::container).toList(), images(volume, volumes)));
            } else if (options.volumes().isEmpty()) {
                leftOut.put(volume.name(), "it holds the data of the running server in " + server.get().container() + ", whose databases are backed up instead");
            } else {
                throw running(volume.name(), "in the container " + server.get().container());
            }
        }
        if (planned.isEmpty()) {
            throw running(String.join(", ", leftOut.keySet()), "of this stack");
        }
        List<VolumeBackupPlan.PlannedVolume> copied = List.copyOf(planned.values());
        Map<String, Long> previous = previous(repository, planned.keySet());
        Terms terms = Terms.of(repository, stack, Kind.VOLUMES, options.common(), 1, new Terms.Source(VolumeBackupPlan.bytes(copied, previous), VolumePlanning::bytes));
        return new VolumeBackupPlan(stack, repository.folder(), side, copied, leftOut, previous, terms);
    }

    /** Of the volumes' files in a set. */
    static long bytes(Manifest set) {
        return set.volumes().stream().mapToLong(DockerRecord.VolumeRecord::bytes).sum();
    }

    /** A running server's files make no backup: they change under the copy. */
    static Failure.PreflightFailed running(String volume, String where) {
        return new Failure.PreflightFailed("The volume " + volume + " holds the data of a PostgreSQL server that runs or was not stopped cleanly, " + where
                + ": a copy of its files would be no backup.", List.of("Back up its databases instead: lifeboat backup database",
                "Or stop the server cleanly first, with time to finish: docker stop --time 300 CONTAINER"));
    }

    /** The server's own image, then those of the volume's users, then those of the other services. */
    private List<String> images(Volume volume, Volumes volumes) {
        List<String> containers = new ArrayList<>(stack.server().through().map(through -> through.container()).stream().toList());
        volume.users().forEach(user -> containers.add(user.container()));
        side.services().forEach(service -> containers.add(service.container()));
        return volumes.imageIds(containers);
    }

    private Map<String, Long> previous(Repository repository, Set<String> names) {
        Map<String, Long> bytes = new LinkedHashMap<>();
        List<BackupSet> sets = new ArrayList<>(repository.list().sets());
        sets.removeIf(set -> !set.manifest().stack().equals(stack.name()));
        for (BackupSet set : sets) {
            for (DockerRecord.VolumeRecord volume : set.manifest().volumes()) {
                if (names.contains(volume.name())) {
                    bytes.putIfAbsent(volume.name(), volume.bytes());
                }
            }
        }
        return bytes;
    }
}
