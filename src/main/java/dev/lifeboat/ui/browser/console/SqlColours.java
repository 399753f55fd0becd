package dev.lifeboat.ui.browser.console;

import dev.lifeboat.engine.console.SqlScript;
import dev.lifeboat.engine.console.SqlToken;
import dev.lifeboat.engine.console.SqlWords;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.fxmisc.richtext.model.StyleSpans;
import org.fxmisc.richtext.model.StyleSpansBuilder;

/** The colours of SQL text, as style classes over it. */
final class SqlColours {
    private SqlColours() {}

    /** @param mistake where the server found one; null when it found none */
    static StyleSpans<Collection<String>> of(SqlScript script, ConsoleModel.Mistake mistake) {
        var spans = new StyleSpansBuilder<Collection<String>>();
        int at = 0;
        for (var token : script.tokens()) {
            if (token.start() > at) spans.add(List.of(), token.start() - at);
            spans.add(styles(script.text(), token), token.end() - token.start());
            at = token.end();
        }
        spans.add(List.of(), script.text().length() - at);
        var colours = spans.create();
        return mistake == null || mistake.end() > script.text().length() ? colours : colours.overlay(marked(mistake, script.text().length()), SqlColours::both);
    }

    private static StyleSpans<Collection<String>> marked(ConsoleModel.Mistake mistake, int length) {
        return new StyleSpansBuilder<Collection<String>>().add(List.of(), mistake.start())
                .add(List.of("sql-mistake"), mistake.end() - mistake.start()).add(List.of(), length - mistake.end()).create();
    }

    private static Collection<String> both(Collection<String> one, Collection<String> other) {
        var both = new ArrayList<>(one);
        both.addAll(other);
        return both;
    }

    private static Collection<String> styles(String text, SqlToken token) {
        return switch (token.kind()) {
            case WORD -> {
                String word = token.of(text);
                yield SqlWords.isKey(word) ? List.of("sql-key") : SqlWords.isType(word) ? List.of("sql-type") : List.of();
            }
            case STRING, DOLLAR_STRING -> List.of("sql-string");
            case NUMBER, PARAMETER -> List.of("sql-number");
            case COMMENT -> List.of("sql-comment");
            case BACKSLASH -> List.of("sql-mistake");
            default -> List.of();
        };
    }
}
