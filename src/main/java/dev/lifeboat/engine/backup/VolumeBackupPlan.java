package dev.lifeboat.engine.backup;

import dev.lifeboat.engine.secret.Encryption;
import dev.lifeboat.engine.stack.DockerSide;
import dev.lifeboat.engine.stack.Stack;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Exactly what a backup of volumes will do; immutable.
 *
 * @param engine        where they are; its own volumes and services are not looked at
 * @param leftOut       volumes of the stack that are not copied, and why
 * @param previousBytes of the same volumes' files in the newest set that has them: the best estimate of the size
 */
public record VolumeBackupPlan(Stack stack, Path repository, DockerSide engine, List<PlannedVolume> volumes, Map<String, String> leftOut,
        Map<String, Long> previousBytes, Terms terms) implements BackupPlan {

    /** What the operator can choose. {@code volumes} empty: those of the stack. */
    public record Options(List<String> volumes, SetOptions common) {
        public static final Options DEFAULT = new Options(List.of(), SetOptions.DEFAULT);

        /** Encrypted as the stack says, handled as usual. */
        public Options(List<String> volumes, Optional<String> label, int zstdLevel) {
            this(volumes, label, zstdLevel, Optional.empty());
        }

        /** Handled as usual. */
        public Options(List<String> volumes, Optional<String> label, int zstdLevel, Optional<Encryption> encryption) {
            this(volumes, new SetOptions(label, zstdLevel, encryption, BackupHandling.USUAL));
        }
    }

    /**
     * A volume that will be copied.
     *
     * @param users    the containers that have it mounted
     * @param writers  those of them that run and may change it
     * @param imageIds images on the host whose tar may copy it, the preferred one first
     */
    public record PlannedVolume(String name, List<String> users, List<String> writers, List<String> imageIds) {}

    VolumeBackupPlan with(Terms others) {
        return new VolumeBackupPlan(stack, repository, engine, volumes, leftOut, previousBytes, others);
    }

    /** As the last sets had them; empty when there is one that none has. */
    static OptionalLong bytes(List<PlannedVolume> volumes, Map<String, Long> previousBytes) {
        return volumes.stream().allMatch(volume -> previousBytes.containsKey(volume.name()))
                ? OptionalLong.of(volumes.stream().mapToLong(volume -> previousBytes.get(volume.name())).sum()) : OptionalLong.empty();
    }
}
