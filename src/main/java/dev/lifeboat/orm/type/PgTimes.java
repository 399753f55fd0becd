package dev.lifeboat.orm.type;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;

/** Text forms of times (DateStyle ISO, which the driver always sets). Infinity is the farthest value of the Java type. */
final class PgTimes {
    private static final DateTimeFormatter LOCAL = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR_OF_ERA, 4, 9, java.time.format.SignStyle.NOT_NEGATIVE)
            .appendPattern("-MM-dd").appendLiteral(' ').append(DateTimeFormatter.ISO_LOCAL_TIME)
            .toFormatter();
    private static final DateTimeFormatter OFFSET =
            new DateTimeFormatterBuilder().append(LOCAL).appendOffset("+HH:mm:ss", "+00").toFormatter();

    private static final String BC = " BC";
    /** Whole cycles of 400 years, more than PostgreSQL's time before Christ, and four digits after it. */
    private static final int SHIFT = 6_000;

    private static final int LAST_OF_FOUR_DIGITS = 9_999;
    /** How long a time without seconds is. */
    private static final int MINUTES = 5;

    private PgTimes() {}

    static String text(Instant value) {
        return value.equals(Instant.MAX) ? "infinity" : value.equals(Instant.MIN) ? "-infinity"
                : text(LocalDateTime.ofInstant(value, ZoneOffset.UTC), "+00");
    }

    static Instant instant(String text) {
        return switch (text) {
            case "infinity" -> Instant.MAX;
            case "-infinity" -> Instant.MIN;
            default -> offset(text).toInstant();
        };
    }

    static OffsetDateTime offset(String text) {
        return text.endsWith(BC) ? OffsetDateTime.parse(later(text), OFFSET).minusYears(SHIFT) : OffsetDateTime.parse(text, OFFSET);
    }

    static String text(LocalDateTime value) {
        return value.equals(LocalDateTime.MAX) ? "infinity" : value.equals(LocalDateTime.MIN) ? "-infinity" : text(value, "");
    }

    private static String text(LocalDateTime value, String offset) {
        if (value.getYear() < 1 || value.getYear() > LAST_OF_FOUR_DIGITS) {
            return LOCAL.format(value) + offset + (value.getYear() <= 0 ? BC : "");
        }
        // A formatter takes ten times as long, and a COPY has millions of times.
        String clock = value.toLocalTime().toString();
        return value.toLocalDate() + " " + clock + (clock.length() == MINUTES ? ":00" : "") + offset;
    }

    static LocalDateTime dateTime(String text) {
        return switch (text) {
            case "infinity" -> LocalDateTime.MAX;
            case "-infinity" -> LocalDateTime.MIN;
            default -> text.endsWith(BC)
                    ? LocalDateTime.parse(later(text), LOCAL).minusYears(SHIFT) : LocalDateTime.parse(text, LOCAL);
        };
    }

    static String text(LocalDate value) {
        if (value.equals(LocalDate.MAX) || value.equals(LocalDate.MIN)) {
            return value.equals(LocalDate.MAX) ? "infinity" : "-infinity";
        }
        String day = text(value.atStartOfDay(), "");
        return day.substring(0, day.indexOf(' ')) + (value.getYear() <= 0 ? BC : "");
    }

    static LocalDate date(String text) {
        return switch (text) {
            case "infinity" -> LocalDate.MAX;
            case "-infinity" -> LocalDate.MIN;
            default -> dateTime(text.endsWith(BC)
                    ? text.substring(0, text.length() - BC.length()) + " 00:00:00" + BC : text + " 00:00:00").toLocalDate();
        };
    }

    /** As the driver has it, the farthest time of the day is PostgreSQL's 24:00. */
    static String text(LocalTime value) {
        return value.equals(LocalTime.MAX) ? "24:00:00" : value.toString();
    }

    static LocalTime time(String text) {
        return text.equals("24:00:00") ? LocalTime.MAX : LocalTime.parse(text);
    }

    /** A time before Christ, so many calendar cycles later that the year is the era's own: leap days stay what they are. */
    private static String later(String text) {
        int dash = text.indexOf('-');
        int year = 1 - Integer.parseInt(text.substring(0, dash)) + SHIFT;
        return year + text.substring(dash, text.length() - BC.length());
    }
}
