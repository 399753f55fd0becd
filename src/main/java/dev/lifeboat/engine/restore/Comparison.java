package dev.lifeboat.engine.restore;

import dev.lifeboat.engine.postgres.DatabaseFacts;
import dev.lifeboat.engine.postgres.Sql;
import dev.lifeboat.engine.postgres.dump.DumpContents;
import dev.lifeboat.engine.postgres.dump.DumpContents.ArchiveEntry;
import dev.lifeboat.engine.postgres.dump.DumpContents.SequenceValue;
import dev.lifeboat.engine.postgres.dump.DumpContents.TableContents;
import dev.lifeboat.engine.postgres.dump.SqlText;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.repository.MemberPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Compares three accounts of one database: what the manifest recorded when the dump was taken, what the set's dump
 * holds, and what a new dump of the restored database holds. All three come from the same reader.
 */
final class Comparison {

    private static final int MOST_DIFFERENCES = 100;

    private final Manifest.DatabaseRecord recorded;
    private final DumpContents set;
    private final DumpContents restored;
    private final DatabaseFacts restoredFacts;
    private final List<String> differences = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Comparison(Manifest.DatabaseRecord recorded, DumpContents set, DumpContents restored, DatabaseFacts restoredFacts) {
        this.recorded = recorded;
        this.set = set;
        this.restored = restored;
        this.restoredFacts = restoredFacts;
    }

    Proof proof() {
        contents("The set's dump", recorded.tables(), recorded.sequences(), recorded.largeObjects(), set);
        contents("The restored database", set.tables(), set.sequences(), set.largeObjects(), restored);
        if (MemberPath.isPlainDump(recorded.member())) {
            notes.add(recorded.facts().name() + ": rows and sequences were compared; definitions were not, and owners and rights are not in a plain dump.");
        } else {
            definitions();
            databaseItself();
        }
        long constraints = restored.entries().stream().filter(entry -> entry.type().endsWith("CONSTRAINT")).count();
        return new Proof(recorded.facts().name(), restored.tables().size(), restored.rows(), restored.sequences().size(), constraints,
                restored.entries().size(), restored.largeObjects().count(), shortened());
    }

    /** What was not compared, and why. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    private void contents(String what, List<TableContents> tables, List<SequenceValue> sequences, DumpContents.LargeObjects largeObjects, DumpContents found) {
        Map<String, TableContents> foundTables = byName(found.tables(), table -> table.schema() + "." + table.name());
        for (TableContents table : tables) {
            String name = table.schema() + "." + table.name();
            TableContents other = foundTables.remove(name);
            if (other == null) {
                differences.add(what + " lacks table " + name + " (%,d rows).".formatted(table.rows()));
            } else if (other.rows() != table.rows()) {
                differences.add(what + " has %,d rows in table %s, not %,d.".formatted(other.rows(), name, table.rows()));
            } else if (!other.hash().equals(table.hash())) {
                differences.add(what + " has as many rows in table " + name + " (%,d), but not the same ones.".formatted(table.rows()));
            }
        }
        foundTables.keySet().forEach(name -> differences.add(what + " has a table " + name + " too many."));
        sequences(what, sequences, found);
        boolean hashed = !largeObjects.hash().isEmpty() && !found.largeObjects().hash().isEmpty();
        if (hashed ? !largeObjects.equals(found.largeObjects()) : largeObjects.count() != found.largeObjects().count()) {
            differences.add(what + " has other large objects: %,d, not %,d, or other content.".formatted(found.largeObjects().count(), largeObjects.count()));
        }
    }

    private void sequences(String what, List<SequenceValue> sequences, DumpContents found) {
        Map<String, SequenceValue> foundSequences = byName(found.sequences(), sequence -> sequence.schema() + "." + sequence.name());
        for (SequenceValue sequence : sequences) {
            String name = sequence.schema() + "." + sequence.name();
            SequenceValue other = foundSequences.remove(name);
            if (other == null) {
                differences.add(what + " lacks sequence " + name + ".");
            } else if (!other.equals(sequence)) {
                differences.add(what + " has sequence " + name + " at " + at(other) + ", not at " + at(sequence) + ".");
            }
        }
        foundSequences.keySet().forEach(name -> differences.add(what + " has a sequence " + name + " too many."));
    }

    private static String at(SequenceValue sequence) {
        return sequence.lastValue() + (sequence.called() ? "" : " (not used yet)");
    }

    private void definitions() {
        boolean sameWords = set.dumpVersion().equals(restored.dumpVersion()) && set.serverVersion().equals(restored.serverVersion());
        if (!sameWords) {
            notes.add(recorded.facts().name() + ": definitions were compared by kind, name and owner only: the set comes from server " + set.serverVersion()
                    + " and pg_dump " + set.dumpVersion() + ", the proof from server " + restored.serverVersion() + " and pg_dump " + restored.dumpVersion() + ".");
        }
        Map<String, List<ArchiveEntry>> found = new TreeMap<>(restored.entries().stream().collect(Collectors.groupingBy(Comparison::key)));
        Map<String, List<ArchiveEntry>> expected = new TreeMap<>(set.entries().stream().collect(Collectors.groupingBy(Comparison::key)));
        expected.forEach((key, entries) -> {
            List<ArchiveEntry> others = found.remove(key);
            if (others == null) {
                differences.add("The restored database lacks " + key + ".");
            } else if (others.size() != entries.size()) {
                differences.add("The restored database has " + others.size() + " of " + key + ", not " + entries.size() + ".");
            } else if (!same(entries, others, ArchiveEntry::owner)) {
                differences.add("The restored database has another owner of " + key + ".");
            } else if (sameWords && !same(entries, others, ArchiveEntry::definition) && !same(entries, others, ArchiveEntry::essence)) {
                differences.add("The restored database has another definition of " + key + ".");
            }
        });
        found.keySet().forEach(key -> differences.add("The restored database has " + key + " too many."));
    }

    private static boolean same(List<ArchiveEntry> some, List<ArchiveEntry> others, Function<ArchiveEntry, String> part) {
        return some.stream().map(part).sorted().toList().equals(others.stream().map(part).sorted().toList());
    }

    private static String key(ArchiveEntry entry) {
        return entry.type() + " " + (entry.schema().isEmpty() ? "" : entry.schema() + ".") + entry.name();
    }

    /** Settings, privileges and comment of the database itself; the restored one goes by another name here. */
    private void databaseItself() {
        DatabaseFacts facts = recorded.facts();
        fact("owner", facts.owner(), restoredFacts.owner());
        fact("encoding", facts.encoding(), restoredFacts.encoding());
        fact("collation", facts.collate(), restoredFacts.collate());
        fact("character type", facts.ctype(), restoredFacts.ctype());
        fact("locale provider", facts.provider(), restoredFacts.provider());
        fact("tablespace", facts.tablespace(), restoredFacts.tablespace());
        List<String> expected = lines(set.databaseSql(), set.databaseName());
        List<String> found = lines(restored.databaseSql(), restored.databaseName());
        expected.stream().filter(line -> !found.contains(line)).forEach(line -> differences.add("The restored database lacks: " + line));
        found.stream().filter(line -> !expected.contains(line)).forEach(line -> differences.add("The restored database has too much: " + line));
    }

    private void fact(String what, String expected, String found) {
        if (!expected.equals(found)) {
            differences.add("The restored database has the " + what + " " + found + ", not " + expected + ".");
        }
    }

    private static List<String> lines(List<String> sql, String database) {
        return sql.stream().flatMap(text -> SqlText.aboutDatabase(text, database, Sql.name("x")).lines()).filter(line -> !line.isBlank()).sorted().toList();
    }

    private static <T> Map<String, T> byName(List<T> values, Function<T, String> name) {
        return values.stream().collect(Collectors.toMap(name, Function.identity(), (first, _) -> first, LinkedHashMap::new));
    }

    private List<String> shortened() {
        if (differences.size() <= MOST_DIFFERENCES) {
            return List.copyOf(differences);
        }
        List<String> kept = new ArrayList<>(differences.subList(0, MOST_DIFFERENCES));
        kept.add("... and " + (differences.size() - MOST_DIFFERENCES) + " more.");
        return kept;
    }
}
