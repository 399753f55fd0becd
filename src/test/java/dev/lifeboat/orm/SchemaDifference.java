package dev.lifeboat.orm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.orm.schema.Applied;
import dev.lifeboat.orm.schema.Change;
import dev.lifeboat.orm.schema.Risk;
import dev.lifeboat.testing.TestServer;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A database with the workshop's tables, where each test makes differences by hand. */
abstract class SchemaDifference {
    @RegisterExtension
    static final TestServer SERVER = new TestServer();
    Db db;

    @BeforeEach
    void create() throws SQLException {
        db = TestDb.fresh(SERVER);
        db.schema().create(Workshop.ALL);
    }

    @AfterEach
    void close() {
        db.close();
    }

    final void given(String... statements) {
        for (String sql : statements) {
            db.sql(sql).run();
        }
    }

    final List<String> diff() {
        return told(db.schema().diff(Workshop.ALL));
    }

    static List<String> told(List<Change> changes) {
        return changes.stream().map(change -> change.risk() + " " + change.sql()).toList();
    }

    /** The told changes are run, and then nothing differs. */
    final void goneAfter(Risk risk) {
        Applied applied = db.schema().apply(db.schema().diff(Workshop.ALL), risk);
        assertThat(applied.left()).isEmpty();
        assertThat(diff()).isEmpty();
    }
}
