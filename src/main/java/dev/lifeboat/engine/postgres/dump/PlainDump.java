package dev.lifeboat.engine.postgres.dump;

import dev.lifeboat.engine.postgres.dump.DumpContents.LargeObjects;
import dev.lifeboat.engine.postgres.dump.DumpContents.SequenceValue;
import dev.lifeboat.engine.postgres.dump.DumpContents.TableContents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a plain SQL dump of pg_dump as it streams past: the rows of its COPY blocks, the values of its sequences, and
 * that it is whole. Such a dump is a program for psql, so nothing in it may be a command for psql itself; the
 * {@code \restrict} of newer versions is the one exception, and is left out of what is handed on. For one dump and thread.
 */
public final class PlainDump {

    private static final Pattern COPY = Pattern.compile("COPY (.+) FROM stdin;");
    private static final Pattern NAME = Pattern.compile("(?:\"((?:[^\"]|\"\")+)\"|([^\\s\".(]+))");
    private static final Pattern SETVAL = Pattern.compile("SELECT pg_catalog\\.setval\\('((?:[^']|'')+)', (-?\\d+), (true|false)\\);");
    private static final Pattern FACT = Pattern.compile("-- Dumped (from database|by pg_dump) version (.+)");
    private static final Pattern ENCODING = Pattern.compile("SET client_encoding = '([^']+)';");
    private static final Pattern RESTRICT = Pattern.compile("\\\\(?:un)?restrict [A-Za-z0-9]+");
    private static final String END = "-- PostgreSQL database dump complete";
    private static final byte[] END_OF_ROWS = {'\\', '.'};
    private static final int BUFFER = 1 << 17;

    private final InputStream in;
    private final OutputStream out;
    private final DumpReader.Listener listener;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;
    private final List<TableContents> tables = new ArrayList<>();
    private final List<SequenceValue> sequences = new ArrayList<>();
    private final SqlState state = new SqlState();
    private String serverVersion = "";
    private String dumpVersion = "";
    private String encoding = "";
    private long largeObjects;
    private boolean complete;

    private PlainDump(InputStream in, OutputStream out, DumpReader.Listener listener) {
        this.in = in;
        this.out = out;
        this.listener = listener;
    }

    /**
     * What one holds. Definitions are not taken apart: the contents have no entries, and of large objects only the number.
     * @param encoding of the database, by PostgreSQL's name
     */
    public record Plain(DumpContents contents, String encoding) {}

    /**
     * Reads the whole dump.
     *
     * @param copy gets what psql may read; not closed
     * @throws MalformedDump when it is cut off, has a command for psql, or rows in another form than COPY's
     * @throws IOException   from either stream
     */
    public static Plain read(InputStream sql, OutputStream copy, DumpReader.Listener listener) throws IOException {
        return new PlainDump(sql, copy, listener).readAll();
    }

    private Plain readAll() throws IOException {
        for (byte[] line = line(); line.length > 0; line = line()) {
            line(line);
        }
        if (!complete || state.isOpen()) {
            throw new MalformedDump("it is cut off: the line that pg_dump ends a dump with is missing");
        }
        tables.sort(Comparator.comparing(TableContents::schema).thenComparing(TableContents::name));
        sequences.sort(Comparator.comparing(SequenceValue::schema).thenComparing(SequenceValue::name));
        return new Plain(new DumpContents("", serverVersion, dumpVersion, tables, sequences, new LargeObjects(largeObjects, ""), List.of(), List.of(), new TreeSet<>()), encoding);
    }

    private void line(byte[] line) throws IOException {
        boolean atStart = !state.isOpen();
        String text = new String(line, 0, Math.min(line.length, 4096), StandardCharsets.UTF_8).strip();
        if (atStart && RESTRICT.matcher(text).matches()) {
            return;
        }
        state.feed(line);
        out.write(line);
        if (atStart) {
            statement(text);
        }
    }

    private void statement(String text) throws IOException {
        complete |= text.equals(END);
        Matcher copy = COPY.matcher(text);
        Matcher setval = SETVAL.matcher(text);
        Matcher fact = FACT.matcher(text);
        Matcher encoded = ENCODING.matcher(text);
        if (copy.matches()) {
            table(names(copy.group(1)));
        } else if (setval.matches()) {
            List<String> name = names(setval.group(1).replace("''", "'"));
            sequences.add(new SequenceValue(name.getFirst(), name.getLast(), Long.parseLong(setval.group(2)), Boolean.parseBoolean(setval.group(3))));
        } else if (fact.matches() && fact.group(1).startsWith("from")) {
            serverVersion = fact.group(2);
        } else if (fact.matches()) {
            dumpVersion = fact.group(2);
        } else if (encoded.matches()) {
            encoding = encoded.group(1);
        } else if (text.startsWith("INSERT INTO ")) {
            throw new MalformedDump("its rows are written as INSERT, not as COPY");
        } else if (text.startsWith("SELECT pg_catalog.lo_create(")) {
            largeObjects++;
        }
    }

    private static List<String> names(String qualified) throws MalformedDump {
        Matcher name = NAME.matcher(qualified);
        List<String> parts = new ArrayList<>();
        int from = 0;
        while (name.find(from) && name.start() == from) {
            parts.add(name.group(1) != null ? name.group(1).replace("\"\"", "\"") : name.group(2));
            from = name.end() + 1;
            if (name.end() >= qualified.length() || qualified.charAt(name.end()) != '.') {
                break;
            }
        }
        if (parts.size() != 2) {
            throw new MalformedDump("the name " + qualified + " cannot be read");
        }
        return parts;
    }

    private void table(List<String> name) throws IOException {
        listener.table(name.getFirst(), name.getLast());
        RowHasher rows = new RowHasher();
        boolean atLineStart = true;
        while (fill()) {
            int newline = RowHasher.newline(buffer, at, end);
            int to = newline < 0 ? end : newline + 1;
            boolean last = atLineStart && newline - at == END_OF_ROWS.length && buffer[at] == '\\' && buffer[at + 1] == '.';
            if (atLineStart && newline < 0 && end - at <= END_OF_ROWS.length && more()) {
                continue; // too little to know whether it is the end mark
            }
            rows.feed(buffer, at, to);
            pass(to);
            atLineStart = newline >= 0;
            if (last) {
                rows.end();
                tables.add(new TableContents(name.getFirst(), name.getLast(), rows.rows(), rows.hash()));
                return;
            }
        }
        throw new MalformedDump("it is cut off in the rows of " + String.join(".", name));
    }

    private void pass(int to) throws IOException {
        out.write(buffer, at, to - at);
        at = to;
    }

    /** The next line with its newline; empty at the end. A line outside of rows is short enough to be held. */
    private byte[] line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (fill()) {
            int newline = RowHasher.newline(buffer, at, end);
            int to = newline < 0 ? end : newline + 1;
            line.write(buffer, at, to - at);
            at = to;
            if (newline >= 0) {
                break;
            }
        }
        return line.toByteArray();
    }

    /** Whether there is anything to read. */
    private boolean fill() throws IOException {
        return at < end || more();
    }

    /** Reads on behind what is there. */
    private boolean more() throws IOException {
        System.arraycopy(buffer, at, buffer, 0, end - at);
        end -= at;
        at = 0;
        int read = in.read(buffer, end, buffer.length - end);
        if (read > 0) {
            end += read;
            listener.bytes(read);
        }
        return read > 0;
    }
}
