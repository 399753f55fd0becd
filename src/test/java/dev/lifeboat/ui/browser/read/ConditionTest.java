package dev.lifeboat.ui.browser.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionTest {
    @Test
    void aListIsTakenApartAtItsCommas() {
        assertThat(listed("1, 2 ,3")).containsExactly("1", "2", "3");
        assertThat(listed("a b,,c,")).containsExactly("a b", "c");
        assertThat(listed("\"a,b\", \"say \"\"hi\"\"\",\"\"")).containsExactly("a,b", "say \"hi\"", "");
        assertThat(listed("\" x \"")).containsExactly(" x ");
        assertThat(listed("5\" pipe, 6\"")).containsExactly("5\" pipe", "6\"");
        assertThat(listed("")).isEmpty();
    }

    @Test
    void onlyOperatorsThatCompareNeedAValueOfTheType() {
        assertThat(new Condition("n", Operator.AT_LEAST, "5").typedValues()).containsExactly("5");
        assertThat(new Condition("n", Operator.CONTAINS, "abc").typedValues()).isEmpty();
        assertThat(new Condition("n", Operator.IS_NULL, "abc").typedValues()).isEmpty();
    }

    private static List<String> listed(String text) {
        return new Condition("n", Operator.IN, text).typedValues();
    }
}
