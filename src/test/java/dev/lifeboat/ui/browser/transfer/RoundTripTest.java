package dev.lifeboat.ui.browser.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.engine.transfer.CsvEncoding;
import dev.lifeboat.engine.transfer.CsvForm;
import dev.lifeboat.engine.transfer.CsvGuess;
import dev.lifeboat.engine.transfer.ImportPlan;
import dev.lifeboat.engine.transfer.ImportTarget;
import dev.lifeboat.engine.transfer.TableImport;
import dev.lifeboat.testing.TestServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the export writes, the import brings back as it was, in every type. */
class RoundTripTest {
    private static final String COLUMNS = "words, padded, amount, real8, flag, doc, plain, raw, list, texts, day, moment, span, net, m, r, u, money";

    @RegisterExtension static final TestServer SERVER = new TestServer();

    @TempDir Path folder;
    private Exporting exporting;
    private String database;
    private Path file;

    @BeforeEach
    void open() throws Exception {
        exporting = new Exporting(SERVER, folder);
        database = SERVER.createDatabase("trip");
        file = folder.resolve("out.csv");
        SERVER.execute(database, Exporting.HARD);
        SERVER.execute(database, "insert into \"We\"\"ird, table\"(words, list, day, moment) values"
                + " ('a,b;c\td|e', '{}', '-infinity', 'infinity'), (E'\\r', null, '2026-01-01', '2026-10-25 02:30:00+02'), ('''quoted''', null, null, null)");
    }

    @AfterEach
    void close() {
        exporting.queue.close();
    }

    @Test
    void everyValueComesBackAsItWas() throws Exception {
        for (var form : List.of(new RowForm.Csv(',', true, "", false), new RowForm.Csv(';', true, "NULL", true), new RowForm.Csv('\t', true, "\\N", false), new RowForm.Csv('|', false, "", false))) {
            exporting.jobs.export(exporting.all(database, exporting.table(database, "We\"ird, table")), form, file).await();
            SERVER.execute(database, "drop table if exists back; create table back (like \"We\"\"ird, table\" including generated including identity including defaults)");
            // The id and what is computed from it are the database's: the first and the last field are passed over.
            var columns = new java.util.ArrayList<Optional<String>>(List.of(Optional.empty()));
            for (String name : COLUMNS.split(", ")) columns.add(Optional.of(name));
            columns.add(Optional.empty());
            var read = new CsvForm(CsvEncoding.UTF_8, form.delimiter(), Optional.of('"'), form.header(), form.nullText(), false);
            var report = new TableImport(new Stack("shop", Environment.DEVELOPMENT, SERVER.address(), List.of(), Optional.empty()), SERVER.server(folder),
                    new AuditLog(folder.resolve("audit.jsonl"))).run(database, new ImportPlan(file, read, new ImportTarget.Table("public", "back"), columns), Progress.NONE, new Cancellation());
            assertThat(report.problems()).isEmpty();
            assertThat(report.rows()).isEqualTo(10);
            assertThat(differences()).isZero();
        }
    }

    @Test
    void theFormIsGuessedFromTheFile() throws Exception {
        SERVER.execute(database, "create table plain(id int primary key, name text, note text)", "insert into plain values (1, 'a,b', null), (2, 'NULL', ''), (3, 'c', 'x;y')");
        for (var form : List.of(new RowForm.Csv(',', true, "", false), new RowForm.Csv(';', true, "NULL", true), new RowForm.Csv('\t', true, "\\N", false))) {
            exporting.jobs.export(exporting.all(database, exporting.table(database, "plain")), form, file).await();
            assertThat(CsvGuess.form(file, Set.of("id", "name", "note"))).isEqualTo(new CsvForm(CsvEncoding.UTF_8, form.delimiter(), Optional.of('"'), true, form.nullText(), false));
        }
    }

    private long differences() throws SQLException {
        try (var connection = SERVER.connect(database); var statement = connection.createStatement();
                var rows = statement.executeQuery("with a as (select (x.*)::text as row from (select " + COLUMNS + " from \"We\"\"ird, table\") x), b as (select (x.*)::text as row from (select " + COLUMNS + " from back) x)"
                        + " select count(*) from ((select * from a except all select * from b) union all (select * from b except all select * from a)) d")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
