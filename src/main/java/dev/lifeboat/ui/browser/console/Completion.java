package dev.lifeboat.ui.browser.console;

import dev.lifeboat.engine.console.SqlNames;
import dev.lifeboat.engine.console.SqlStatement;
import dev.lifeboat.engine.console.SqlToken;
import dev.lifeboat.engine.console.SqlWords;
import dev.lifeboat.engine.postgres.Sql;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What could be meant at the caret. Names of tables in the statement bring their columns along; behind {@code from} and
 * the like come tables; behind a point what belongs to the name before it. Immutable: made anew when names were read.
 */
final class Completion {
    private static final int MOST = 60;
    private static final Set<String> SYSTEM = Set.of("pg_catalog", "information_schema");
    /** Words behind which a table is named. */
    private static final Set<String> BEFORE_TABLE = Set.of("from", "join", "update", "into", "table", "truncate", "analyze", "vacuum", "references");

    private final SqlNames names;
    private final Map<String, List<SqlNames.Relation>> byName = new HashMap<>();

    Completion(SqlNames names) {
        this.names = names;
        names.relations().forEach(relation -> byName.computeIfAbsent(relation.name(), _ -> new ArrayList<>()).add(relation));
    }

    /** One thing that could be meant. @param text as it is to be written */
    record Candidate(Kind kind, String text, String detail) {
        enum Kind { COLUMN, TABLE, SCHEMA, FUNCTION, WORD }
    }

    /** Candidates, the likeliest first, for the text between two places. */
    record Offer(int from, int to, List<Candidate> candidates) {}

    /** The tables that a statement names, by what they are called in it: their alias or name. */
    Map<String, SqlNames.Relation> tables(SqlStatement statement) {
        Map<String, SqlNames.Relation> found = new LinkedHashMap<>();
        var tokens = statement.tokens();
        for (int i = 0; i < tokens.size(); i++) {
            String name = name(statement.whole(), tokens.get(i));
            if (!byName.containsKey(name) || i + 1 < tokens.size() && isPoint(statement, i + 1)) continue;
            Optional<String> schema = i >= 2 && isPoint(statement, i - 1) ? Optional.of(name(statement.whole(), tokens.get(i - 2))) : Optional.empty();
            var relation = byName.get(name).stream().filter(each -> schema.map(each.schema()::equals).orElse(each.visible())).findFirst();
            int alias = i + 1 < tokens.size() && tokens.get(i + 1).is(statement.whole(), "as") ? i + 2 : i + 1;
            String called = alias < tokens.size() ? name(statement.whole(), tokens.get(alias)) : "";
            relation.ifPresent(table -> found.put(called.isEmpty() || SqlWords.isKey(called) ? name : called, table));
        }
        return found;
    }

    /**
     * @param statement the one around the caret, if there is one
     * @param columns   of the tables in it, as far as they are known
     */
    Offer at(String text, int caret, Optional<SqlStatement> statement, Map<SqlNames.Relation, List<String>> columns) {
        int from = caret;
        while (from > 0 && isNamePart(text.charAt(from - 1))) from--;
        String typed = text.substring(from, caret).toLowerCase(Locale.ROOT);
        Map<String, SqlNames.Relation> tables = statement.map(this::tables).orElse(Map.of());
        Stream<Candidate> all = from > 0 && text.charAt(from - 1) == '.'
                ? behindPoint(before(text, from - 1), tables, columns)
                : Stream.concat(afterWord(text, from) ? relations() : Stream.of(), anything(tables, columns));
        Set<String> seen = new LinkedHashSet<>();
        var fitting = all.filter(fits(typed)).filter(candidate -> seen.add(candidate.text())).limit(MOST).toList();
        // What is written already needs no completion.
        boolean whole = fitting.size() == 1 && fitting.getFirst().text().equalsIgnoreCase(typed);
        return new Offer(from, caret, whole ? List.of() : fitting);
    }

    /** Names of one's own also by their parts, {@code id} for {@code customer_id}; those of the server only by their beginning. */
    private static Predicate<Candidate> fits(String typed) {
        return candidate -> {
            String name = candidate.text().replace("\"", "").toLowerCase(Locale.ROOT);
            boolean own = candidate.kind() == Candidate.Kind.COLUMN || candidate.kind() == Candidate.Kind.TABLE && !SYSTEM.contains(candidate.detail());
            return name.startsWith(typed) || own && (name.contains("_" + typed) || name.contains("." + typed));
        };
    }

    private Stream<Candidate> behindPoint(String owner, Map<String, SqlNames.Relation> tables, Map<SqlNames.Relation, List<String>> columns) {
        var table = Optional.ofNullable(tables.get(owner));
        return Stream.concat(table.stream().flatMap(relation -> columnsOf(relation, columns)),
                names.relations().stream().filter(relation -> relation.schema().equals(owner))
                        .map(relation -> new Candidate(Candidate.Kind.TABLE, written(relation.name()), relation.schema())));
    }

    private Stream<Candidate> anything(Map<String, SqlNames.Relation> tables, Map<SqlNames.Relation, List<String>> columns) {
        return Stream.of(tables.values().stream().distinct().flatMap(relation -> columnsOf(relation, columns)),
                tables.keySet().stream().filter(alias -> !byName.containsKey(alias)).map(alias -> new Candidate(Candidate.Kind.TABLE, written(alias), tables.get(alias).name())),
                SqlWords.all().stream().map(word -> new Candidate(Candidate.Kind.WORD, word, "")),
                relations(),
                names.functions().stream().map(name -> new Candidate(Candidate.Kind.FUNCTION, written(name), "()"))).flatMap(each -> each);
    }

    private Stream<Candidate> relations() {
        return Stream.concat(
                names.relations().stream().map(relation -> new Candidate(Candidate.Kind.TABLE,
                        relation.visible() ? written(relation.name()) : written(relation.schema()) + "." + written(relation.name()), relation.schema())),
                names.schemas().stream().map(name -> new Candidate(Candidate.Kind.SCHEMA, written(name), "")));
    }

    private static Stream<Candidate> columnsOf(SqlNames.Relation relation, Map<SqlNames.Relation, List<String>> columns) {
        return columns.getOrDefault(relation, List.of()).stream().map(name -> new Candidate(Candidate.Kind.COLUMN, written(name), relation.name()));
    }

    private static boolean afterWord(String text, int from) {
        String before = text.substring(0, from).stripTrailing();
        int start = before.length();
        while (start > 0 && Character.isLetter(before.charAt(start - 1))) start--;
        return start < before.length() && BEFORE_TABLE.contains(before.substring(start).toLowerCase(Locale.ROOT));
    }

    /** The name that ends there. */
    private static String before(String text, int end) {
        if (end > 0 && text.charAt(end - 1) == '"') {
            int open = text.lastIndexOf('"', end - 2);
            return open < 0 ? "" : text.substring(open + 1, end - 1);
        }
        int start = end;
        while (start > 0 && isNamePart(text.charAt(start - 1))) start--;
        return text.substring(start, end).toLowerCase(Locale.ROOT);
    }

    private static boolean isPoint(SqlStatement statement, int index) {
        return statement.tokens().get(index).of(statement.whole()).equals(".");
    }

    /** As the server would call it: folded to small letters, or what stands between the quotes. */
    private static String name(String text, SqlToken token) {
        return switch (token.kind()) {
            case WORD -> token.of(text).toLowerCase(Locale.ROOT);
            case QUOTED_NAME -> token.of(text).replaceFirst("^\"", "").replaceFirst("\"$", "").replace("\"\"", "\"");
            default -> "";
        };
    }

    private static String written(String name) {
        return name.matches("[a-z_][a-z0-9_$]*") && !SqlWords.isKey(name) ? name : Sql.name(name);
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }
}
