package dev.lifeboat.ui.browser.executed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.orm.Db;
import dev.lifeboat.orm.error.DatabaseException;
import dev.lifeboat.testing.TestServer;
import dev.lifeboat.ui.common.Tasks;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ExecutedModelTest {
    @RegisterExtension static final TestServer SERVER = new TestServer();

    @Test
    void keepsTheLastStatementsNewestFirstWithoutTheirValues() {
        var now = Instant.parse("2026-11-22T14:32:07Z");
        var unhandled = new ArrayList<Throwable>();
        var model = new ExecutedModel(new Tasks(Runnable::run, Runnable::run, unhandled::add), Clock.fixed(now, ZoneOffset.UTC));
        Db db = model.watching("shop", database -> Db.over(() -> SERVER.connect(database))).apply("postgres");
        db.sql("select n from generate_series(1, 3) n where :secret = 'secret'", "secret", "secret").as(Integer.class);
        assertThatThrownBy(() -> db.sql("select nothing").as(String.class)).isInstanceOf(DatabaseException.class);
        assertThat(model.statements()).hasSize(2);
        assertThat(model.statements().getFirst().failed()).isTrue();
        var first = model.statements().getLast();
        assertThat(first.where()).isEqualTo("shop · postgres");
        assertThat(first.at()).isEqualTo(now);
        assertThat(first.rows()).isEqualTo(3);
        assertThat(first.sql()).contains("where ? = 'secret'");
        for (int i = 0; i < ExecutedModel.KEPT + 3; i++) db.sql("select 1").as(Integer.class);
        assertThat(model.statements()).hasSize(ExecutedModel.KEPT);
        assertThat(unhandled).isEmpty();
    }
}
