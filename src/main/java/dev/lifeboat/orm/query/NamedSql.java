package dev.lifeboat.orm.query;

import dev.lifeboat.orm.error.UnknownName;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hand-written SQL with parameters as {@code :name}. Colons and question marks inside of texts, quoted names, comments and
 * dollar quotes stay what they are, and so do {@code ::type} and the {@code ?} operators of jsonb.
 */
public final class NamedSql {
    /** What is skipped whole, then what is looked for. Lexical structure: manual, chapter 4.1. */
    private static final Pattern TOKEN = Pattern.compile(
            "(?<skip>[eE]'(?:[^'\\\\]|\\\\.|'')*'|'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\\n]*|/\\*.*?\\*/"
                    + "|\\$(?<tag>[A-Za-z_]*)\\$.*?\\$\\k<tag>\\$|::|:=)|(?<![:\\w]):(?<name>[A-Za-z_]\\w*)|(?<mark>\\?)",
            Pattern.DOTALL);

    private NamedSql() {}

    /** Pairs names with values. @throws IllegalArgumentException for an odd number or a name that is no text */
    public static Map<String, Object> values(Object... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("parameters are given as name, value, name, value ...");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (!(namesAndValues[i] instanceof String name)) {
                throw new IllegalArgumentException("parameter " + (i / 2 + 1) + " has no name");
            }
            values.put(name, namesAndValues[i + 1]);
        }
        return Collections.unmodifiableMap(values);
    }

    /** Appends the text with its values bound. @throws UnknownName when a name has no value or a value no name */
    public static void write(SqlWriter out, String text, Map<String, Object> values) {
        Set<String> unused = new HashSet<>(values.keySet());
        Matcher m = TOKEN.matcher(text);
        int from = 0;
        while (m.find()) {
            out.raw(text.substring(from, m.start()));
            from = m.end();
            if (m.group("name") != null) {
                String name = m.group("name");
                if (!values.containsKey(name)) {
                    throw new UnknownName("the statement has :" + name + ", but no value was given for it");
                }
                unused.remove(name);
                out.bindValue(values.get(name));
            } else {
                out.raw(m.group("mark") != null ? "??" : m.group());
            }
        }
        out.raw(text.substring(from));
        if (!unused.isEmpty()) {
            throw new UnknownName("values were given for names that the statement does not have: " + unused);
        }
    }
}
