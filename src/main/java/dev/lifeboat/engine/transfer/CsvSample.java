package dev.lifeboat.engine.transfer;

import dev.lifeboat.engine.postgres.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What the beginning of a file looks like when it is read in a certain way.
 *
 * @param names   of the columns: from the first record, or numbered; each once, and short enough for a name
 * @param rows    the first ones, as long as they can be read; null for NULL
 * @param types   one per column, guessed by more rows than these
 * @param problem why the rows end, when that is not the end of the file
 */
public record CsvSample(List<String> names, List<List<String>> rows, List<ColumnType> types, long sizeBytes, Optional<String> problem) {
    private static final int SHOWN = 50;
    private static final int LOOKED_AT = 5_000;
    private static final long LOOKED_AT_BYTES = 8 << 20;

    /** Reads the beginning. @throws dev.lifeboat.engine.Failure.StorageFailed when the file cannot be read */
    public static CsvSample read(Path file, CsvForm form) {
        List<List<String>> rows = new ArrayList<>();
        Optional<String> problem = Optional.empty();
        Optional<List<String>> header = Optional.empty();
        try (CsvRecords records = new CsvRecords(file, form)) {
            if (form.header()) header = records.next().map(CsvRecords.Row::values);
            while (rows.size() < LOOKED_AT && records.bytesRead() < LOOKED_AT_BYTES) {
                Optional<CsvRecords.Row> row = records.next();
                if (row.isEmpty()) break;
                if (!row.get().isBlank() || header.map(List::size).orElse(rows.isEmpty() ? 1 : rows.getFirst().size()) == 1) rows.add(row.get().values());
            }
        } catch (BrokenRecord e) {
            problem = Optional.of("Line " + e.line() + ": " + e.getMessage());
        }
        int columns = header.map(List::size).orElse(rows.isEmpty() ? 0 : rows.getFirst().size());
        List<ColumnType> types = IntStream.range(0, columns)
                .mapToObj(i -> ColumnType.of(rows.stream().map(row -> i < row.size() ? row.get(i) : null).toList())).toList();
        return new CsvSample(names(header, columns), List.copyOf(rows.subList(0, Math.min(rows.size(), SHOWN))), types, size(file), problem);
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw CsvRecords.unreadable(file, e);
        }
    }

    private static List<String> names(Optional<List<String>> header, int columns) {
        Set<String> used = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            String given = header.isEmpty() || header.get().get(i) == null ? "" : header.get().get(i).strip();
            String base = given.isEmpty() ? "column_" + (i + 1) : Sql.fittingName(given, "");
            String name = base;
            for (int next = 2; !used.add(name); next++) name = Sql.fittingName(base, "_" + next);
            names.add(name);
        }
        return List.copyOf(names);
    }
}
