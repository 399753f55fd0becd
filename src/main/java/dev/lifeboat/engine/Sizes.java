package dev.lifeboat.engine;

import java.util.Locale;

/** Sizes and counts as people read them in the engine's sentences: binary units, one digit after the point. */
public final class Sizes {

    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private Sizes() {}

    /** {@code 512 bytes}, {@code 1.4 KiB}, {@code 23.0 MiB}. */
    public static String inWords(long bytes) {
        if (bytes < 1024) {
            return bytes + (bytes == 1 ? " byte" : " bytes");
        }
        double value = bytes / 1024.0;
        int unit = 0;
        while (value >= 1023.95 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }

    /** {@code 1 table}, {@code 12,000 tables}. */
    public static String count(long number, String one) {
        return String.format(Locale.ENGLISH, "%,d %s", number, number == 1 ? one : one + "s");
    }
}
