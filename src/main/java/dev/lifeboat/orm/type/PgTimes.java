package dev.lifeboat.orm.type;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text forms of times (DateStyle ISO, which the driver always sets). Infinity is the farthest value of the Java type. */
final class PgTimes {
    private static final DateTimeFormatter LOCAL = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR_OF_ERA, 4, 9, java.time.format.SignStyle.NOT_NEGATIVE)
            .appendPattern("-MM-dd").appendLiteral(' ').append(DateTimeFormatter.ISO_LOCAL_TIME)
            .toFormatter();
    private static final DateTimeFormatter OFFSET =
            new DateTimeFormatterBuilder().append(LOCAL).appendOffset("+HH:mm:ss", "+00").toFormatter();
    private static final Pattern INTERVAL = Pattern.compile(
            "(?:(-?\\d+) days? ?)?(?:([+-])?(\\d+):(\\d\\d):(\\d\\d)(?:\\.(\\d{1,6}))?)?");

    private PgTimes() {}

    static String text(Instant value) {
        return value.equals(Instant.MAX) ? "infinity" : value.equals(Instant.MIN) ? "-infinity"
                : text(LocalDateTime.ofInstant(value, ZoneOffset.UTC), "+00");
    }

    static Instant instant(String text) {
        return switch (text) {
            case "infinity" -> Instant.MAX;
            case "-infinity" -> Instant.MIN;
            default -> text.endsWith(" BC")
                    ? beforeChrist(OffsetDateTime.parse(cut(text), OFFSET).toLocalDateTime())
                            .atOffset(OffsetDateTime.parse(cut(text), OFFSET).getOffset()).toInstant()
                    : OffsetDateTime.parse(text, OFFSET).toInstant();
        };
    }

    static String text(LocalDateTime value) {
        return value.equals(LocalDateTime.MAX) ? "infinity" : value.equals(LocalDateTime.MIN) ? "-infinity" : text(value, "");
    }

    private static String text(LocalDateTime value, String offset) {
        return LOCAL.format(value) + offset + (value.getYear() <= 0 ? " BC" : "");
    }

    static LocalDateTime dateTime(String text) {
        return switch (text) {
            case "infinity" -> LocalDateTime.MAX;
            case "-infinity" -> LocalDateTime.MIN;
            default -> text.endsWith(" BC") ? beforeChrist(LocalDateTime.parse(cut(text), LOCAL)) : LocalDateTime.parse(text, LOCAL);
        };
    }

    static String text(LocalDate value) {
        if (value.equals(LocalDate.MAX) || value.equals(LocalDate.MIN)) {
            return value.equals(LocalDate.MAX) ? "infinity" : "-infinity";
        }
        String day = text(value.atStartOfDay(), "");
        return day.substring(0, day.indexOf(' ')) + (value.getYear() <= 0 ? " BC" : "");
    }

    static LocalDate date(String text) {
        return switch (text) {
            case "infinity" -> LocalDate.MAX;
            case "-infinity" -> LocalDate.MIN;
            default -> dateTime(text.endsWith(" BC") ? cut(text) + " 00:00:00 BC" : text + " 00:00:00").toLocalDate();
        };
    }

    static Duration duration(String text) {
        Matcher m = INTERVAL.matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException("an interval with months or years has no fixed duration: " + text);
        }
        Duration days = Duration.ofDays(m.group(1) == null ? 0 : Long.parseLong(m.group(1)));
        if (m.group(3) == null) {
            return days;
        }
        String micros = m.group(6) == null ? "" : m.group(6);
        Duration time = Duration.ofHours(Long.parseLong(m.group(3))).plusMinutes(Long.parseLong(m.group(4)))
                .plusSeconds(Long.parseLong(m.group(5)))
                .plusNanos(1_000L * Long.parseLong((micros + "000000").substring(0, 6)));
        return "-".equals(m.group(2)) ? days.minus(time) : days.plus(time);
    }

    private static String cut(String text) {
        return text.substring(0, text.length() - 3);
    }

    private static LocalDateTime beforeChrist(LocalDateTime era) {
        return era.withYear(1 - era.getYear());
    }
}
