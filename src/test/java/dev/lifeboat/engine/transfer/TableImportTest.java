package dev.lifeboat.engine.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.audit.AuditEntry;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.Protection;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.testing.TestServer;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class TableImportTest {
    @RegisterExtension static final TestServer SERVER = new TestServer();

    @TempDir Path folder;
    private String database;
    private Path file;
    private AuditLog audit;

    @BeforeEach
    void make() throws Exception {
        database = SERVER.createDatabase("import");
        file = folder.resolve("in.csv");
        audit = new AuditLog(folder.resolve("audit.jsonl"));
        SERVER.execute(database, "create table places(id int primary key, name varchar(10) not null, kind text check (kind <> 'bad'), n numeric(4, 2), other int references places)");
    }

    @Test
    void rowsComeInWithNullAndEmptyTold() throws Exception {
        write("id,name,kind\r\n1,\"a, \"\"b\"\"\nc\",\r\n2,\"\",\"\"\r\n\r\n3,\\x\\N\t,NULL\r\n");
        assertThat(run(plan("id", "name", "kind"))).isEqualTo(new ImportReport(3, List.of(), false));
        assertThat(rows("select id || ':' || name || ':' || coalesce(quote_literal(kind), 'null') from places order by id"))
                .containsExactly("1:a, \"b\"\nc:null", "2::''", "3:\\x\\N\t:'NULL'");
        assertThat(audit.entries().stream().map(AuditEntry::outcome)).containsExactly("done", "started");
        assertThat(audit.entries().getFirst().detail()).isEqualTo("in.csv into " + database + ": public.places");
    }

    @Test
    void anotherTextMeansNull() throws Exception {
        write("1;x;-\n2;\"-\";\"\"\n3;y;\n");
        var form = new CsvForm(CsvEncoding.UTF_8, ';', Optional.of('"'), false, "-", false);
        assertThat(run(new ImportPlan(file, form, places(), columns("id", "name", "kind"))).ok()).isTrue();
        assertThat(rows("select id || ':' || name || ':' || coalesce(quote_literal(kind), 'null') from places order by id")).containsExactly("1:x:null", "2:-:''", "3:y:''");
        SERVER.execute(database, "delete from places");
        form = new CsvForm(CsvEncoding.UTF_8, ';', Optional.of('"'), false, "-", true);
        assertThat(run(new ImportPlan(file, form, places(), columns("id", "name", "kind"))).ok()).isTrue();
        assertThat(rows("select id || ':' || name || ':' || coalesce(quote_literal(kind), 'null') from places order by id")).containsExactly("1:x:null", "2:-:null", "3:y:null");
    }

    @Test
    void fieldsArePassedOverAndGoWhereTheyAreSent() throws Exception {
        write("x,second,first\n?,one,1\n?,two,2\n");
        assertThat(run(plan(null, "name", "id")).rows()).isEqualTo(2);
        assertThat(rows("select id || name from places order by id")).containsExactly("1one", "2two");
        assertThatThrownBy(() -> plan(null, null, null)).isInstanceOf(Failure.BadInput.class);
        assertThatThrownBy(() -> plan("id", "id", null)).isInstanceOf(Failure.BadInput.class);
    }

    @Test
    void everyEncodingIsRead() throws Exception {
        for (var encoding : CsvEncoding.values()) {
            for (String mark : encoding.charset().newEncoder().canEncode('\uFEFF') ? List.of("", "\uFEFF") : List.of("")) {
                Files.write(file, (mark + "1,Zürich é\n").getBytes(encoding.charset()));
                var form = new CsvForm(encoding, ',', Optional.of('"'), false, "", false);
                assertThat(run(new ImportPlan(file, form, places(), columns("id", "name"))).problems()).as(encoding.name()).isEmpty();
                assertThat(rows("delete from places returning name")).containsExactly("Zürich é");
            }
        }
        Files.write(file, "id,name\n1,x\n2,ü\n".getBytes(Charset.forName("windows-1252")));
        assertThat(run(plan("id", "name")).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).hasValue(3);
            assertThat(problem.column()).isEqualTo("name");
            assertThat(problem.what()).contains("no letters in UTF-8");
        });
        assertThat(rows("select count(*)::text from places")).containsExactly("0");
    }

    @Test
    void eachProblemNamesLineAndColumnAndNothingStays() throws Exception {
        SERVER.execute(database, "insert into places values (7, 'old')");
        write("""
                id,name,kind,n,other
                1,"two
                lines",good,1,
                x,a,good,1,
                2,,good,1,
                3,a,bad,1,
                4,much too long a name,good,1,
                5,a,good,100,
                7,a,good,1,
                1,again,good,1,
                6,a,good,1,999
                8,a,good
                9,a,good,1,,extra
                10,fine,good,1,7
                """);
        for (var report : List.of(tryOut(plan("id", "name", "kind", "n", "other")), run(plan("id", "name", "kind", "n", "other")))) {
            assertThat(report.rows()).isZero();
            assertThat(report.more()).isFalse();
            assertThat(report.problems().stream().map(problem -> problem.line().orElse(-1) + " " + problem.column()))
                    .containsExactly("4 id", "5 name", "6 kind", "7 name", "8 n", "9 id", "10 id", "12 ", "13 ");
            assertThat(report.problems().getFirst().what()).isEqualTo("invalid input syntax for type integer: \"x\"");
            assertThat(report.problems().get(5).what()).contains("Key (id)=(7) already exists.");
            assertThat(report.problems().get(7).what()).isEqualTo("Too few values: 3 instead of 5.");
            assertThat(report.problems().get(8).what()).isEqualTo("Too many values: 6 instead of 5.");
        }
        assertThat(rows("select id::text from places")).containsExactly("7");
        assertThat(audit.entries().stream().map(AuditEntry::outcome)).containsExactly("failed", "started");
    }

    @Test
    void aRowMayReferToOneFurtherDown() throws Exception {
        write("id,name,other\n" + "1,child,5000\n" + lines(2, 5000));
        assertThat(run(plan("id", "name", "other")).rows()).isEqualTo(5000);
        SERVER.execute(database, "delete from places");
        write("id,name,other\n" + "1,child,5000\n" + lines(2, 4999));
        assertThat(run(plan("id", "name", "other")).problems()).singleElement()
                .satisfies(problem -> assertThat(problem.what()).contains("Key (other)=(5000) is not present"));
        assertThat(rows("select count(*)::text from places")).containsExactly("0");
    }

    private static String lines(int from, int to) {
        var text = new StringBuilder();
        for (int i = from; i <= to; i++) text.append(i).append(",p,\n");
        return text.toString();
    }

    @Test
    void aReferenceThatLeadsNowhereIsFoundAmongThousands() throws Exception {
        SERVER.execute(database, "insert into places values (1, 'one')", "create table visits(id int generated always as identity, place int references places, seen date, twice int generated always as (place * 2) stored)");
        var text = new StringBuilder("place,seen\n");
        for (int i = 2; i <= 5000; i++) text.append(i == 3456 ? "77" : "1").append(",2026-01-01\n");
        write(text.toString());
        assertThat(run(new ImportPlan(file, CsvForm.USUAL, new ImportTarget.Table("public", "visits"), columns("place", "seen"))).problems())
                .singleElement().satisfies(problem -> {
                    assertThat(problem.line()).hasValue(3456);
                    assertThat(problem.column()).isEqualTo("place");
                });
        assertThat(rows("select count(*)::text from visits")).containsExactly("0");
    }

    @Test
    void triggersDoWhatTheyDoAndATrialKeepsNothing() throws Exception {
        SERVER.execute(database, "create table log(what text)", "create function note() returns trigger language plpgsql as $$ begin"
                + " if new.name = 'no' then raise exception 'not this one'; end if; insert into log values (new.name); return new; end $$",
                "create trigger note before insert on places for each row execute function note()");
        write("id,name\n1,a\n2,b\n");
        assertThat(tryOut(plan("id", "name"))).isEqualTo(new ImportReport(2, List.of(), false));
        assertThat(rows("select what from log")).isEmpty();
        assertThat(run(plan("id", "name")).rows()).isEqualTo(2);
        assertThat(rows("select what from log order by what")).containsExactly("a", "b");
        write("id,name\n3,c\n4,no\n");
        assertThat(run(plan("id", "name")).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).hasValue(3);
            assertThat(problem.what()).isEqualTo("not this one");
        });
        assertThat(rows("select count(*)::text from places")).containsExactly("2");
    }

    @Test
    void aConstraintThatWaitsForTheEndIsLookedAtInTheTrialToo() throws Exception {
        SERVER.execute(database, "create table late(id int, place int references places deferrable initially deferred)");
        write("id,place\n1,5\n");
        var report = tryOut(new ImportPlan(file, CsvForm.USUAL, new ImportTarget.Table("public", "late"), columns("id", "place")));
        assertThat(report.problems()).singleElement().satisfies(problem -> assertThat(problem.what()).contains("late_place_fkey"));
    }

    @Test
    void aBrokenQuoteIsNamedByTheLineWhereItsRecordBegins() throws Exception {
        write("id,name\n1,a\n2,\"b\n3,c\n");
        assertThat(run(plan("id", "name")).problems()).singleElement().satisfies(problem -> assertThat(problem.line()).hasValue(3));
        write("id,name\n1,a\n2,\"b\"c\n3,d\n");
        var report = run(plan("id", "name"));
        assertThat(report.problems()).singleElement().satisfies(problem -> assertThat(problem.line()).hasValue(3));
        assertThat(report.more()).isTrue();
        write("id,name\n1,a\n2,\"" + "b".repeat(CsvRecords.LONGEST + 100_000) + "\n");
        assertThat(run(plan("id", "name")).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).hasValue(3);
            assertThat(problem.what()).contains("more than 16 million letters");
        });
        assertThat(rows("select count(*)::text from places")).containsExactly("0");
    }

    @Test
    void theSearchForProblemsEnds() throws Exception {
        write("id,name\n" + "x,a\n".repeat(3000));
        var report = tryOut(plan("id", "name"));
        assertThat(report.problems()).hasSize(100);
        assertThat(report.problems().getLast().line()).hasValue(101);
        assertThat(report.more()).isTrue();
    }

    @Test
    void aNewTableIsPartOfTheSameTransaction() throws Exception {
        write("id,\"the \"\"name\"\"\",when\n1,x,2026-01-01\n2,y,infinity\n");
        var sample = CsvSample.read(file, CsvForm.USUAL);
        var target = new ImportTarget.NewTable("public", "We\"ird", List.of(new ImportTarget.NewColumn("id", ColumnType.INTEGER),
                new ImportTarget.NewColumn("the \"name\"", ColumnType.TEXT), new ImportTarget.NewColumn("when", sample.types().get(2))));
        assertThat(target.creation()).contains("create table \"public\".\"We\"\"ird\" (\n    \"id\" integer,\n    \"the \"\"name\"\"\" text,\n    \"when\" date\n)");
        var plan = new ImportPlan(file, CsvForm.USUAL, target, columns("id", "the \"name\"", "when"));
        assertThat(tryOut(plan).rows()).isEqualTo(2);
        assertThat(rows("select relname::text from pg_class where relname like 'We%'")).isEmpty();
        assertThat(run(plan).rows()).isEqualTo(2);
        assertThat(rows("select id || \"the \"\"name\"\"\" || \"when\" from \"We\"\"ird\" order by id")).containsExactly("1x2026-01-01", "2yinfinity");
        assertThat(run(plan).problems()).singleElement().satisfies(problem -> assertThat(problem.what()).contains("already exists"));

        write("id,name,when\n1,x,2026-01-01\n2,y,soon\n");
        var other = new ImportTarget.NewTable("public", "other", target.columns());
        assertThat(run(new ImportPlan(file, CsvForm.USUAL, other, plan.columns())).problems())
                .containsExactly(new ImportProblem(OptionalLong.of(3), "when", "invalid input syntax for type date: \"soon\""));
        assertThat(rows("select relname::text from pg_class where relname = 'other'")).isEmpty();
    }

    @Test
    void theServersRefusalOfTheWholeIsSaidOnce() throws Exception {
        SERVER.execute(database, "create view seen as select id, name || '' as name from places");
        write("id,name\n1,a\n2,b\n");
        assertThat(run(new ImportPlan(file, CsvForm.USUAL, new ImportTarget.Table("public", "seen"), columns("id", "name"))).problems())
                .singleElement().satisfies(problem -> assertThat(problem.line()).isEmpty());
    }

    @Test
    void stopReachesTheServerAndLeavesNothing() throws Exception {
        write("id,name\n" + lines(1, 300_000).replace(",p,", ",p"));
        try (var other = SERVER.connect(database); var blocking = other.createStatement()) {
            other.setAutoCommit(false);
            blocking.execute("insert into places values (200000, 'held')");
            var cancellation = new Cancellation();
            var running = CompletableFuture.supplyAsync(() -> importer(Protection.CONFIRM).run(database, plan("id", "name"), Progress.NONE, cancellation));
            // The copy waits for the other transaction, which has a row of the same key.
            while (rows("select pid::text from pg_stat_activity where datname = '" + database + "' and wait_event_type = 'Lock'").isEmpty()) Thread.sleep(20);
            cancellation.cancel();
            assertThatThrownBy(running::join).hasCauseInstanceOf(Failure.Cancelled.class);
            assertThat(rows("select pid::text from pg_stat_activity where datname = '" + database + "' and query like 'copy%' and state = 'active'")).isEmpty();
            other.rollback();
        }
        assertThat(rows("select count(*)::text from places")).containsExactly("0");
        assertThat(audit.entries().getFirst().outcome()).isEqualTo("cancelled");
    }

    @Test
    void aReadOnlyStackIsRefusedBeforeAnythingIsSent() throws Exception {
        write("id,name\n1,a\n");
        var refused = importer(Protection.READ_ONLY);
        assertThatThrownBy(() -> refused.run(database, plan("id", "name"), Progress.NONE, new Cancellation())).isInstanceOf(Failure.BadInput.class).hasMessageContaining("read-only");
        assertThatThrownBy(() -> refused.tryOut(database, plan("id", "name"), Progress.NONE, new Cancellation())).isInstanceOf(Failure.BadInput.class).hasMessageContaining("read-only");
        assertThat(rows("select count(*)::text from places")).containsExactly("0");
        assertThat(audit.entries()).isEmpty();
    }

    private TableImport importer(Protection protection) {
        return new TableImport(new Stack("shop", Environment.DEVELOPMENT, SERVER.address(), List.of(), Optional.empty(), protection), SERVER.server(folder), audit);
    }

    private ImportReport run(ImportPlan plan) {
        return importer(Protection.CONFIRM).run(database, plan, Progress.NONE, new Cancellation());
    }

    private ImportReport tryOut(ImportPlan plan) {
        return importer(Protection.CONFIRM).tryOut(database, plan, Progress.NONE, new Cancellation());
    }

    private static ImportTarget places() {
        return new ImportTarget.Table("public", "places");
    }

    private ImportPlan plan(String... columns) {
        return new ImportPlan(file, CsvForm.USUAL, places(), columns(columns));
    }

    private static List<Optional<String>> columns(String... names) {
        return Arrays.stream(names).map(Optional::ofNullable).toList();
    }

    private void write(String text) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> rows(String sql) throws SQLException {
        try (var connection = SERVER.connect(database); var statement = connection.createStatement(); var rows = statement.executeQuery(sql)) {
            var found = new java.util.ArrayList<String>();
            while (rows.next()) found.add(rows.getString(1));
            return found;
        }
    }
}
