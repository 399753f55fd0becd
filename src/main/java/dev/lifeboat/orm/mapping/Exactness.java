package dev.lifeboat.orm.mapping;

import dev.lifeboat.orm.type.Range;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds values that a column would take and change silently: it rounds fractions of a second and of a decimal number, cuts
 * blanks off a text that is too long, and narrows a double.
 *
 * @param base  the SQL type without its length
 * @param first the first number in brackets; negative when there is none
 * @param scale the second
 */
record Exactness(String base, int first, int scale) {
    private static final Pattern TYPE = Pattern.compile("([^(]*?)\\s*\\(\\s*(\\d+)\\s*(?:,\\s*(-?\\d+)\\s*)?\\)(.*?)(?:\\[])*");
    private static final List<Class<?>> AFFECTED = List.of(Instant.class, LocalDateTime.class, LocalTime.class, Duration.class,
            BigDecimal.class, Double.class, double.class, String.class, Range.class);
    private static final int NANO_DIGITS = 9;
    private static final int MICRO_DIGITS = 6;

    /** For a SQL type as it is written. */
    static Exactness of(String type) {
        Matcher m = TYPE.matcher(type);
        return m.matches() ? new Exactness(m.group(1) + m.group(4), Integer.parseInt(m.group(2)),
                m.group(3) == null ? 0 : Integer.parseInt(m.group(3))) : new Exactness(type.replace("[]", ""), -1, 0);
    }

    /** Whether values of a Java type need to be looked at. */
    static boolean matters(Class<?> type) {
        Class<?> element = type.isArray() ? type.componentType() : type;
        return AFFECTED.contains(element) || type == List.class;
    }

    /** Why the column would change the value; empty when it keeps it. */
    Optional<String> refusal(Object value) {
        return switch (value) {
            case null -> Optional.empty();
            case Instant i when i.equals(Instant.MAX) || i.equals(Instant.MIN) -> Optional.empty();
            case LocalDateTime t when t.equals(LocalDateTime.MAX) || t.equals(LocalDateTime.MIN) -> Optional.empty();
            case LocalTime t when t.equals(LocalTime.MAX) -> Optional.empty();
            case Instant i -> fraction(i.getNano());
            case LocalDateTime t -> fraction(t.getNano());
            case LocalTime t -> fraction(t.getNano());
            case Duration d -> fraction(d.getNano());
            case BigDecimal n -> when(first >= 0 && n.stripTrailingZeros().scale() > scale,
                    "it keeps " + scale + " digits behind the point, and the value has more");
            case Double d -> when(base.equals("real") && !d.isNaN() && (double) d.floatValue() != d, "it has less digits than the value");
            case String s -> text(s);
            case List<?> many -> first(many.stream());
            case Object[] many -> first(Arrays.stream(many));
            case double[] many -> first(Arrays.stream(many).boxed());
            case Range<?> range -> first(Stream.of(range.lower(), range.upper()).flatMap(Optional::stream));
            default -> Optional.empty();
        };
    }

    private Optional<String> first(Stream<?> values) {
        return values.map(this::refusal).flatMap(Optional::stream).findFirst();
    }

    private Optional<String> fraction(int nanos) {
        boolean limited = first >= 0 && (base.startsWith("time") || base.startsWith("interval"));
        int digits = limited ? first : MICRO_DIGITS;
        return when(nanos % Math.powExact(10, NANO_DIGITS - digits) != 0,
                "it keeps " + digits + " digits of a second, and the value has more; truncate it");
    }

    private Optional<String> text(String value) {
        boolean padded = base.equals("char") || base.equals("character") || base.equals("bpchar");
        boolean limited = first >= 0 && (padded || base.equals("varchar") || base.equals("character varying"));
        return when(limited && value.codePointCount(0, value.length()) > first, "it keeps " + first + " characters, and the value has more")
                .or(() -> when(padded && value.endsWith(" "), "it does not keep blanks at the end"));
    }

    private static Optional<String> when(boolean changed, String why) {
        return changed ? Optional.of(why) : Optional.empty();
    }
}
