package dev.lifeboat.engine.backup;

import dev.lifeboat.engine.secret.Encryption;
import dev.lifeboat.engine.stack.DockerSide;
import dev.lifeboat.engine.stack.Stack;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Exactly what a backup of volumes will do; immutable.
 *
 * @param engine        where they are; its own volumes and services are not looked at
 * @param leftOut       volumes of the stack that are not copied, and why
 * @param zstdWorkers   compression threads
 * @param freeBytes     at the repository when planned
 * @param encryption    of the members
 * @param previousBytes of the same volumes' files in the newest set that has them: the best estimate of the size
 */
public record VolumeBackupPlan(Stack stack, Path repository, DockerSide engine, List<PlannedVolume> volumes, Map<String, String> leftOut,
        Optional<String> label, int zstdLevel, int zstdWorkers, long freeBytes, Map<String, Long> previousBytes, Encryption encryption) {

    /** What the operator can choose. {@code volumes} empty: those of the stack; {@code encryption} empty: as the stack says. */
    public record Options(List<String> volumes, Optional<String> label, int zstdLevel, Optional<Encryption> encryption) {
        public static final Options DEFAULT = new Options(List.of(), Optional.empty(), 3);

        /** Encrypted as the stack says. */
        public Options(List<String> volumes, Optional<String> label, int zstdLevel) {
            this(volumes, label, zstdLevel, Optional.empty());
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
}
