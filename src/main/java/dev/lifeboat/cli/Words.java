package dev.lifeboat.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** How the terminal writes numbers: sizes in binary units, durations in words, times with their offset. Immutable. */
final class Words {

    private static final List<String> SIZES = List.of("KiB", "MiB", "GiB", "TiB", "PiB", "EiB");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);

    private final Clock clock;

    /** @param clock says what time it is and which zone is local */
    Words(Clock clock) {
        this.clock = clock;
    }

    /** {@code 512 bytes}, {@code 1.4 KiB}, {@code 23.0 MiB}. */
    String size(long bytes) {
        if (bytes < 1024) {
            return bytes == 1 ? "1 byte" : bytes + " bytes";
        }
        double value = bytes / 1024.0;
        int unit = 0;
        while (value >= 1023.95 && unit < SIZES.size() - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, SIZES.get(unit));
    }

    /** {@code 50,000}. */
    String count(long number) {
        return String.format(Locale.ENGLISH, "%,d", number);
    }

    /** {@code 1 table}, {@code 12 tables}. */
    String count(long number, String one) {
        return count(number, one, one + "s");
    }

    /** {@code 1 entry}, {@code 12 entries}. */
    String count(long number, String one, String several) {
        return count(number) + " " + (number == 1 ? one : several);
    }

    /** {@code 0.4 s}, {@code 12 s}, {@code 3 min 5 s}, {@code 2 h 4 min}. */
    String duration(long millis) {
        if (millis < 9_950) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        return seconds(Math.round(millis / 1000.0));
    }

    /** Like {@link #duration}, of whole seconds: {@code 8 s}. */
    String seconds(long seconds) {
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
        }
        if (seconds < 86_400) {
            return seconds / 3600 + " h" + (seconds % 3600 / 60 == 0 ? "" : " " + seconds % 3600 / 60 + " min");
        }
        return count(seconds / 86_400, "day") + (seconds % 86_400 / 3600 == 0 ? "" : " " + seconds % 86_400 / 3600 + " h");
    }

    /** {@code 2026-11-22 14:32:07 +01:00}. */
    String time(Instant instant) {
        return TIME.format(instant.atZone(clock.getZone()));
    }

    /** {@code just now}, {@code 12 s ago}, {@code 3 days 4 h ago}. */
    String ago(Instant instant) {
        Duration distance = Duration.between(instant, clock.instant());
        return distance.toSeconds() < 5 ? "just now" : seconds(distance.toSeconds()) + " ago";
    }
}
