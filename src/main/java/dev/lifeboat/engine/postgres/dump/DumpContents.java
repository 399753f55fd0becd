package dev.lifeboat.engine.postgres.dump;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What one dump holds; equal contents of two dumps mean equal databases. Immutable.
 *
 * @param databaseName  as the archive's head says
 * @param serverVersion of the server that was dumped: "15.18 (Debian 15.18-0+deb12u1)"
 * @param dumpVersion   of the pg_dump that wrote it
 * @param tables        tables with data, by schema and name
 * @param entries       everything in the table of contents but what is about the database itself
 * @param databaseSql   the SQL about the database itself: settings, privileges, comment; its CREATE is not among it
 * @param roles         every role that owns something, is granted something or is named in a policy
 */
public record DumpContents(String databaseName, String serverVersion, String dumpVersion, List<TableContents> tables,
        List<SequenceValue> sequences, LargeObjects largeObjects, List<ArchiveEntry> entries, List<String> databaseSql,
        SortedSet<String> roles) {

    public DumpContents {
        tables = List.copyOf(tables);
        sequences = List.copyOf(sequences);
        entries = List.copyOf(entries);
        databaseSql = List.copyOf(databaseSql);
        roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
    }

    /**
     * A table's rows as the dump's own snapshot saw them.
     *
     * @param hash 32 hex digits: the sum modulo 2^128 of XXH3-128 of each row's COPY text line (without its newline),
     *             hence independent of the rows' order
     */
    public record TableContents(String schema, String name, long rows, String hash) {}

    /** A sequence's state. */
    public record SequenceValue(String schema, String name, long lastValue, boolean called) {}

    /** All large objects. @param hash as for tables, over each object's number (8 bytes, little-endian) and content */
    public record LargeObjects(long count, String hash) {
        public static final LargeObjects NONE = new LargeObjects(0, "0".repeat(32));
    }

    /**
     * One entry of the table of contents.
     *
     * @param type       as the archive says: TABLE, CONSTRAINT, FK CONSTRAINT, INDEX, TRIGGER, ACL, COMMENT, ...
     * @param schema     empty for what lies in none
     * @param definition SHA-256 (hex) of its SQL, tablespace and access method
     * @param essence    the same of the SQL without casts, parentheses and white space: PostgreSQL writes some
     *                   expressions differently after they were restored once ({@code x in ('a', 'b')} on a varchar)
     */
    public record ArchiveEntry(String type, String schema, String name, String owner, String definition, String essence) {}

    /** How many entries of each type there are, by type. */
    public Map<String, Long> objects() {
        return entries.stream().collect(Collectors.groupingBy(ArchiveEntry::type, TreeMap::new, Collectors.counting()));
    }

    public long rows() {
        return tables.stream().mapToLong(TableContents::rows).sum();
    }
}
