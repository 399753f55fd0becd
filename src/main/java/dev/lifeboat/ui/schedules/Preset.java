package dev.lifeboat.ui.schedules;

import dev.lifeboat.ui.common.Messages;
import java.util.Locale;

/** Times that most schedules have, to be chosen with one click. */
enum Preset {
    NIGHTLY("0 2 * * *"), SIX_HOURS("0 */6 * * *"), WEEKLY("30 3 * * 0"), CUSTOM("");

    private final String cron;

    Preset(String cron) {
        this.cron = cron;
    }

    /** Empty for the one that a person writes. */
    String cron() {
        return cron;
    }

    String words() {
        return Messages.text("schedules.preset." + name().toLowerCase(Locale.ROOT));
    }

    static Preset of(String cron) {
        for (var each : values()) {
            if (each.cron.equals(cron.strip())) return each;
        }
        return CUSTOM;
    }
}
