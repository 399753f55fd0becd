package dev.lifeboat.engine.repository;

/** What a set protects. */
public enum Kind {
    /** Databases, dumped. */
    DATABASE,
    /** Docker volumes, file by file. */
    VOLUMES,
    /** Databases and volumes, captured together. */
    FULL,
    /** The whole server, file by file. */
    BASE;

    /** Whether databases can be restored from it, each by itself. */
    public boolean holdsDatabases() {
        return this == DATABASE || this == FULL;
    }
}
