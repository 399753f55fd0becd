package dev.lifeboat.engine.console;

import dev.lifeboat.engine.console.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds passwords in SQL text, which must not come onto the disk. */
public final class SqlSecrets {

    /** In a connection string: {@code password=..}, {@code //user:..@}. */
    private static final Pattern IN_STRING = Pattern.compile("(?i)\\b(?:password|passwd|pgpassword)\\s*=|://[^/\\s:@]*:[^/\\s@]+@");

    private SqlSecrets() {}

    /** Whether a text holds one: a constant behind the word PASSWORD, or a connection string with one. */
    public static boolean in(String text) {
        return !places(text).isEmpty();
    }

    /** The text with an empty constant in the place of each. */
    public static String without(String text) {
        StringBuilder kept = new StringBuilder(text);
        places(text).reversed().forEach(token -> kept.replace(token.start(), token.end(), "''"));
        return kept.toString();
    }

    private static List<SqlToken> places(String text) {
        List<SqlToken> found = new ArrayList<>();
        boolean named = false;
        for (SqlToken token : SqlToken.scan(text)) {
            boolean constant = token.kind() == Kind.STRING || token.kind() == Kind.DOLLAR_STRING;
            if (constant && (named || IN_STRING.matcher(token.of(text)).find())) {
                found.add(token);
            }
            boolean between = token.kind() == Kind.COMMENT || token.of(text).equals("=");
            named = between ? named : names(text, token);
        }
        return found;
    }

    private static boolean names(String text, SqlToken token) {
        return switch (token.kind()) {
            case WORD -> token.is(text, "password") || token.is(text, "passwd");
            case QUOTED_NAME -> token.of(text).equalsIgnoreCase("\"password\"");
            default -> false;
        };
    }
}
