package dev.lifeboat.engine.postgres.dump;

import java.util.List;

/** What one dump holds; equal contents of two dumps mean equal databases. Immutable. */
public record DumpContents(String databaseName, String serverVersion, String dumpVersion, List<TableContents> tables,
        List<SequenceValue> sequences, LargeObjects largeObjects, List<ArchiveEntry> entries) {

    /**
     * A table's rows as the dump's own snapshot saw them.
     *
     * @param hash 32 hex digits: the sum modulo 2^128 of XXH3-128 of each row's COPY text line (without its newline),
     *             hence independent of the rows' order
     */
    public record TableContents(String schema, String name, long rows, String hash) {}

    /** A sequence's state. */
    public record SequenceValue(String schema, String name, long lastValue, boolean called) {}

    /** All large objects. @param hash as for tables, over each object's number and content */
    public record LargeObjects(long count, String hash) {
        public static final LargeObjects NONE = new LargeObjects(0, "0".repeat(32));
    }

    /**
     * One entry of the table of contents.
     *
     * @param type       as the archive says: TABLE, CONSTRAINT, FK CONSTRAINT, INDEX, TRIGGER, ACL, COMMENT, ...
     * @param definition SHA-256 (hex) of its SQL
     */
    public record ArchiveEntry(String type, String schema, String name, String owner, String definition) {}
}
