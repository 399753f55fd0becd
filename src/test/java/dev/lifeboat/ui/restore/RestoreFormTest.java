package dev.lifeboat.ui.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.restore.RestorePlan.Mode;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.engine.stack.TlsMode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RestoreFormTest {
    @Test
    void aSetAndADatabaseMustBeChosen() {
        var form = form(Environment.STAGING, List.of(), Mode.ASIDE, "");
        assertThat(form.problem(Step.SET)).isPresent();
        assertThat(form.problem(Step.DATABASES)).isPresent();
        assertThat(form(Environment.STAGING, List.of("shop"), Mode.ASIDE, "").problem(Step.DATABASES)).isEmpty();
    }

    @Test
    void onlyInPlaceOnProductionAsksForTheName() {
        assertThat(form(Environment.PRODUCTION, List.of("shop"), Mode.ASIDE, "").problem(Step.PLAN)).isEmpty();
        assertThat(form(Environment.STAGING, List.of("shop"), Mode.IN_PLACE, "").problem(Step.PLAN)).isEmpty();
        assertThat(form(Environment.PRODUCTION, List.of("shop"), Mode.IN_PLACE, "").problem(Step.PLAN)).isPresent();
    }

    @Test
    void theNameIsThatOfTheOneDatabaseOrOfTheStack() {
        assertThat(form(Environment.PRODUCTION, List.of("orders"), Mode.IN_PLACE, "").nameToType()).contains("orders");
        assertThat(form(Environment.PRODUCTION, List.of("orders", "users"), Mode.IN_PLACE, "").nameToType()).contains("live");
        assertThat(form(Environment.PRODUCTION, List.of("orders"), Mode.IN_PLACE, "Orders").problem(Step.PLAN)).isPresent();
        assertThat(form(Environment.PRODUCTION, List.of("orders"), Mode.IN_PLACE, "orders").problem(Step.PLAN)).isEmpty();
    }

    private static RestoreForm form(Environment environment, List<String> databases, Mode mode, String typed) {
        var stack = new Stack("live", environment, new ServerAddress("localhost", 5432, "postgres", "postgres", TlsMode.PREFER), List.of(), Optional.empty());
        return new RestoreForm(stack, Optional.empty(), databases, mode, typed);
    }
}
