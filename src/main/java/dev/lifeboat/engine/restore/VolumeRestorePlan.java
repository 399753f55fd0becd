package dev.lifeboat.engine.restore;

import dev.lifeboat.engine.repository.DockerRecord.VolumeRecord;
import dev.lifeboat.engine.stack.Stack;
import java.nio.file.Path;
import java.util.List;

/**
 * Exactly what a restore of volumes will do; immutable. The present volumes are never touched.
 *
 * @param stack on whose engine the new volumes are made
 */
public record VolumeRestorePlan(String setId, Path setFolder, Stack stack, List<Target> targets) {

    /** @param newName of the volume that is made for it */
    public record Target(VolumeRecord volume, String newName) {}
}
