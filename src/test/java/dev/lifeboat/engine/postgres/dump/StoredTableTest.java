package dev.lifeboat.engine.postgres.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.postgres.Sql;
import dev.lifeboat.engine.postgres.ToolProcess;
import dev.lifeboat.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pages of tables out of archives that the real pg_dump wrote. */
@Timeout(180)
class StoredTableTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private static byte[] archive;

    @BeforeAll
    static void dump() throws Exception {
        SERVER.tools();
        String database = SERVER.createDatabase("look");
        SERVER.execute(database, """
                create schema "We ird""s";
                create table "We ird""s"."T.ä(b\tle" ("Column, 1" text, "a)""b" text, plain int);
                insert into "We ird""s"."T.ä(b\tle" values (null, '', 1), (E'\\\\.', E'two\\nlines\\ttab\\\\', 2), ('ä😀\u202e', E'\\\\N', 3),
                    (E'\\b\\f\\r\\x0b\\x01', 'NULL', null);
                create table kinds (b bool, n numeric, t timestamptz, j jsonb, a int[], u uuid, x bytea, made int generated always as (1) stored);
                insert into kinds values (true, 12.340, '2026-11-22 02:00:00+00', '{"a": "q\\"\\\\ b"}', '{1,NULL,3}', '00000000-0000-0000-0000-00000000002a', '\\x00ff5c');
                create table one (w text);
                insert into one values (''), ('last');
                create table one_dot (w text);
                insert into one_dot values (E'\\\\.'), (E'\\\\'), ('.');
                create table without_columns ();
                insert into without_columns default values;
                insert into without_columns default values;
                create table empty (id int, name text);
                create table many (id int, name text);
                insert into many select i, 'row ' || i from generate_series(1, 100000) i;
                create table big (id int, body text);
                insert into big select i, repeat(chr(96 + i), 3000000) from generate_series(1, 5) i;
                create table zlast (id int);
                insert into zlast values (7);
                select lo_from_bytea(4711, 'hello'), lo_from_bytea(4712, '');
                """);
        archive = pgDump(database);
    }

    private static byte[] pgDump(String database) throws Exception {
        Map<String, String> environment = Map.of("PGHOST", SERVER.address().host(), "PGPORT", "" + SERVER.address().port(),
                "PGUSER", SERVER.address().user(), "PGPASSWORD", SERVER.embedded().password().reveal(), "PGTZ", "UTC");
        try (ToolProcess process = ToolProcess.start(SERVER.tools().tool("pg_dump"), List.of("--format=custom", "--compress=0", "--dbname=" + database),
                environment, new Cancellation())) {
            byte[] bytes = process.output().readAllBytes();
            assertThat(process.await().ok()).isTrue();
            return bytes;
        }
    }

    private static TablePage page(byte[] from, String schema, String name, long offset, int limit) throws IOException {
        return StoredTable.page(new ByteArrayInputStream(from), schema, name, offset, limit, DumpReader.Listener.NONE);
    }

    private static TablePage page(String name, long offset, int limit) throws IOException {
        return page(archive, "public", name, offset, limit);
    }

    private static List<Optional<String>> row(String... values) {
        return Arrays.stream(values).map(Optional::ofNullable).toList();
    }

    @Test
    void valuesComeAsTheyWere() throws Exception {
        TablePage page = page(archive, "We ird\"s", "T.ä(b\tle", 0, 10);
        assertThat(page.columns()).containsExactly("Column, 1", "a)\"b", "plain");
        assertThat(page.rows()).containsExactly(row(null, "", "1"), row("\\.", "two\nlines\ttab\\", "2"), row("ä😀\u202e", "\\N", "3"),
                row("\b\f\r\u000b\u0001", "NULL", null));
        assertThat(page.more()).isFalse();
    }

    @Test
    void everyTypeAsTheServerWritesItWithoutGeneratedColumns() throws Exception {
        TablePage page = page("kinds", 0, 10);
        assertThat(page.columns()).containsExactly("b", "n", "t", "j", "a", "u", "x");
        assertThat(page.rows()).containsExactly(row("t", "12.340", "2026-11-22 02:00:00+00", "{\"a\": \"q\\\"\\\\ b\"}", "{1,NULL,3}",
                "00000000-0000-0000-0000-00000000002a", "\\x00ff5c"));
    }

    @Test
    void oneColumnNoColumnsAndNoRows() throws Exception {
        assertThat(page("one", 0, 10).rows()).containsExactly(row(""), row("last"));
        assertThat(page("one_dot", 0, 10).rows()).containsExactly(row("\\."), row("\\"), row("."));
        assertThat(page("without_columns", 0, 10)).isEqualTo(new TablePage(List.of(), 0, List.of(List.of(), List.of()), false));
        assertThat(page("empty", 0, 10)).isEqualTo(new TablePage(List.of("id", "name"), 0, List.of(), false));
        assertThat(page("zlast", 0, 1)).isEqualTo(new TablePage(List.of("id"), 0, List.of(row("7")), false));
    }

    @Test
    void aPageInTheMiddleOfManyRows() throws Exception {
        TablePage page = page("many", 50_000, 3);
        assertThat(page.rows()).containsExactly(row("50001", "row 50001"), row("50002", "row 50002"), row("50003", "row 50003"));
        assertThat(page.offset()).isEqualTo(50_000);
        assertThat(page.more()).isTrue();
        assertThat(page("many", 99_998, 2).rows()).containsExactly(row("99999", "row 99999"), row("100000", "row 100000"));
        assertThat(page("many", 99_998, 2).more()).isFalse();
        assertThat(page("many", 99_997, 2).more()).isTrue();
        assertThat(page("many", 100_000, 2)).isEqualTo(new TablePage(List.of("id", "name"), 100_000, List.of(), false));
        assertThat(page("many", Long.MAX_VALUE, 1).rows()).isEmpty();
    }

    @Test
    void aRowLongerThanAnyBufferIsReadAndPassedOver() throws Exception {
        assertThat(page("big", 1, 1).rows()).containsExactly(row("2", "b".repeat(3_000_000)));
        assertThat(page("big", 4, 5).rows()).containsExactly(row("5", "e".repeat(3_000_000)));
        assertThat(page("big", 3, 1).more()).isTrue();
    }

    @Test
    void theSameHoweverTheBytesCome() throws Exception {
        InputStream slow = new ByteArrayInputStream(archive) {
            @Override public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, 3));
            }
        };
        assertThat(StoredTable.page(slow, "We ird\"s", "T.ä(b\tle", 1, 2, DumpReader.Listener.NONE)).isEqualTo(page(archive, "We ird\"s", "T.ä(b\tle", 1, 2));
    }

    @Test
    void stopsReadingWhenItHasThePage() throws Exception {
        AtomicLong read = new AtomicLong();
        long[] ends = new long[2];
        for (int i = 0; i < 2; i++) {
            read.set(0);
            StoredTable.page(new ByteArrayInputStream(archive), "public", "many", i == 0 ? 10 : 99_990, 5, new DumpReader.Listener() {
                @Override public void table(String schema, String name) {}
                @Override public void bytes(long amount) {
                    read.addAndGet(amount);
                }
            });
            ends[i] = read.get();
        }
        // 99,980 rows of at least 12 bytes lie between the two pages; the buffer has 128 KiB.
        assertThat(ends[1] - ends[0]).isGreaterThan(1_000_000);
        assertThat(ends[1]).isLessThanOrEqualTo(archive.length);
    }

    @Test
    void whatIsDamagedIsRefused() {
        assertThatThrownBy(() -> page("nowhere", 0, 1)).isInstanceOf(MalformedDump.class).hasMessage("it has no rows of a table public.nowhere");
        assertThatThrownBy(() -> page(Arrays.copyOf(archive, 100), "public", "one", 0, 1)).isInstanceOf(MalformedDump.class).hasMessage("it is cut off");
        assertThatThrownBy(() -> page("PK no dump".getBytes(StandardCharsets.US_ASCII), "public", "one", 0, 1)).isInstanceOf(MalformedDump.class)
                .hasMessage("it is no pg_dump archive");
        int lastRow = new String(archive, StandardCharsets.ISO_8859_1).indexOf("100000\trow 100000\n");
        assertThatThrownBy(() -> page(Arrays.copyOf(archive, lastRow + 10), "public", "many", 99_990, 50)).isInstanceOf(MalformedDump.class).hasMessage("it is cut off");
        byte[] fewer = archive.clone();
        int at = new String(archive, StandardCharsets.ISO_8859_1).indexOf("50001\trow 50001\n");
        fewer[at + 5] = ' ';
        assertThatThrownBy(() -> page(fewer, "public", "many", 50_000, 1)).isInstanceOf(MalformedDump.class).hasMessage("a row has 1 values for 2 columns");
    }

    @Test
    void otherEncodingsAreDecoded() throws Exception {
        String latin = "look_latin_" + ProcessHandle.current().pid();
        SERVER.execute("postgres", "create database " + Sql.name(latin) + " template template0 encoding 'LATIN1' locale 'C'");
        SERVER.dropAfterwards(latin);
        SERVER.execute(latin, "create table words (w text)", "insert into words values ('größe')");
        assertThat(page(pgDump(latin), "public", "words", 0, 1).rows()).containsExactly(row("größe"));
    }

    @Test
    void escapesThatOnlyPeopleWriteAreReadAsTheServerReadsThem() throws Exception {
        List<String> lines = new ArrayList<>(List.of("\\101\\x42\\q\\x", "\\7z"));
        List<List<Optional<String>>> rows = new ArrayList<>();
        for (String line : lines) {
            byte[] bytes = line.getBytes(StandardCharsets.US_ASCII);
            rows.add(new CopyText(1, "UTF8").row(bytes, 0, bytes.length));
        }
        assertThat(rows).containsExactly(row("ABqx"), row("\u0007z"));
        assertThatThrownBy(() -> new CopyText(1, "UTF8").row(new byte[] {'a', '\\'}, 0, 2)).isInstanceOf(MalformedDump.class);
    }
}
