package dev.lifeboat.engine.postgres.dump;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SQL as pg_dump writes it, taken apart just far enough. Source: PostgreSQL manual, "Lexical Structure". */
public final class SqlText {

    /** Literals (a doubled quote begins a second one, which comes to the same here), dollar quotes, quoted names, casts, words, white space; any other character for itself. */
    private static final Pattern TOKEN = Pattern.compile("""
            (?<literal>[eE]?'[^']*+'|\\$(?<tag>[\\p{L}_]?[\\p{L}\\d_]*)\\$.*?\\$\\k<tag>\\$)
            |(?<quoted>"[^"]*+(?:""[^"]*+)*+")
            |(?<cast>::)
            |(?<word>[\\p{L}_][\\p{L}\\d_$]*)
            |(?<space>\\s+)
            |(?<other>.)""", Pattern.DOTALL | Pattern.COMMENTS);

    /** A type's name after {@code ::}, as format_type writes it. */
    private static final Pattern TYPE = Pattern.compile("""
            (?:(?:"[^"]*+(?:""[^"]*+)*+"|[\\p{L}_][\\p{L}\\d_$]*)\\.)?
            (?:character\\ varying|bit\\ varying|double\\ precision
              |interval(?:\\ (?:year|month|day|hour|minute|second)(?:\\ to\\ (?:month|hour|minute|second))?)?
              |(?:timestamp|time)(?:\\(\\d+\\))?\\ with(?:out)?\\ time\\ zone
              |"[^"]*+(?:""[^"]*+)*+"|[\\p{L}_][\\p{L}\\d_$]*)
            (?:\\(-?\\d+(?:,-?\\d+)*\\))?(?:\\[\\])*""", Pattern.COMMENTS);

    private SqlText() {}

    /** Without casts, parentheses and white space, outside of literals and quoted names. */
    static String essence(String sql) {
        StringBuilder kept = new StringBuilder(sql.length());
        Matcher token = TOKEN.matcher(sql);
        Matcher type = TYPE.matcher(sql);
        int at = 0;
        while (at < sql.length() && token.find(at)) {
            at = token.end();
            if (token.group("cast") != null) {
                type.region(at, sql.length());
                at = type.lookingAt() ? type.end() : at;
            } else if (token.group("space") == null && !token.group().equals("(") && !token.group().equals(")")) {
                kept.append(token.group());
            }
        }
        return kept.toString();
    }

    /** The statements about database {@code from} made to be about {@code to}. @param quotedTo as SQL wants it */
    public static String aboutDatabase(String sql, String from, String quotedTo) {
        StringBuilder result = new StringBuilder(sql.length() + 20);
        Matcher token = TOKEN.matcher(sql);
        String lastWord = "";
        int at = 0;
        while (at < sql.length() && token.find(at)) {
            at = token.end();
            boolean names = token.group("quoted") != null && token.group("quoted").equals('"' + from.replace("\"", "\"\"") + '"')
                    || token.group("word") != null && token.group("word").equals(from);
            result.append(names && lastWord.equals("DATABASE") ? quotedTo : token.group());
            if (token.group("space") == null) {
                lastWord = token.group("word") == null ? "" : token.group("word");
            }
        }
        return result.toString();
    }

    /**
     * The names, one or more with commas between, that follow any of the words.
     *
     * @param until where to stop looking
     */
    static List<String> namesAfter(String sql, Set<String> words, Set<String> until) {
        List<String> names = new ArrayList<>();
        Matcher token = TOKEN.matcher(sql);
        boolean expected = false;
        boolean listed = false;
        for (int at = 0; at < sql.length() && token.find(at); at = token.end()) {
            String word = token.group("word");
            if (token.group("space") != null) {
                continue;
            }
            if (!expected && word != null && until.contains(word)) {
                return names;
            }
            if (expected && (word != null || token.group("quoted") != null)) {
                String quoted = token.group("quoted");
                names.add(word != null ? word : quoted.substring(1, quoted.length() - 1).replace("\"\"", "\""));
                expected = false;
                listed = true;
            } else {
                expected = word != null && words.contains(word) || listed && token.group().equals(",");
                listed = false;
            }
        }
        return names;
    }
}
