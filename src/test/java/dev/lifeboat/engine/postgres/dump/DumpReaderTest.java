package dev.lifeboat.engine.postgres.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.postgres.Sql;
import dev.lifeboat.engine.postgres.ToolProcess;
import dev.lifeboat.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.PGConnection;

class DumpReaderTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private static String database;
    private static byte[] archive;

    @BeforeAll
    static void dump() throws Exception {
        SERVER.tools();
        database = SERVER.createDatabase("reader");
        SERVER.execute(database, """
                create schema "We ird""s";
                create table people (id int primary key, name text, born date);
                insert into people select i, 'name ' || i || repeat('ä😀', i %% 50), date '2000-01-01' + i from generate_series(1, 5000) i;
                create table "We ird""s"."Tä\tble" ("Column 1" text);
                insert into "We ird""s"."Tä\tble" values (null), (''), (E'\\\\.'), (E'two\\nlines\\ttab\\\\'), (repeat('x', 3000000));
                create table without_columns ();
                insert into without_columns default values;
                insert into without_columns default values;
                insert into without_columns default values;
                create table empty (id int);
                create sequence "We ird""s"."count'er";
                select setval('"We ird""s"."count''er"', 41);
                create sequence unused;
                select lo_from_bytea(4711, 'hello'), lo_from_bytea(4712, ''), lo_from_bytea(3000000000::oid, 'a high number');
                comment on database %s is 'for reading';
                """.formatted(Sql.name(database)));
        archive = pgDump("--create");
    }

    @Test
    void countsAndHashesRowsAsTheServerItselfCopiesThem() throws Exception {
        DumpContents contents = read(archive);
        assertThat(contents.tables()).extracting(DumpContents.TableContents::name).containsExactly("Tä\tble", "empty", "people", "without_columns");
        assertThat(contents.tables()).extracting(DumpContents.TableContents::rows).containsExactly(5L, 0L, 5000L, 3L);
        for (DumpContents.TableContents table : contents.tables()) {
            assertThat(table.hash()).as(table.name()).isEqualTo(RowHasherTest.sum(copiedByTheServer(table)));
        }
    }

    @Test
    void readsSequencesLargeObjectsAndTheHead() throws Exception {
        DumpContents contents = read(archive);
        assertThat(contents.databaseName()).isEqualTo(database);
        assertThat(contents.dumpVersion()).startsWith(String.valueOf(SERVER.tools().versionNumber() / 10_000));
        assertThat(contents.sequences()).containsExactly(
                new DumpContents.SequenceValue("We ird\"s", "count'er", 41, true), new DumpContents.SequenceValue("public", "unused", 1, false));
        assertThat(contents.largeObjects().count()).isEqualTo(3);
        assertThat(contents.entries()).anySatisfy(entry -> {
            assertThat(entry.type()).isEqualTo("CONSTRAINT");
            assertThat(entry.name()).isEqualTo("people people_pkey");
        });
        assertThat(contents.databaseSql()).singleElement().asString().contains("COMMENT ON DATABASE", "for reading");
        assertThat(DumpReader.readHead(new ByteArrayInputStream(archive)).entries()).isEqualTo(contents.entries());
    }

    @Test
    void theSameHoweverTheBytesComeAndHandsEveryOneOn() throws Exception {
        DumpContents expected = read(archive);
        for (int seed = 0; seed < 8; seed++) {
            ByteArrayOutputStream copy = new ByteArrayOutputStream();
            assertThat(DumpReader.read(inPieces(archive, new Random(seed), seed < 2 ? 3 : 40_000), copy, DumpReader.Listener.NONE)).isEqualTo(expected);
            assertThat(copy.toByteArray()).isEqualTo(archive);
        }
    }

    @Test
    void aChangedRowSequenceOrObjectIsSeen() throws Exception {
        DumpContents before = read(archive);
        SERVER.execute(database, "update people set name = 'someone else' where id = 77", "select nextval('unused')", "select lo_put(4711, 0, 'J')");
        try {
            DumpContents after = read(pgDump("--create"));
            assertThat(after.tables().get(2).rows()).isEqualTo(5000);
            assertThat(after.tables().get(2).hash()).isNotEqualTo(before.tables().get(2).hash());
            assertThat(after.sequences().get(1)).isEqualTo(new DumpContents.SequenceValue("public", "unused", 1, true));
            assertThat(after.largeObjects().count()).isEqualTo(3);
            assertThat(after.largeObjects().hash()).isNotEqualTo(before.largeObjects().hash());
            assertThat(after.tables().get(0)).isEqualTo(before.tables().get(0));
        } finally {
            SERVER.execute(database, "update people set name = 'name 77' || repeat('ä😀', 27) where id = 77", "select setval('unused', 1, false)", "select lo_put(4711, 0, 'h')");
        }
        assertThat(read(pgDump("--create")).tables()).isEqualTo(before.tables());
    }

    @Test
    void trap09_refusesAnArchiveThatIsCutAnywhere() {
        Random random = new Random(3);
        List<Integer> cuts = new ArrayList<>(List.of(0, 1, 5, 11, 60, archive.length - 1, archive.length - 5, archive.length - 9));
        random.ints(60, 0, archive.length).forEach(cuts::add);
        for (int cut : cuts) {
            assertThatThrownBy(() -> read(java.util.Arrays.copyOf(archive, cut))).as("cut at %d of %d", cut, archive.length).isInstanceOf(MalformedDump.class);
        }
    }

    @Test
    void refusesWhatIsNoPlainCustomArchive() throws Exception {
        assertThatThrownBy(() -> read("-- PostgreSQL database dump".getBytes(StandardCharsets.UTF_8))).hasMessage("it is no pg_dump archive");
        byte[] compressed = pgDump("--compress=6");
        assertThatThrownBy(() -> read(compressed)).hasMessageContaining("compressed inside");
        byte[] inserts = pgDump("--inserts");
        assertThatThrownBy(() -> read(inserts)).hasMessageContaining("not written as COPY text");
        byte[] newer = archive.clone();
        newer[6] = 17;
        assertThatThrownBy(() -> read(newer)).hasMessageContaining("version 1.17 is not known");
    }

    private static DumpContents read(byte[] bytes) throws IOException {
        return DumpReader.read(new ByteArrayInputStream(bytes), OutputStream.nullOutputStream(), DumpReader.Listener.NONE);
    }

    private static List<String> copiedByTheServer(DumpContents.TableContents table) throws Exception {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (Connection connection = SERVER.connect(database)) {
            connection.unwrap(PGConnection.class).getCopyAPI().copyOut("copy " + Sql.name(table.schema()) + "." + Sql.name(table.name()) + " to stdout", text);
        }
        String all = text.toString(StandardCharsets.UTF_8);
        return all.isEmpty() ? List.of() : List.of(all.substring(0, all.length() - 1).split("\n", -1));
    }

    private static byte[] pgDump(String option) throws IOException {
        Map<String, String> environment = Map.of("PGHOST", SERVER.address().host(), "PGPORT", "" + SERVER.address().port(), "PGUSER", SERVER.address().user(),
                "PGPASSWORD", SERVER.embedded().password().reveal());
        List<String> arguments = new ArrayList<>(List.of("--format=custom", option, "--dbname=dbname=" + Sql.conninfo(database)));
        if (!option.startsWith("--compress")) {
            arguments.add("--compress=0");
        }
        try (ToolProcess process = ToolProcess.start(SERVER.tools().tool("pg_dump"), arguments, environment, new Cancellation())) {
            byte[] bytes = process.output().readAllBytes();
            assertThat(process.await()).isEqualTo(new ToolProcess.Exit("pg_dump", 0, ""));
            return bytes;
        }
    }

    private static InputStream inPieces(byte[] bytes, Random random, int longest) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, 1 + random.nextInt(longest)));
            }
        };
    }
}
