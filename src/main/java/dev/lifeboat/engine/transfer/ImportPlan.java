package dev.lifeboat.engine.transfer;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.postgres.Sql;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which file goes where.
 *
 * @param columns for each field of a record, the column it goes to; empty for a field that is passed over
 */
public record ImportPlan(Path file, CsvForm form, ImportTarget target, List<Optional<String>> columns) {

    /** @throws Failure.BadInput when no field goes anywhere, or two go to the same column */
    public ImportPlan {
        columns = List.copyOf(columns);
        List<String> names = columns.stream().flatMap(Optional::stream).toList();
        if (names.isEmpty()) {
            throw new Failure.BadInput("No column of the file goes to a column of the table.", "Choose where at least one goes.");
        }
        if (new HashSet<>(names).size() < names.size()) {
            throw new Failure.BadInput("Two columns of the file go to the same column of the table.", "Choose another one, or pass one over.");
        }
    }

    /** The columns that are written, in the order of the file. */
    List<String> written() {
        return columns.stream().flatMap(Optional::stream).toList();
    }

    /** The indexes of the fields that go somewhere. */
    List<Integer> fields() {
        return IntStream.range(0, columns.size()).filter(i -> columns.get(i).isPresent()).boxed().toList();
    }

    /** The statement that takes the rows. */
    String copy() {
        return "copy " + target.sqlName() + " (" + written().stream().map(Sql::name).collect(Collectors.joining(", ")) + ") from stdin";
    }
}
