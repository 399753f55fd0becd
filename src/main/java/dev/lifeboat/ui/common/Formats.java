package dev.lifeboat.ui.common;

import java.text.NumberFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/**
 * How sizes, durations, times and numbers are written everywhere in the window: sizes in binary units, durations
 * in words, times in the local zone with its offset, all by the rules of the locale. Immutable and thread-safe.
 */
public final class Formats {
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private final Locale locale;
    private final Clock clock;

    /** @param clock says what time it is and which zone is local */
    public Formats(Locale locale, Clock clock) {
        this.locale = locale;
        this.clock = clock;
    }

    /** The formats of this computer and this user. */
    public static Formats system() {
        return new Formats(Locale.getDefault(Locale.Category.FORMAT), Clock.systemDefaultZone());
    }

    /** Such as {@code 512 bytes}, {@code 1.4 KiB}, {@code 23 MiB}, {@code 1,004 GiB}: three digits are enough. */
    public String size(long bytes) {
        if (bytes < 0) return "-" + size(-bytes);
        if (bytes < 1024) return Messages.text("format.bytes", bytes);
        double value = bytes;
        int unit = -1;
        while (value >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        // 1023.99 KiB would be rounded to 1,024 KiB: that is 1.0 MiB.
        if (Math.round(value) == 1024 && unit < UNITS.length - 1) {
            value = 1;
            unit++;
        }
        return decimal(value) + " " + UNITS[unit];
    }

    /** Bytes in a second, such as {@code 23 MiB/s}. */
    public String rate(double bytesPerSecond) {
        return Messages.text("format.perSecond", size(Math.round(bytesPerSecond)));
    }

    private String decimal(double value) {
        var format = NumberFormat.getNumberInstance(locale);
        int digits = value < 9.95 ? 1 : 0;
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        return format.format(value);
    }

    /** A whole number with the locale's grouping, such as {@code 50,000}. */
    public String count(long number) {
        return NumberFormat.getIntegerInstance(locale).format(number);
    }

    /**
     * A share of something in whole percent, never above 100 and 100 only when it is all of it.
     *
     * @param total more than zero
     */
    public String percent(long done, long total) {
        long share = Math.clamp(done * 100.0 / total >= 100 ? 100 : (long) (done * 100.0 / total), 0, 100);
        return Messages.text("format.percent", share);
    }

    /**
     * A duration in words with at most two units, such as {@code 0.4 seconds}, {@code 12 seconds}, {@code 3
     * minutes 5 seconds}, {@code 2 hours}, {@code 4 days 1 hour}. The sign is dropped.
     */
    public String duration(Duration duration) {
        var time = duration.abs();
        long seconds = Math.round(time.toMillis() / 1000.0);
        if (time.toMillis() < 9_950) {
            double exact = Math.round(time.toMillis() / 100.0) / 10.0;
            return exact == Math.rint(exact)
                    ? Messages.text("format.seconds", (long) exact)
                    : Messages.text("format.secondsExact", decimal(exact));
        }
        if (seconds < 60) return Messages.text("format.seconds", seconds);
        if (seconds < 3600) return two("format.minutes", seconds / 60, "format.seconds", seconds % 60);
        if (seconds < 86_400) return two("format.hours", seconds / 3600, "format.minutes", seconds % 3600 / 60);
        return two("format.days", seconds / 86_400, "format.hours", seconds % 86_400 / 3600);
    }

    private String two(String largeKey, long large, String smallKey, long small) {
        String first = Messages.text(largeKey, large);
        return small == 0 ? first : first + " " + Messages.text(smallKey, small);
    }

    /** Date and time to the second with the offset, such as {@code 22 Nov 2026, 14:32:07 +01:00}. */
    public String time(Instant instant) {
        var local = local(instant);
        return day(local) + ", " + DateTimeFormatter.ofPattern("HH:mm:ss xxx", locale).format(local);
    }

    /** Date and time to the second without the offset, for a table whose heading names it. */
    public String tableTime(Instant instant) {
        var local = local(instant);
        return day(local) + ", " + DateTimeFormatter.ofPattern("HH:mm:ss", locale).format(local);
    }

    /** Date and time to the minute without the offset, where a second more or less says nothing. */
    public String shortTime(Instant instant) {
        var local = local(instant);
        return day(local) + ", " + DateTimeFormatter.ofPattern("HH:mm", locale).format(local);
    }

    /** The time of day to the second, where it is clear which day it is. */
    public String clock(Instant instant) {
        return DateTimeFormatter.ofPattern("HH:mm:ss", locale).format(local(instant));
    }

    /** The offset of the local zone at this moment, such as {@code +01:00}. */
    public String offset() {
        return DateTimeFormatter.ofPattern("xxx", locale).format(local(clock.instant()));
    }

    /** How long ago or how far ahead, such as {@code just now}, {@code 2 minutes ago}, {@code in 3 hours}. */
    public String relative(Instant instant) {
        var distance = Duration.between(instant, clock.instant());
        var size = distance.abs();
        if (size.toSeconds() < 5) return Messages.text("format.justNow");
        String words;
        if (size.toSeconds() < 60) words = Messages.text("format.seconds", size.toSeconds());
        else if (size.toMinutes() < 60) words = Messages.text("format.minutes", size.toMinutes());
        else if (size.toHours() < 48) words = Messages.text("format.hours", size.toHours());
        else words = Messages.text("format.days", size.toDays());
        return Messages.text(distance.isNegative() ? "format.ahead" : "format.ago", words);
    }

    private ZonedDateTime local(Instant instant) {
        ZoneId zone = clock.getZone();
        return instant.atZone(zone);
    }

    private String day(ZonedDateTime local) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale).format(local);
    }
}
