package dev.lifeboat.ui.browser.value;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;

/** A {@code timestamptz} as PostgreSQL writes it in the ISO style, and as it reads in other zones. */
final class Moment {
    private static final DateTimeFormatter WRITTEN = new DateTimeFormatterBuilder().appendPattern("yyyy-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true).appendPattern("[XXX][X]").toFormatter(Locale.ROOT);
    private static final DateTimeFormatter SHOWN = new DateTimeFormatterBuilder().appendPattern("yyyy-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true).appendPattern(" xxx").toFormatter(Locale.ROOT);

    private Moment() {}

    /** Empty for what has no place on a clock: infinity, years before Christ or beyond 9999. */
    static Optional<OffsetDateTime> parse(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text, WRITTEN));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** Such as {@code 2026-11-22 15:32:07.5 +01:00}. */
    static String in(OffsetDateTime moment, ZoneId zone) {
        return SHOWN.format(moment.atZoneSameInstant(zone));
    }

    /** Empty for a zone that Java does not know. */
    static Optional<ZoneId> zone(String name) {
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
