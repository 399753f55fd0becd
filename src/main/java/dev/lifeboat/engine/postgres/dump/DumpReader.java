package dev.lifeboat.engine.postgres.dump;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.lifeboat.engine.postgres.dump.DumpContents.SequenceValue;
import dev.lifeboat.engine.postgres.dump.DumpContents.TableContents;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a pg_dump archive of the custom format, uncompressed inside, as it streams past, and hands every byte on.
 * Memory grows with the table of contents, not with the data. Source of the layout of the data: PostgreSQL's
 * {@code pg_backup_custom.c}. Each call is for one stream and one thread.
 */
public final class DumpReader {

    /** Told where the reader is; called on the reading thread. */
    public interface Listener {

        Listener NONE = new Listener() {
            @Override public void table(String schema, String name) {}
            @Override public void bytes(long amount) {}
        };

        /** The rows of a table begin. */
        void table(String schema, String name);

        /** {@code amount} more bytes were read and handed on. */
        void bytes(long amount);
    }

    static final int TABLE_DATA = 1;
    static final int LARGE_OBJECTS = 3;
    private static final Pattern SETVAL = Pattern.compile(", (-?\\d+), (true|false)\\);\\s*$");

    private final ArchiveInput in;
    private final Listener listener;
    private final List<TableContents> tables = new ArrayList<>();
    private final ContentSum largeObjects = new ContentSum();
    private long largeObjectCount;

    private DumpReader(ArchiveInput in, Listener listener) {
        this.in = in;
        this.listener = listener;
    }

    /**
     * Reads the whole archive.
     *
     * @param copy gets every byte before it is looked at; not closed
     * @throws MalformedDump when it is no such archive, or ends before the data of every table was seen
     * @throws IOException   from {@code archive} or {@code copy}
     */
    public static DumpContents read(InputStream archive, OutputStream copy, Listener listener) throws IOException {
        try {
            return new DumpReader(new ArchiveInput(archive, copy, listener), listener).readAll();
        } catch (EOFException e) {
            throw new MalformedDump("it is cut off");
        }
    }

    /** Reads the table of contents and no further: tables, sequences' values included, have no rows or hashes. */
    public static DumpContents readHead(InputStream archive) throws IOException {
        try {
            ArchiveInput in = new ArchiveInput(archive, OutputStream.nullOutputStream(), Listener.NONE);
            return new DumpReader(in, Listener.NONE).contents(ArchiveHead.read(in));
        } catch (EOFException e) {
            throw new MalformedDump("it is cut off");
        }
    }

    private DumpContents readAll() throws IOException {
        ArchiveHead head = ArchiveHead.read(in);
        Map<Integer, TocEntry> awaited = new LinkedHashMap<>();
        head.toc().stream().filter(TocEntry::hasData).forEach(entry -> awaited.put(entry.id(), entry));
        for (int kind = in.byteOrEnd(); kind >= 0; kind = in.byteOrEnd()) {
            TocEntry entry = awaited.remove(in.smallNumber("data"));
            if (entry == null) {
                throw new MalformedDump("it has data that its table of contents does not name");
            }
            switch (kind) {
                case TABLE_DATA -> table(entry);
                case LARGE_OBJECTS -> largeObjects();
                default -> throw new MalformedDump("it has data of an unknown kind (" + kind + ")");
            }
        }
        if (!awaited.isEmpty()) {
            TocEntry first = awaited.values().iterator().next();
            throw new MalformedDump("it ends before the data of " + first.type() + " " + first.schema() + "." + first.name()
                    + (awaited.size() > 1 ? " and " + (awaited.size() - 1) + " more" : ""));
        }
        return contents(head);
    }

    private void table(TocEntry entry) throws IOException {
        if (entry.copy().isEmpty()) {
            throw new MalformedDump("the rows of " + entry.schema() + "." + entry.name() + " are not written as COPY text");
        }
        listener.table(entry.schema(), entry.name());
        RowHasher rows = new RowHasher();
        in.pieces(rows::feed);
        rows.end();
        tables.add(new TableContents(entry.schema(), entry.name(), rows.rows(), rows.hash()));
    }

    private void largeObjects() throws IOException {
        HashStream128 stream = Hashing.xxh3_128().hashStream();
        // Numbers of objects are unsigned 32-bit ones, written as signed.
        for (long number = in.number() & 0xffff_ffffL; number != 0; number = in.number() & 0xffff_ffffL) {
            stream.reset();
            stream.putLong(number);
            in.pieces((bytes, from, to) -> stream.putBytes(bytes, from, to - from));
            largeObjects.add(stream.get());
            largeObjectCount++;
        }
    }

    private DumpContents contents(ArchiveHead head) throws MalformedDump {
        List<SequenceValue> sequences = new ArrayList<>();
        List<DumpContents.ArchiveEntry> entries = new ArrayList<>();
        List<String> databaseSql = new ArrayList<>();
        SortedSet<String> roles = new TreeSet<>();
        for (TocEntry entry : head.toc()) {
            roles.addAll(entry.roles());
            if (entry.type().equals("SEQUENCE SET")) {
                sequences.add(sequenceValue(entry));
            } else if (entry.isAboutDatabase()) {
                if (!entry.type().equals("DATABASE")) {
                    databaseSql.add(entry.definition());
                }
            } else if (!entry.type().equals("STATISTICS DATA")) { // the planner's guesses are nobody's data
                entries.add(entry.digest());
            }
        }
        sequences.sort(Comparator.comparing(SequenceValue::schema).thenComparing(SequenceValue::name));
        tables.sort(Comparator.comparing(TableContents::schema).thenComparing(TableContents::name));
        return new DumpContents(head.databaseName(), head.serverVersion(), head.dumpVersion(), tables, sequences,
                new DumpContents.LargeObjects(largeObjectCount, largeObjects.hex()), entries, databaseSql, roles);
    }

    private static SequenceValue sequenceValue(TocEntry entry) throws MalformedDump {
        Matcher matcher = SETVAL.matcher(entry.definition());
        if (!matcher.find()) {
            throw new MalformedDump("the value of sequence " + entry.schema() + "." + entry.name() + " cannot be read");
        }
        return new SequenceValue(entry.schema(), entry.name(), Long.parseLong(matcher.group(1)), Boolean.parseBoolean(matcher.group(2)));
    }
}
