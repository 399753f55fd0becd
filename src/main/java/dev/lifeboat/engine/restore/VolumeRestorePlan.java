package dev.lifeboat.engine.restore;

import dev.lifeboat.engine.repository.DockerRecord.VolumeRecord;
import dev.lifeboat.engine.stack.Stack;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Exactly what a restore of volumes will do; immutable. With {@link RestorePlan.Mode#ASIDE} the present volumes are not touched.
 *
 * @param stack    on whose engine the new volumes are made
 * @param services containers that run and have one of the present volumes mounted: stopped while their content is replaced
 */
public record VolumeRestorePlan(String setId, Path setFolder, Stack stack, RestorePlan.Mode mode, List<Target> targets, List<String> services) {

    /**
     * One volume.
     *
     * @param newName  of the volume that is made for it, and removed again when its content has come into the present one
     * @param present  with IN_PLACE: the volume whose content is replaced; it is made when there is none
     * @param keptName with IN_PLACE: of the volume that the present content is copied into first; empty when there is none
     */
    public record Target(VolumeRecord volume, String newName, Optional<String> present, Optional<String> keptName) {}

    /** What the operator can choose. {@code volumes} empty: all of the set. */
    public record Options(List<String> volumes, RestorePlan.Mode mode) {}

    public boolean inPlace() {
        return mode == RestorePlan.Mode.IN_PLACE;
    }
}
