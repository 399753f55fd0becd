package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.postgres.dump.DumpContents.LargeObjects;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How what was recorded of some databases differs from what was recorded of others: of two sets, or of a set and the live
 * databases. Made from the records alone, so it costs nothing; rows that were only reordered make no difference.
 *
 * @param differences in the order of the databases' names; empty when both are equal
 * @param equalTables tables with the same rows on both sides
 */
public record SetDiff(List<Difference> differences, long equalTables) {

    public SetDiff {
        differences = List.copyOf(differences);
    }

    /** What may differ. */
    public enum Subject { DATABASE, TABLE, SEQUENCE, LARGE_OBJECTS, OBJECTS }

    /**
     * One side of a difference.
     *
     * @param number rows of a table or database, value of a sequence, how many large objects, or objects of a type
     * @param detail content hash of a table or of the large objects; {@code called} or {@code unused} of a sequence; else empty
     */
    public record Side(long number, String detail) {}

    /**
     * One difference.
     *
     * @param name  {@code schema.table}, {@code schema.sequence}, a type of objects such as INDEX, or empty
     * @param left  empty when it is only on the right
     * @param right empty when it is only on the left
     */
    public record Difference(Subject subject, String database, String name, Optional<Side> left, Optional<Side> right) {}

    public boolean equal() {
        return differences.isEmpty();
    }

    public static SetDiff of(List<Manifest.DatabaseRecord> left, List<Manifest.DatabaseRecord> right) {
        Map<String, Manifest.DatabaseRecord> lefts = byName(left);
        Map<String, Manifest.DatabaseRecord> rights = byName(right);
        List<Difference> differences = new ArrayList<>();
        long equalTables = 0;
        TreeSet<String> names = new TreeSet<>(lefts.keySet());
        names.addAll(rights.keySet());
        for (String name : names) {
            Optional<Manifest.DatabaseRecord> one = Optional.ofNullable(lefts.get(name));
            Optional<Manifest.DatabaseRecord> other = Optional.ofNullable(rights.get(name));
            if (one.isEmpty() || other.isEmpty()) {
                differences.add(new Difference(Subject.DATABASE, name, "", one.map(SetDiff::side), other.map(SetDiff::side)));
            } else {
                equalTables += compare(name, one.get(), other.get(), differences);
            }
        }
        return new SetDiff(differences, equalTables);
    }

    private static Map<String, Manifest.DatabaseRecord> byName(List<Manifest.DatabaseRecord> records) {
        return records.stream().collect(Collectors.toMap(record -> record.facts().name(), Function.identity()));
    }

    private static Side side(Manifest.DatabaseRecord database) {
        return new Side(database.rows(), "");
    }

    /** @return tables that are equal */
    private static long compare(String database, Manifest.DatabaseRecord left, Manifest.DatabaseRecord right, List<Difference> into) {
        long equal = compare(Subject.TABLE, database, tables(left), tables(right), into);
        compare(Subject.SEQUENCE, database, sequences(left), sequences(right), into);
        compare(Subject.LARGE_OBJECTS, database, largeObjects(left), largeObjects(right), into);
        compare(Subject.OBJECTS, database, objects(left), objects(right), into);
        return equal;
    }

    private static long compare(Subject subject, String database, Map<String, Side> left, Map<String, Side> right, List<Difference> into) {
        TreeSet<String> names = new TreeSet<>(left.keySet());
        names.addAll(right.keySet());
        long equal = 0;
        for (String name : names) {
            Optional<Side> one = Optional.ofNullable(left.get(name));
            Optional<Side> other = Optional.ofNullable(right.get(name));
            if (one.equals(other)) {
                equal++;
            } else {
                into.add(new Difference(subject, database, name, one, other));
            }
        }
        return equal;
    }

    private static Map<String, Side> tables(Manifest.DatabaseRecord database) {
        Map<String, Side> sides = new LinkedHashMap<>();
        database.tables().forEach(table -> sides.put(table.schema() + "." + table.name(), new Side(table.rows(), table.hash())));
        return sides;
    }

    private static Map<String, Side> sequences(Manifest.DatabaseRecord database) {
        Map<String, Side> sides = new LinkedHashMap<>();
        database.sequences().forEach(sequence -> sides.put(sequence.schema() + "." + sequence.name(),
                new Side(sequence.lastValue(), sequence.called() ? "called" : "unused")));
        return sides;
    }

    private static Map<String, Side> largeObjects(Manifest.DatabaseRecord database) {
        LargeObjects objects = database.largeObjects();
        return Map.of("", new Side(objects.count(), objects.hash()));
    }

    private static Map<String, Side> objects(Manifest.DatabaseRecord database) {
        return database.objects().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> new Side(entry.getValue(), "")));
    }
}
