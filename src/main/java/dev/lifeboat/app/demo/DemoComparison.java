package dev.lifeboat.app.demo;

import dev.lifeboat.engine.postgres.dump.DumpContents.TableContents;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Manifest.DatabaseRecord;
import java.util.ArrayList;
import java.util.List;

/** Two backups of the same databases side by side. Databases that only the first one has are left out. */
final class DemoComparison {

    private final List<DemoStep.TableProof> tables = new ArrayList<>();
    private final List<String> differences = new ArrayList<>();
    private long sequences;

    DemoComparison(BackupSet then, BackupSet now) {
        for (DatabaseRecord later : now.manifest().databases()) {
            String name = later.facts().name();
            then.manifest().databases().stream().filter(earlier -> earlier.facts().name().equals(name)).findFirst()
                    .ifPresentOrElse(earlier -> compare(name, earlier, later), () -> differences.add("The backup has no database " + name + "."));
        }
    }

    private void compare(String database, DatabaseRecord then, DatabaseRecord now) {
        for (TableContents table : then.tables()) {
            TableContents found = now.tables().stream().filter(other -> other.schema().equals(table.schema()) && other.name().equals(table.name()))
                    .findFirst().orElse(new TableContents(table.schema(), table.name(), 0, "no such table"));
            DemoStep.TableProof proof = new DemoStep.TableProof(database, table.name(), table.rows(), table.hash(), found.rows(), found.hash());
            tables.add(proof);
            if (!proof.equal()) {
                differences.add(database + "." + table.name() + ": " + table.rows() + " rows, hash " + table.hash() + " in the backup; "
                        + found.rows() + " rows, hash " + found.hash() + " now.");
            }
        }
        if (now.tables().size() != then.tables().size()) {
            differences.add(database + ": " + then.tables().size() + " tables in the backup, " + now.tables().size() + " now.");
        }
        sequences += then.sequences().size();
        same(database + ": the sequences", then.sequences(), now.sequences());
        same(database + ": the large objects", then.largeObjects(), now.largeObjects());
        same(database + ": the definitions", then.objects(), now.objects());
    }

    private void same(String what, Object then, Object now) {
        if (!then.equals(now)) {
            differences.add(what + " differ: " + then + " in the backup, " + now + " now.");
        }
    }

    List<DemoStep.TableProof> tables() {
        return List.copyOf(tables);
    }

    long sequences() {
        return sequences;
    }

    /** Each says what was expected and what was found. */
    List<String> differences() {
        return List.copyOf(differences);
    }
}
