package dev.lifeboat.engine.repository;

/** Held by the one writer of a repository: a file with owner and heartbeat, taken over only when stale. */
public final class RepositoryLock implements AutoCloseable {
    @Override public void close() { throw new UnsupportedOperationException(); }
}
