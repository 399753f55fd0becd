package dev.lifeboat.engine.restore;

import java.util.List;
import java.util.Optional;

/**
 * What a restore of volumes did.
 *
 * @param services      that were stopped, and run again
 * @param stoppedMillis for how long; 0 when none was
 */
public record VolumeRestoreReport(String setId, List<Restored> volumes, List<String> services, long stoppedMillis, long durationMillis) {

    /**
     * @param newName  the volume that has it now: a new one, or in place the present one
     * @param proven   whether every file was read back and is as the set's index says: content, owner, mode, time, links, attributes;
     *                 false when BusyBox's tar, which keeps less, had a part in it
     * @param keptName the volume that has what was there before; empty unless it was replaced
     */
    public record Restored(String volume, String newName, long files, boolean proven, Optional<String> keptName) {

        /** Beside the present one. */
        public Restored(String volume, String newName, long files, boolean proven) {
            this(volume, newName, files, proven, Optional.empty());
        }
    }

    public boolean proven() {
        return volumes.stream().allMatch(Restored::proven);
    }
}
