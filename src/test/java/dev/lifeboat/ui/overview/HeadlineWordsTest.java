package dev.lifeboat.ui.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.monitor.StackHealth;
import dev.lifeboat.engine.monitor.StackHealth.Action;
import dev.lifeboat.engine.monitor.StackHealth.Todo;
import dev.lifeboat.ui.ViewTest;
import dev.lifeboat.ui.common.StatePill.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeadlineWordsTest {
    private static final StackHealth.Point SET = new StackHealth.Point("set", ViewTest.NOW, 1, 1, 1, false);

    @Test
    void aUsableSetIsGoodUntilItNeedsSomething() {
        assertThat(HeadlineWords.meaning(health(Optional.of(ViewTest.NOW), List.of(SET)))).isEqualTo(State.GOOD);
        assertThat(HeadlineWords.meaning(health(Optional.of(ViewTest.NOW), List.of(SET), Action.ADD_DESTINATION))).isEqualTo(State.GOOD);
        assertThat(HeadlineWords.meaning(health(Optional.of(ViewTest.NOW), List.of(SET), Action.VERIFY))).isEqualTo(State.WARNING);
        assertThat(HeadlineWords.meaning(health(Optional.of(ViewTest.NOW), List.of(SET), Action.BACK_UP))).isEqualTo(State.WARNING);
    }

    @Test
    void setsOfWhichNoneIsUsableAreBadAndNoSetsYetAreCalm() {
        assertThat(HeadlineWords.meaning(health(Optional.empty(), List.of(SET)))).isEqualTo(State.BAD);
        assertThat(HeadlineWords.meaning(health(Optional.empty(), List.of(), Action.BACK_UP))).isEqualTo(State.NEUTRAL);
    }

    private static StackHealth health(Optional<Instant> until, List<StackHealth.Point> points, Action... todo) {
        return new StackHealth("shop", until, "", Optional.empty(), points, 0, 0, 0, 0,
                java.util.Arrays.stream(todo).map(action -> new Todo(Check.Level.WARN, "do it", action, "shop")).toList(), Optional.empty());
    }
}
