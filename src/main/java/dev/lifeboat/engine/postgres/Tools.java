package dev.lifeboat.engine.postgres;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds the client tools of PostgreSQL. Immutable and thread-safe; each call looks anew. */
public final class Tools {

    /**
     * A folder with pg_dump, pg_dumpall, pg_restore and psql.
     * @param versionNumber like a server's: 150018
     * @param hasServer     whether initdb, pg_ctl and postgres lie there too
     */
    public record Installation(Path folder, int versionNumber, boolean hasServer) {
        public String version() { return versionNumber / 10_000 + "." + versionNumber % 10_000; }
        public Path tool(String name) { throw new UnsupportedOperationException(); }
    }

    /** Newest first. @param lookedAt every place that was looked at, in order */
    public record Search(List<Installation> found, List<Path> lookedAt) {}

    /** @param configured looked at first (and alone when given and usable) */
    public Search search(Optional<Path> configured) { throw new UnsupportedOperationException(); }

    /**
     * The installation to use for a server: the same major version when there is one, otherwise the oldest newer one.
     * @throws dev.lifeboat.engine.Failure.ToolMissing naming the places looked at, the versions found and the package to install
     */
    public Installation atLeast(int serverVersionNumber, Optional<Path> configured) { throw new UnsupportedOperationException(); }
}
