package dev.lifeboat.orm.schema;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which types hold every value of which others. Types are written as {@code format_type} writes them. */
final class Types {
    private static final Pattern SHAPE = Pattern.compile("([^(\\[]+?)(?:\\((\\d+)(?:,(-?\\d+))?\\))?( with(?:out)? time zone)?");
    private static final Map<String, Set<String>> WIDER = Map.of(
            "smallint", Set.of("integer", "bigint", "numeric", "real", "double precision", "text"),
            "integer", Set.of("bigint", "numeric", "double precision", "text"),
            "bigint", Set.of("numeric", "text"),
            "numeric", Set.of("text"),
            "real", Set.of("double precision"),
            "date", Set.of("timestamp without time zone"),
            "boolean", Set.of("text"),
            "uuid", Set.of("text"),
            "character varying", Set.of("text"));
    private static final Set<String> WITH_LENGTH = Set.of("character varying", "bit varying");
    private static final Set<String> WITH_PLACES = Set.of("timestamp without time zone", "timestamp with time zone", "time without time zone", "time with time zone", "interval");

    private Types() {}

    /** Whether every value of the one comes out the same as the other. */
    static boolean widens(String from, String to) {
        Matcher narrow = SHAPE.matcher(from);
        Matcher wide = SHAPE.matcher(to);
        if (!narrow.matches() || !wide.matches()) {
            return false;
        }
        String name = name(narrow);
        if (!name.equals(name(wide))) {
            return wide.group(2) == null && WIDER.getOrDefault(name, Set.of()).contains(name(wide))
                    || name(wide).equals("numeric") && List.of("smallint", "integer", "bigint").contains(name) && digits(name) <= whole(wide);
        }
        if (name.equals("numeric")) {
            return wide.group(2) == null || narrow.group(2) != null && scale(wide) >= scale(narrow) && whole(wide) >= whole(narrow);
        }
        return (WITH_LENGTH.contains(name) || WITH_PLACES.contains(name)) && (wide.group(2) == null
                || narrow.group(2) != null && Integer.parseInt(wide.group(2)) >= Integer.parseInt(narrow.group(2)));
    }

    private static String name(Matcher type) {
        return type.group(1) + (type.group(4) == null ? "" : type.group(4));
    }

    private static int digits(String integer) {
        return switch (integer) {
            case "smallint" -> 5;
            case "integer" -> 10;
            default -> 19;
        };
    }

    private static int scale(Matcher numeric) {
        return numeric.group(3) == null ? 0 : Integer.parseInt(numeric.group(3));
    }

    /** The digits before the point. */
    private static int whole(Matcher numeric) {
        return numeric.group(2) == null ? Integer.MAX_VALUE : Integer.parseInt(numeric.group(2)) - scale(numeric);
    }
}
