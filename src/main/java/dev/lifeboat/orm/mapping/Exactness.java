package dev.lifeboat.orm.mapping;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds values that a column would take and change silently: it rounds fractions of a decimal number, cuts blanks off a text
 * that is too long, and narrows a double. Times are none of them: they are cut, and said to be.
 *
 * @param base  the SQL type without its length
 * @param first the first number in brackets; negative when there is none
 * @param scale the second
 */
record Exactness(String base, int first, int scale) {
    private static final Pattern TYPE = Pattern.compile("([^(]*?)\\s*\\(\\s*(\\d+)\\s*(?:,\\s*(-?\\d+)\\s*)?\\)(.*?)(?:\\[])*");
    private static final Set<String> PADDED = Set.of("char", "character", "bpchar");
    private static final List<Class<?>> AFFECTED = List.of(BigDecimal.class, Double.class, double.class, String.class);

    /** For a column of a SQL type, as it is written, and a Java type; empty where every value is kept. */
    static Optional<Exactness> of(Class<?> component, String type) {
        Matcher m = TYPE.matcher(type);
        Exactness found = m.matches() ? new Exactness(m.group(1) + m.group(4), Integer.parseInt(m.group(2)),
                m.group(3) == null ? 0 : Integer.parseInt(m.group(3))) : new Exactness(type.replace("[]", ""), -1, 0);
        Class<?> element = component.isArray() ? component.componentType() : component;
        boolean narrow = found.first >= 0 || found.base.equals("real") || found.isPadded();
        return narrow && (AFFECTED.contains(element) || component == List.class) ? Optional.of(found) : Optional.empty();
    }

    private boolean isPadded() {
        return PADDED.contains(base);
    }

    /** Why the column would change the value; empty when it keeps it. */
    Optional<String> refusal(Object value) {
        return switch (value) {
            case null -> Optional.empty();
            case BigDecimal n -> when(first >= 0 && n.stripTrailingZeros().scale() > scale,
                    "it keeps " + scale + " digits behind the point, and the value has more");
            case Double d -> when(base.equals("real") && !d.isNaN() && (double) d.floatValue() != d, "it has less digits than the value");
            case String s -> text(s);
            case List<?> many -> first(many.stream());
            case Object[] many -> first(Arrays.stream(many));
            case double[] many -> first(Arrays.stream(many).boxed());
            default -> Optional.empty();
        };
    }

    private Optional<String> first(Stream<?> values) {
        return values.map(this::refusal).flatMap(Optional::stream).findFirst();
    }

    private Optional<String> text(String value) {
        boolean limited = first >= 0 && (isPadded() || base.equals("varchar") || base.equals("character varying"));
        return when(limited && value.codePointCount(0, value.length()) > first, "it keeps " + first + " characters, and the value has more")
                .or(() -> when(isPadded() && value.endsWith(" "), "it does not keep blanks at the end"));
    }

    private static Optional<String> when(boolean changed, String why) {
        return changed ? Optional.of(why) : Optional.empty();
    }
}
