package dev.lifeboat.engine.backup;

/**
 * What the newest set of the same stack and kind makes one expect.
 *
 * @param storedBytes    of the set
 * @param durationMillis of the backup, the wanted rate considered
 */
public record BackupEstimate(long storedBytes, long durationMillis) {}
