package dev.lifeboat.engine.repository;

import java.nio.file.Path;

/** Writes one set: members aside, fsynced, renamed; SHA256SUMS, RESTORE.md; the manifest last. Closing an incomplete one deletes it. */
public final class SetWriter implements AutoCloseable {
    public String id() { throw new UnsupportedOperationException(); }
    public Path folder() { throw new UnsupportedOperationException(); }
    /** A stream whose bytes are compressed with zstd, hashed and counted on their way to {@code path}. */
    public MemberWriter member(String path, int zstdLevel, int zstdWorkers) { throw new UnsupportedOperationException(); }
    /** Writes RESTORE.md, SHA256SUMS and, last, the manifest; fsyncs the folder. The writer's members are put into it. */
    public BackupSet complete(Manifest manifestWithoutMembers) { throw new UnsupportedOperationException(); }
    @Override public void close() { throw new UnsupportedOperationException(); }
}
