package dev.lifeboat.engine.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Guesses how a CSV file is written, by its beginning. A person sees the outcome and may know better. */
public final class CsvGuess {
    private static final int SAMPLE_BYTES = 1 << 18;
    private static final int SAMPLE_RECORDS = 200;
    private static final char[] DELIMITERS = {',', ';', '\t', '|'};
    private static final List<String> NOTHINGS = List.of("\\N", "NULL", "null");

    private CsvGuess() {}

    /**
     * @param known the names that the first record may hold, such as those of a table's columns; may be empty
     * @throws dev.lifeboat.engine.Failure.StorageFailed when the file cannot be read
     */
    public static CsvForm form(Path file, Set<String> known) {
        byte[] begin = begin(file);
        CsvForm best = CsvForm.USUAL.in(encoding(begin));
        long most = -1;
        for (Optional<Character> quote : List.of(Optional.of('"'), Optional.of('\''))) {
            for (char delimiter : DELIMITERS) {
                CsvForm tried = best.with(delimiter, quote);
                long score = score(records(file, tried), quote.orElseThrow());
                if (score > most) {
                    most = score;
                    best = tried;
                }
            }
        }
        List<List<String>> records = records(file, best);
        return best.with(header(records, known), nothing(file, best, records));
    }

    private static byte[] begin(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(SAMPLE_BYTES);
        } catch (IOException e) {
            throw CsvRecords.unreadable(file, e);
        }
    }

    /** By the byte order mark, else by where the zeros are, else by whether it can be UTF-8 at all. */
    private static CsvEncoding encoding(byte[] begin) {
        if (starts(begin, 0xEF, 0xBB, 0xBF)) return CsvEncoding.UTF_8;
        if (starts(begin, 0xFF, 0xFE)) return CsvEncoding.UTF_16LE;
        if (starts(begin, 0xFE, 0xFF)) return CsvEncoding.UTF_16BE;
        int even = 0;
        int odd = 0;
        for (int i = 0; i < begin.length; i++) {
            if (begin[i] == 0 && i % 2 == 0) even++;
            else if (begin[i] == 0) odd++;
        }
        if (odd > begin.length / 8 && odd > even) return CsvEncoding.UTF_16LE;
        if (even > begin.length / 8) return CsvEncoding.UTF_16BE;
        return isUtf8(begin) ? CsvEncoding.UTF_8 : CsvEncoding.WINDOWS_1252;
    }

    private static boolean starts(byte[] begin, int... wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (begin.length <= i || (begin[i] & 0xFF) != wanted[i]) return false;
        }
        return true;
    }

    /** A letter that is cut at the end of what was read does no harm. */
    private static boolean isUtf8(byte[] begin) {
        var decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
        return !decoder.decode(ByteBuffer.wrap(begin), CharBuffer.allocate(begin.length + 1), begin.length < SAMPLE_BYTES).isError();
    }

    private static List<List<String>> records(Path file, CsvForm form) {
        List<List<String>> rows = new ArrayList<>();
        try (CsvRecords records = new CsvRecords(file, form)) {
            while (rows.size() < SAMPLE_RECORDS && records.bytesRead() <= SAMPLE_BYTES) {
                Optional<CsvRecords.Row> row = records.next();
                if (row.isEmpty()) break;
                if (!row.get().isBlank()) rows.add(row.get().values());
            }
        } catch (BrokenRecord _) {
            // As far as it could be read it counts: the file itself may be broken.
        }
        return rows;
    }

    /** Records of the same number of fields speak for a form, many fields too; quotes that remain around values against it. */
    private static long score(List<List<String>> records, char quote) {
        if (records.isEmpty()) return 0;
        int fields = records.getFirst().size();
        long alike = records.stream().filter(row -> row.size() == fields).count();
        char other = quote == '"' ? '\'' : '"';
        long quoted = records.stream().flatMap(List::stream).filter(value -> value != null && value.length() > 1
                && value.charAt(0) == other && value.charAt(value.length() - 1) == other).count();
        return fields == 1 ? 1 : 1_000 * alike / records.size() * 100 + Math.min(fields, 90) - 10 * quoted;
    }

    /** Names are given, each once, and say something else than the values below them. */
    private static boolean header(List<List<String>> records, Set<String> known) {
        if (records.isEmpty()) return false;
        List<String> first = records.getFirst();
        if (first.stream().anyMatch(value -> value == null || value.isBlank()) || new HashSet<>(first).size() < first.size()) return false;
        Set<String> lower = known.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        if (first.stream().anyMatch(value -> lower.contains(value.strip().toLowerCase(Locale.ROOT)))) return true;
        if (first.stream().anyMatch(value -> ColumnType.of(List.of(value)) != ColumnType.TEXT)) return false;
        for (int i = 0; i < first.size(); i++) {
            int column = i;
            List<String> below = records.stream().skip(1).map(row -> column < row.size() ? row.get(column) : null).toList();
            if (below.contains(first.get(i))) return false;
        }
        return true;
    }

    /** Where nothing at all stands for some values, that is NULL; else a word that is known for it, where it is not quoted. */
    private static String nothing(Path file, CsvForm form, List<List<String>> records) {
        if (hasNull(records)) return "";
        return NOTHINGS.stream().filter(word -> hasNull(records(file, form.with(form.header(), word)))).findFirst().orElse("");
    }

    private static boolean hasNull(List<List<String>> records) {
        return records.stream().flatMap(List::stream).anyMatch(Objects::isNull);
    }
}
