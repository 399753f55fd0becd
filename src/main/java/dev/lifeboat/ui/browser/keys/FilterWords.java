package dev.lifeboat.ui.browser.keys;

import dev.lifeboat.ui.browser.read.Condition;
import dev.lifeboat.ui.common.Messages;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A filter in one line: {@code artist_id = 1, name is null}. */
final class FilterWords {
    private FilterWords() {}

    static String of(List<Condition> filter) {
        return filter.stream().map(FilterWords::of).collect(Collectors.joining(", "));
    }

    private static String of(Condition condition) {
        String operator = condition.column().isEmpty() ? "" : condition.column() + " " + Messages.text("browser.operator." + condition.operator().name().toLowerCase(Locale.ROOT)) + " ";
        return condition.operator().takesValue() ? operator + condition.text() : operator.stripTrailing();
    }
}
