package dev.lifeboat.cli;

import dev.lifeboat.engine.repository.SetDiff;
import dev.lifeboat.engine.repository.SetDiff.Difference;
import dev.lifeboat.engine.repository.SetDiff.Side;
import dev.lifeboat.engine.repository.SetDiff.Subject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How two sets differ, in words and as JSON. */
final class DiffText {

    private final Words words;

    DiffText(Words words) {
        this.words = words;
    }

    String of(String left, String right, SetDiff diff) {
        String equal = words.count(diff.equalTables(), "table") + (diff.equalTables() == 1 ? " is" : " are") + " the same";
        if (diff.equal()) {
            return left + " and " + right + " are equal: " + equal + ".\n";
        }
        Table table = new Table("  ", "DATABASE", "WHAT", "IN " + left, "IN " + right);
        diff.differences().forEach(one -> table.row(one.database(), what(one), side(one, one.left()), side(one, one.right())));
        return words.count(diff.differences().size(), "difference") + "; " + equal + ".\n" + table;
    }

    private static String what(Difference difference) {
        return switch (difference.subject()) {
            case DATABASE -> "the database";
            case TABLE -> "table " + difference.name();
            case SEQUENCE -> "sequence " + difference.name();
            case LARGE_OBJECTS -> "large objects";
            case OBJECTS -> "number of " + difference.name();
        };
    }

    private String side(Difference difference, Optional<Side> side) {
        if (side.isEmpty()) {
            return "not there";
        }
        long number = side.get().number();
        return switch (difference.subject()) {
            case DATABASE -> "there, " + words.count(number, "row");
            case TABLE -> words.count(number, "row") + otherContent(difference, side.get());
            case SEQUENCE -> number + (side.get().detail().equals("unused") ? " (not used yet)" : "");
            case LARGE_OBJECTS -> words.count(number) + otherContent(difference, side.get());
            case OBJECTS -> words.count(number);
        };
    }

    /** As many on both sides: then the hash says more than the number. */
    private static String otherContent(Difference difference, Side side) {
        boolean sameNumber = difference.left().map(Side::number).equals(difference.right().map(Side::number));
        return sameNumber ? ", content " + side.detail().substring(0, 8) : "";
    }

    static Map<String, Object> json(String left, String right, SetDiff diff) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("left", left);
        json.put("right", right);
        json.put("equal", diff.equal());
        json.put("equalTables", diff.equalTables());
        json.put("differences", diff.differences().stream().map(DiffText::json).toList());
        return json;
    }

    private static Map<String, Object> json(Difference difference) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("subject", Commands.word(difference.subject()));
        json.put("database", difference.database());
        json.put("name", difference.name());
        json.put("left", difference.left().map(side -> json(difference.subject(), side)).orElse(null));
        json.put("right", difference.right().map(side -> json(difference.subject(), side)).orElse(null));
        return json;
    }

    private static Map<String, Object> json(Subject subject, Side side) {
        return switch (subject) {
            case DATABASE -> Map.of("rows", side.number());
            case TABLE -> Map.of("rows", side.number(), "hash", side.detail());
            case SEQUENCE -> Map.of("lastValue", side.number(), "called", side.detail().equals("called"));
            case LARGE_OBJECTS -> Map.of("count", side.number(), "hash", side.detail());
            case OBJECTS -> Map.of("count", side.number());
        };
    }
}
