package dev.lifeboat.orm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.orm.schema.Applied;
import dev.lifeboat.orm.schema.Change;
import dev.lifeboat.orm.schema.Risk;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** A database with the workshop's tables, where each test makes differences by hand. */
abstract class SchemaDifference extends FreshDatabase {
    @BeforeEach
    void create() {
        db.schema().create(Workshop.ALL);
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
