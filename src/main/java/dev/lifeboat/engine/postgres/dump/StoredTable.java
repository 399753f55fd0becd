package dev.lifeboat.engine.postgres.dump;

import dev.lifeboat.engine.Failure;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a page of one table's rows, or all of them, from a pg_dump archive of the custom format, uncompressed inside, as it streams past,
 * and stops there. Memory grows with the page, not with what lies before it. A dump has no index: the later in it the
 * page lies, the longer it takes. For one call.
 */
public final class StoredTable {

    /** A page ends before its rows take more. */
    static final int MOST_BYTES = 64 << 20;
    private static final Pattern ENCODING = Pattern.compile("client_encoding = '([^']+)'");

    private final CopyText text;
    private final long offset;
    private final int limit;
    private final Consumer<List<Optional<String>>> taker;
    private final List<List<Optional<String>>> rows = new ArrayList<>();
    private final ByteArrayOutputStream cut = new ByteArrayOutputStream();
    private long seen;
    private long bytes;
    private boolean ended;
    private boolean more;

    private StoredTable(CopyText text, long offset, int limit) {
        this.text = text;
        this.offset = offset;
        this.limit = limit;
        taker = rows::add;
    }

    /** All rows, none of which is kept. */
    private StoredTable(CopyText text, Consumer<List<Optional<String>>> taker) {
        this.text = text;
        this.offset = 0;
        this.limit = Integer.MAX_VALUE;
        this.taker = taker;
    }

    /**
     * Reads up to the end of the page.
     *
     * @param offset rows to pass over, 0 or more; beyond the last row the page is empty
     * @param limit  at most so many rows, 1 or more; fewer when they are very large
     * @throws Failure.BadInput when a single row is too large to be shown
     * @throws MalformedDump    when it is no such archive, has no such table, or is damaged before the end of the page
     */
    public static TablePage page(InputStream archive, String schema, String name, long offset, int limit, DumpReader.Listener listener)
            throws IOException {
        if (offset < 0 || limit < 1) {
            throw new IllegalArgumentException("offset " + offset + ", limit " + limit);
        }
        List<List<String>> columns = new ArrayList<>();
        StoredTable read = read(archive, schema, name, listener, (names, text) -> {
            columns.add(names);
            return new StoredTable(text, offset, limit);
        });
        return new TablePage(columns.getFirst(), offset, read.rows, read.more);
    }

    /**
     * Reads all rows, one after the other.
     *
     * @param begin is given the names of the columns once, before the first row, and takes the rows
     * @throws Failure.BadInput when a single row is too large
     * @throws MalformedDump    when it is no such archive, has no such table, or is damaged before the end of its rows
     */
    public static void each(InputStream archive, String schema, String name, DumpReader.Listener listener,
            Function<List<String>, Consumer<List<Optional<String>>>> begin) throws IOException {
        read(archive, schema, name, listener, (names, text) -> new StoredTable(text, begin.apply(names)));
    }

    private static StoredTable read(InputStream archive, String schema, String name, DumpReader.Listener listener,
            BiFunction<List<String>, CopyText, StoredTable> begin) throws IOException {
        ArchiveInput in = new ArchiveInput(archive, OutputStream.nullOutputStream(), listener);
        try {
            ArchiveHead head = ArchiveHead.read(in);
            TocEntry table = head.toc().stream().filter(entry -> entry.hasData() && entry.type().equals("TABLE DATA")
                            && entry.schema().equals(schema) && entry.name().equals(name)).findFirst()
                    .orElseThrow(() -> new MalformedDump("it has no rows of a table " + schema + "." + name));
            List<String> columns = CopyText.columns(table.copy());
            StoredTable reading = begin.apply(columns, new CopyText(columns.size(), encoding(head)));
            find(table, in);
            in.piecesWhile(() -> !reading.done(), reading::take);
            if (!reading.done()) {
                throw new MalformedDump("a table's rows have no end mark");
            }
            return reading;
        } catch (EOFException e) {
            throw new MalformedDump("it is cut off");
        }
    }

    private static String encoding(ArchiveHead head) throws MalformedDump {
        for (TocEntry entry : head.toc()) {
            Matcher matcher = ENCODING.matcher(entry.definition());
            if (entry.type().equals("ENCODING") && matcher.find()) {
                return matcher.group(1);
            }
        }
        throw new MalformedDump("it does not say in which encoding its text is");
    }

    /** Passes over the data of everything before the table. */
    private static void find(TocEntry table, ArchiveInput in) throws IOException {
        for (int kind = in.byteOrEnd(); kind >= 0; kind = in.byteOrEnd()) {
            boolean here = in.smallNumber("data") == table.id();
            if (kind == DumpReader.TABLE_DATA && here) {
                if (table.copy().isEmpty()) {
                    throw new MalformedDump("the rows of " + table.schema() + "." + table.name() + " are not written as COPY text");
                }
                return;
            }
            switch (kind) {
                case DumpReader.TABLE_DATA -> in.pieces((_, _, _) -> { });
                case DumpReader.LARGE_OBJECTS -> {
                    while (in.number() != 0) {
                        in.pieces((_, _, _) -> { });
                    }
                }
                default -> throw new MalformedDump("it has data of an unknown kind (" + kind + ")");
            }
        }
        throw new MalformedDump("it ends before the rows of " + table.schema() + "." + table.name());
    }

    private boolean done() {
        return ended || more;
    }

    private void take(byte[] piece, int from, int to) throws MalformedDump {
        int start = from;
        while (start < to && !done()) {
            int newline = RowHasher.newline(piece, start, to);
            int end = newline < 0 ? to : newline;
            if (newline < 0 || cut.size() > 0) {
                keep(piece, start, end);
            }
            if (newline >= 0 && cut.size() > 0) {
                line(cut.toByteArray(), 0, cut.size());
                cut.reset();
            } else if (newline >= 0) {
                line(piece, start, end);
            }
            start = end + 1;
        }
    }

    /** A row that comes in several pieces. Of one that is not wanted, enough to know the end mark. */
    private void keep(byte[] piece, int from, int to) {
        boolean wanted = seen >= offset && rows.size() < limit;
        if (wanted && cut.size() + (to - from) > MOST_BYTES) {
            throw new Failure.BadInput("Row " + (seen + 1) + " is larger than " + (MOST_BYTES >> 20) + " MiB, too large to be shown.",
                    "Begin after it, or restore the database to see it.");
        }
        cut.write(piece, from, wanted ? to - from : Math.min(to - from, Math.max(0, 3 - cut.size())));
    }

    private void line(byte[] line, int from, int to) throws MalformedDump {
        if (to - from == 2 && line[from] == '\\' && line[from + 1] == '.') {
            ended = true;
            return;
        }
        if (seen >= offset) {
            more = rows.size() == limit || !rows.isEmpty() && bytes + (to - from) > MOST_BYTES;
            if (more) {
                return;
            }
            taker.accept(text.row(line, from, to));
            bytes += to - from;
        }
        seen++;
    }
}
