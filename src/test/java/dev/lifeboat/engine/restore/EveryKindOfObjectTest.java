package dev.lifeboat.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.backup.Ground;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.postgres.DatabaseDump;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.postgres.dump.DumpContents;
import dev.lifeboat.engine.postgres.dump.DumpReader;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.VerificationResult;
import dev.lifeboat.testing.TestServer;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** One database with every type and kind of object, backed up and restored once; then the copy is changed, and the proof must see it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryKindOfObjectTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private Ground ground;
    private BackupSet set;
    private RestoreReport report;
    private String copy;

    @BeforeAll
    void backUpAndRestore(@TempDir Path folder) throws Exception {
        ground = new Ground(SERVER.address(), SERVER.passwords(folder), SERVER.tools().folder(), folder);
        String database = SERVER.createDatabase("everything");
        try (var sql = Objects.requireNonNull(getClass().getResourceAsStream("everything.sql"))) {
            SERVER.execute(database, new String(sql.readAllBytes(), StandardCharsets.UTF_8));
        }
        set = ground.backUp(database);
        RestorePlan plan = ground.plan(set, RestorePlan.Mode.ASIDE);
        copy = plan.targets().getFirst().asideName();
        SERVER.dropAfterwards(copy);
        report = ground.restore().run(plan, Progress.NONE, new Cancellation());
    }

    @Test
    void theCopyIsProvenEqual() {
        Proof proof = report.proofs().getFirst();
        assertThat(proof.differences()).isEmpty();
        assertThat(proof.largeObjects()).isEqualTo(2);
        assertThat(proof.rows()).isEqualTo(1 + 300 + 30 + 3 + 2 + 3);
        assertThat(set.manifest().databases().getFirst().objects().keySet()).contains("TABLE", "VIEW", "MATERIALIZED VIEW", "FUNCTION", "PROCEDURE", "AGGREGATE", "OPERATOR", "TYPE", "DOMAIN",
                "COLLATION", "CONSTRAINT", "FK CONSTRAINT", "CHECK CONSTRAINT", "INDEX", "INDEX ATTACH", "TABLE ATTACH", "TRIGGER", "RULE", "POLICY", "ROW SECURITY", "PUBLICATION", "PUBLICATION TABLE",
                "EVENT TRIGGER", "STATISTICS", "DEFAULT ACL", "ACL", "COMMENT", "SCHEMA", "SEQUENCE", "SEQUENCE OWNED BY", "TEXT SEARCH CONFIGURATION", "CAST");
    }

    @Test
    void theSetPassesTheDeepVerification() {
        VerificationResult result = ground.repository().verify(set, VerificationResult.Depth.DEEP, Progress.NONE, new Cancellation());
        assertThat(result.problems()).isEmpty();
    }

    @Test
    void trap13_theManifestSaysWhatIsNotProtected() {
        assertThat(set.manifest().warnings()).anyMatch(warning -> warning.contains("materialised views") && warning.contains("public.totals"))
                .anyMatch(warning -> warning.contains("unlogged tables") && warning.contains("public.scratch"));
    }

    @Test
    void trap44_aChangedRowIsFound() throws Exception {
        assertThat(differencesAfter("update things set a_text = a_text || '!'", "update things set a_text = 'Grüße 😀'"))
                .containsExactly("The restored database has as many rows in table public.things (1), but not the same ones.");
    }

    @Test
    void trap44_aMissingRowIsFound() throws Exception {
        assertThat(differencesAfter("delete from scratch where id = 1", "insert into scratch values (1)"))
                .containsExactly("The restored database has 2 rows in table public.scratch, not 3.");
    }

    @Test
    void trap44_aMissingConstraintIsFound() throws Exception {
        assertThat(differencesAfter("alter table measures_2026 drop constraint positive", "alter table measures_2026 add constraint positive check (amount >= 0)"))
                .singleElement().asString().contains("measures_2026");
    }

    @Test
    void trap44_aMovedSequenceIsFound() throws Exception {
        assertThat(differencesAfter("select setval('counter', 43)", "select setval('counter', 42)"))
                .containsExactly("The restored database has sequence public.counter at 43, not at 42.");
    }

    @Test
    void trap44_aChangedLargeObjectGrantViewAndOwnerAreFound() throws Exception {
        assertThat(differencesAfter("select lo_put(9001, 0, 'X')", "select lo_put(9001, 0, 'l')")).singleElement().asString().contains("large objects");
        assertThat(differencesAfter("grant insert on things to everything_reader", "revoke insert on things from everything_reader")).singleElement().asString().contains("ACL public.TABLE things");
        assertThat(differencesAfter("alter view seen owner to everything_reader", "alter view seen owner to postgres")).singleElement().asString().contains("owner of VIEW public.seen");
        assertThat(differencesAfter("create or replace view seen as select id, a_text from things where id > 1", "create or replace view seen as select id, a_text from things where id > 0"))
                .singleElement().asString().contains("another definition of VIEW public.seen");
    }

    private List<String> differencesAfter(String change, String undo) throws Exception {
        SERVER.execute(copy, change);
        try {
            return compare();
        } finally {
            SERVER.execute(copy, undo);
        }
    }

    /** The comparison that a restore's proof makes. */
    private List<String> compare() throws Exception {
        Server server = new Server(SERVER.address(), ground.passwords());
        var record = set.manifest().databases().getFirst();
        var member = set.manifest().members().stream().filter(candidate -> candidate.path().equals(record.member())).findFirst().orElseThrow();
        DumpContents original;
        try (StoredArchive archive = StoredArchive.open(set.folder(), set.manifest(), member, dev.lifeboat.engine.secret.Unlock.NONE)) {
            original = DumpReader.read(archive.raw(), OutputStream.nullOutputStream(), DumpReader.Listener.NONE);
        }
        DumpContents now = new DatabaseDump(SERVER.tools(), server).database(copy, OutputStream.nullOutputStream(), DumpReader.Listener.NONE, new Cancellation());
        return new Comparison(record, original, now, server.database(copy).orElseThrow()).proof().differences();
    }
}
