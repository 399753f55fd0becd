package dev.lifeboat.orm.type;

import java.time.Duration;
import java.time.Period;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text forms of {@code interval} in PostgreSQL's own style. PostgreSQL keeps months, days and microseconds apart; a Duration
 * has only the last, a Period only the first two.
 */
final class PgIntervals {
    private static final Pattern INTERVAL = Pattern.compile("(?:([+-]?\\d+) years? ?)?(?:([+-]?\\d+) mons? ?)?"
            + "(?:([+-]?\\d+) days? ?)?(?:([+-])?(\\d+):(\\d\\d):(\\d\\d)(?:\\.(\\d{1,6}))?)?");

    private PgIntervals() {}

    /** Hours and minutes are no calendar units here: a duration of 24 h stays 24 h over a change of the clock. */
    static String text(Duration value) {
        Duration size = value.abs();
        return "%s%d:%02d:%02d.%06d".formatted(value.isNegative() ? "-" : "", size.toHours(), size.toMinutesPart(),
                size.toSecondsPart(), size.toNanosPart() / 1_000);
    }

    static String text(Period value) {
        return value.getYears() + " years " + value.getMonths() + " mons " + value.getDays() + " days";
    }

    /** A day that PostgreSQL keeps apart counts 24 h, as in its own {@code extract(epoch from ..)}. */
    static Duration duration(String text) {
        Matcher m = matched(text);
        if (number(m, 1) != 0 || number(m, 2) != 0) {
            throw new IllegalArgumentException("an interval with months or years has no fixed duration");
        }
        return Duration.ofDays(number(m, 3)).plus(time(m));
    }

    /** Years and months are one number of months to PostgreSQL: 14 months come back as 1 year and 2 months. */
    static Period period(String text) {
        Matcher m = matched(text);
        if (!time(m).isZero()) {
            throw new IllegalArgumentException("an interval with hours or less is no Period");
        }
        return Period.of(Math.toIntExact(number(m, 1)), Math.toIntExact(number(m, 2)), Math.toIntExact(number(m, 3)));
    }

    private static Matcher matched(String text) {
        Matcher m = INTERVAL.matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException("neither infinite nor written in PostgreSQL's style (intervalstyle)");
        }
        return m;
    }

    private static Duration time(Matcher m) {
        if (m.group(5) == null) {
            return Duration.ZERO;
        }
        String micros = m.group(8) == null ? "" : m.group(8);
        Duration time = Duration.ofHours(number(m, 5)).plusMinutes(number(m, 6)).plusSeconds(number(m, 7))
                .plusNanos(1_000L * Long.parseLong((micros + "000000").substring(0, 6)));
        return "-".equals(m.group(4)) ? time.negated() : time;
    }

    private static long number(Matcher m, int group) {
        return m.group(group) == null ? 0 : Long.parseLong(m.group(group));
    }
}
