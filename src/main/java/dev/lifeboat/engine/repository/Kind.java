package dev.lifeboat.engine.repository;

/** What a set protects. */
public enum Kind {
    /** Databases, dumped. */
    DATABASE,
    /** The whole server, file by file. */
    BASE
}
