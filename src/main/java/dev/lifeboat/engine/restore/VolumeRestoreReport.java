package dev.lifeboat.engine.restore;

import java.util.List;

/** What a restore of volumes did. */
public record VolumeRestoreReport(String setId, List<Restored> volumes, long durationMillis) {

    /**
     * @param newName of the volume that was made
     * @param proven  whether every file was read back and is as the set's index says: content, owner, mode, time, links, attributes;
     *                false when BusyBox's tar, which keeps less, had a part in it
     */
    public record Restored(String volume, String newName, long files, boolean proven) {}

    public boolean proven() {
        return volumes.stream().allMatch(Restored::proven);
    }
}
