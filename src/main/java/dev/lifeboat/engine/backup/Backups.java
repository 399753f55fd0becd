package dev.lifeboat.engine.backup;

/** One of each kind of backup. */
public record Backups(DatabaseBackup databases, VolumeBackup volumes, FullBackup full, BaseBackup base) {}
