package dev.lifeboat.engine.postgres.dump;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postgresql.core.Encoding;

/** Takes apart the lines that COPY writes as text. Source: PostgreSQL manual, "COPY", "Text Format". For one thread. */
final class CopyText {

    private final int columns;
    /** Null when the database does not know it itself: SQL_ASCII. */
    private final Charset charset;
    private final ByteArrayOutputStream value = new ByteArrayOutputStream();

    /** @param encoding by PostgreSQL's name */
    CopyText(int columns, String encoding) {
        this.columns = columns;
        charset = encoding.equals("SQL_ASCII") ? null : Charset.forName(Encoding.getJVMEncoding(encoding).name());
    }

    /** The columns of {@code COPY s.t (a, "B c") FROM stdin;}; none for a table without columns. */
    static List<String> columns(String statement) {
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        boolean quoted = false;
        boolean listed = false;
        for (int i = 0; i < statement.length(); i++) {
            char c = statement.charAt(i);
            if (c == '"' && quoted && i + 1 < statement.length() && statement.charAt(i + 1) == '"') {
                name.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == '(') {
                listed = true;
                name.setLength(0);
            } else if (!quoted && listed && (c == ',' || c == ')')) {
                names.add(name.toString());
                name.setLength(0);
                listed = c == ',';
            } else if (quoted || c != ' ') {
                name.append(c);
            }
        }
        return names;
    }

    /** @throws MalformedDump when the line has more or fewer values than the table has columns */
    List<Optional<String>> row(byte[] line, int from, int to) throws MalformedDump {
        List<Optional<String>> values = new ArrayList<>(columns);
        int start = from;
        for (int i = from; i <= to && !(columns == 0 && from == to); i++) {
            if (i == to || line[i] == '\t') {
                values.add(value(line, start, i));
                start = i + 1;
            }
        }
        if (values.size() != columns) {
            throw new MalformedDump("a row has " + values.size() + " values for " + columns + " columns");
        }
        return List.copyOf(values);
    }

    private Optional<String> value(byte[] line, int from, int to) throws MalformedDump {
        if (to - from == 2 && line[from] == '\\' && line[from + 1] == 'N') {
            return Optional.empty();
        }
        value.reset();
        int i = from;
        while (i < to) {
            if (line[i] != '\\') {
                value.write(line[i++]);
            } else if (i + 1 == to) {
                throw new MalformedDump("a value ends with half an escape");
            } else {
                i = escape(line, i + 1, to);
            }
        }
        return Optional.of(text(value.toByteArray()));
    }

    /** @param at what follows the backslash @return where to go on */
    private int escape(byte[] line, int at, int to) {
        int digits = line[at] == 'x' ? digits(line, at + 1, Math.min(to, at + 3), 16) : digits(line, at, Math.min(to, at + 3), 8);
        if (digits > 0) {
            int first = line[at] == 'x' ? at + 1 : at;
            int radix = line[at] == 'x' ? 16 : 8;
            value.write(Integer.parseInt(new String(line, first, digits, StandardCharsets.US_ASCII), radix));
            return first + digits;
        }
        value.write(switch (line[at]) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0b;
            default -> line[at];
        });
        return at + 1;
    }

    private static int digits(byte[] line, int from, int to, int radix) {
        int count = 0;
        while (from + count < to && line[from + count] > 0 && Character.digit(line[from + count], radix) >= 0) {
            count++;
        }
        return count;
    }

    private String text(byte[] bytes) {
        if (charset != null) {
            return new String(bytes, charset);
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            return new String(bytes, StandardCharsets.ISO_8859_1); // some text at least for every byte
        }
    }
}
