package dev.lifeboat.orm.query;

import dev.lifeboat.orm.error.UnknownName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hand-written SQL with parameters as {@code :name}. Colons and question marks inside of texts, quoted names, comments and
 * dollar quotes stay what they are, and so do {@code ::type} and the {@code ?} operators of jsonb. Immutable.
 *
 * @param names between each two texts, the parameter that stands there
 * @param open  whether the text may end inside of a comment, which only a new line ends
 */
public record NamedSql(List<String> texts, List<String> names, boolean open) {
    /** What is skipped whole, then what is looked for. Lexical structure: manual, chapter 4.1. */
    private static final Pattern TOKEN = Pattern.compile(
            "(?<skip>[eE]'(?:[^'\\\\]|\\\\.|'')*'|'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\\n]*|/\\*.*?\\*/"
                    + "|\\$(?<tag>[A-Za-z_]*)\\$.*?\\$\\k<tag>\\$|::|:=)|(?<![:\\w]):(?<name>[A-Za-z_]\\w*)|(?<mark>\\?)",
            Pattern.DOTALL);

    /** Finds the parameters. */
    public static NamedSql parse(String text) {
        List<String> texts = new ArrayList<>();
        List<String> names = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        Matcher m = TOKEN.matcher(text);
        int from = 0;
        while (m.find()) {
            plain.append(text, from, m.start());
            from = m.end();
            if (m.group("name") != null) {
                texts.add(plain.toString());
                plain.setLength(0);
                names.add(m.group("name"));
            } else {
                plain.append(m.group("mark") != null ? "??" : m.group());
            }
        }
        texts.add(plain.append(text, from, text.length()).toString());
        return new NamedSql(List.copyOf(texts), List.copyOf(names), text.contains("--"));
    }

    /**
     * Pairs names with values; an {@link Operand} becomes what it stands for.
     *
     * @throws IllegalArgumentException for an odd number or a name that is no text
     */
    public static Map<String, Object> values(Object... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("parameters are given as name, value, name, value ...");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (!(namesAndValues[i] instanceof String name)) {
                throw new IllegalArgumentException("parameter " + (i / 2 + 1) + " has no name");
            }
            values.put(name, namesAndValues[i + 1] instanceof Operand<?, ?> operand ? operand.expr() : namesAndValues[i + 1]);
        }
        return Collections.unmodifiableMap(values);
    }

    /**
     * Appends the text with its values bound, and columns as the scope knows them.
     *
     * @throws UnknownName when a name has no value or a value no name
     */
    public void write(SqlWriter out, Scope scope, Map<String, Object> values) {
        for (int i = 0; i < names.size(); i++) {
            out.raw(texts.get(i));
            String name = names.get(i);
            Object value = values.get(name);
            if (value instanceof Expr expr) {
                out.expr(scope, expr);
            } else if (value != null || values.containsKey(name)) {
                out.bindValue(value);
            } else {
                throw new UnknownName("the statement has :" + name + ", but no value was given for it");
            }
        }
        // A comment at the end must not swallow what follows.
        out.raw(texts.getLast()).raw(open ? "\n" : "");
        if (!names.containsAll(values.keySet())) {
            Set<String> unused = new HashSet<>(values.keySet());
            names.forEach(unused::remove);
            throw new UnknownName("values were given for names that the statement does not have: " + unused);
        }
    }
}
