package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.postgres.Sql;
import dev.lifeboat.engine.postgres.dump.DumpContents.TableContents;
import dev.lifeboat.engine.postgres.dump.DumpReader;
import dev.lifeboat.engine.postgres.dump.StoredTable;
import dev.lifeboat.engine.postgres.dump.TablePage;
import dev.lifeboat.engine.secret.Unlock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Looks into a set without restoring it: nothing is written, no server is needed. What it shows was not verified, since
 * it reads no further than it must. Immutable.
 */
public record SetContents(BackupSet set, Unlock unlock) {

    /** Of a set that is not encrypted. */
    public SetContents(BackupSet set) {
        this(set, Unlock.NONE);
    }

    /** A table with its database. */
    public record Located(Manifest.DatabaseRecord database, TableContents table) {}

    /** The databases that are meant: the named one, or all. @throws Failure.NotFound with those there are */
    public List<Manifest.DatabaseRecord> databases(Optional<String> name) {
        List<Manifest.DatabaseRecord> all = set.manifest().databases();
        if (name.isEmpty()) {
            return all;
        }
        List<Manifest.DatabaseRecord> found = all.stream().filter(database -> database.facts().name().equals(name.get())).toList();
        if (found.isEmpty()) {
            throw new Failure.NotFound("The set " + set.id() + " has no database \"" + name.get() + "\".",
                    "It has: " + String.join(", ", all.stream().map(database -> database.facts().name()).toList()) + ".");
        }
        return found;
    }

    /**
     * @param database where to look; everywhere when empty
     * @param name     {@code schema.table}, plain or as SQL quotes it, or {@code table} alone
     * @throws Failure.NotFound when there is none
     * @throws Failure.BadInput when there are several
     */
    public Located table(Optional<String> database, String name) {
        List<Located> found = new ArrayList<>();
        for (Manifest.DatabaseRecord record : databases(database)) {
            record.tables().stream().filter(table -> isCalled(table, name)).forEach(table -> found.add(new Located(record, table)));
        }
        if (found.isEmpty()) {
            throw new Failure.NotFound("The set " + set.id() + " has no table " + name + database.map(d -> " in " + d).orElse("") + ".",
                    "See which it has: lifeboat sets look " + set.id());
        }
        if (found.size() > 1) {
            throw new Failure.BadInput(found.size() + " tables of the set " + set.id() + " are called " + name + ".", "Say which: " + String.join(", ",
                    found.stream().limit(5).map(one -> quoted(one.table()) + " in " + one.database().facts().name()).toList()) + (found.size() > 5 ? ", ..." : "") + ".");
        }
        return found.getFirst();
    }

    private static boolean isCalled(TableContents table, String name) {
        return name.equals(table.schema() + "." + table.name()) || name.equals(table.name()) || name.equals(quoted(table));
    }

    private static String quoted(TableContents table) {
        return Sql.name(table.schema()) + "." + Sql.name(table.name());
    }

    /**
     * Reads a page of a table's rows from the dump, see {@link StoredTable#page}.
     * @throws Failure.KeyNeeded  when it is encrypted, and what is at hand does not open it
     * @throws Failure.SetDamaged when the dump is missing, cut, or cannot be read up to the end of the page
     */
    public TablePage page(Located where, long offset, int limit, Cancellation cancellation) {
        return read(where, dump -> StoredTable.page(dump, where.table().schema(), where.table().name(), offset, limit, new Stoppable(cancellation)));
    }

    /**
     * Reads all rows of a table from the dump, one after the other, see {@link StoredTable#each}.
     *
     * @throws Failure.KeyNeeded  when it is encrypted, and what is at hand does not open it
     * @throws Failure.SetDamaged when the dump is missing, cut, or cannot be read up to the end of the rows
     */
    public void rows(Located where, Cancellation cancellation, Function<List<String>, Consumer<List<Optional<String>>>> begin) {
        read(where, dump -> {
            StoredTable.each(dump, where.table().schema(), where.table().name(), new Stoppable(cancellation), begin);
            return true;
        });
    }

    @FunctionalInterface
    private interface Reading<T> {
        T of(InputStream dump) throws IOException;
    }

    private <T> T read(Located where, Reading<T> reading) {
        String path = where.database().member();
        Manifest.Member member = set.manifest().members().stream().filter(one -> one.path().equals(path)).findFirst()
                .orElseThrow(() -> damaged(path + " is no member of the set", null));
        requireSize(member);
        if (MemberPath.isPlainDump(path)) {
            throw new Failure.BadInput(set.id() + " was imported and holds plain SQL: its rows cannot be paged through.",
                    "Restore it beside the present databases, or read " + set.folder().resolve(path) + " with zstd -dc.");
        }
        try (InputStream dump = MemberReading.open(set, member, unlock)) {
            return reading.of(dump);
        } catch (IOException e) {
            throw damaged(path + " cannot be read as it should: " + e.getMessage(), e);
        }
    }

    private void requireSize(Manifest.Member member) {
        Path file = set.folder().resolve(member.path());
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw damaged(member.path() + " is missing", null);
        }
        try {
            if (Files.size(file) != member.sizeBytes()) {
                throw damaged(member.path() + " has " + Files.size(file) + " bytes instead of " + member.sizeBytes(), null);
            }
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read " + file, e);
        }
    }

    private Failure.SetDamaged damaged(String what, IOException causeOrNull) {
        return new Failure.SetDamaged("In the set " + set.id() + ", " + what + ".", causeOrNull, "Verify it: lifeboat sets verify " + set.id() + " --deep");
    }

    private record Stoppable(Cancellation cancellation) implements DumpReader.Listener {
        @Override public void table(String schema, String name) {}

        @Override public void bytes(long amount) {
            cancellation.check();
        }
    }
}
