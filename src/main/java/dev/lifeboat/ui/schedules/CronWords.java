package dev.lifeboat.ui.schedules;

import dev.lifeboat.engine.schedule.Cron;
import dev.lifeboat.ui.common.Messages;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A cron expression as a person says it, for those that have such words; the others are shown as they are. */
final class CronWords {
    private static final Pattern DAILY = Pattern.compile("(\\d+) (\\d+) \\* \\* \\*");
    private static final Pattern WEEKLY = Pattern.compile("(\\d+) (\\d+) \\* \\* ([0-7])");
    private static final Pattern MONTHLY = Pattern.compile("(\\d+) (\\d+) (\\d+) \\* \\*");
    private static final Pattern HOURLY = Pattern.compile("(\\d+) \\* \\* \\* \\*");
    private static final Pattern HOURS = Pattern.compile("0 \\*/(\\d+) \\* \\* \\*");
    private static final Pattern MINUTES = Pattern.compile("\\*/(\\d+) \\* \\* \\* \\*");

    private CronWords() {}

    static String of(Cron cron) {
        Matcher daily = DAILY.matcher(cron.text());
        if (daily.matches()) return Messages.text("schedules.cron.daily", time(daily));
        Matcher weekly = WEEKLY.matcher(cron.text());
        if (weekly.matches()) return Messages.text("schedules.cron.weekly", day(Integer.parseInt(weekly.group(3))), time(weekly));
        Matcher monthly = MONTHLY.matcher(cron.text());
        if (monthly.matches()) return Messages.text("schedules.cron.monthly", Integer.parseInt(monthly.group(3)), time(monthly));
        Matcher hourly = HOURLY.matcher(cron.text());
        if (hourly.matches()) return Messages.text("schedules.cron.hourly", Integer.parseInt(hourly.group(1)));
        Matcher hours = HOURS.matcher(cron.text());
        if (hours.matches()) return Messages.text("schedules.cron.hours", Integer.parseInt(hours.group(1)));
        if (cron.text().equals("* * * * *")) return Messages.text("schedules.cron.minutes", 1);
        Matcher minutes = MINUTES.matcher(cron.text());
        if (minutes.matches()) return Messages.text("schedules.cron.minutes", Integer.parseInt(minutes.group(1)));
        return Messages.text("schedules.cron.other", cron.text());
    }

    private static String time(Matcher found) {
        return String.format(Locale.ROOT, "%02d:%02d", Integer.parseInt(found.group(2)), Integer.parseInt(found.group(1)));
    }

    /** Sunday is 0 and 7. */
    private static String day(int number) {
        return DayOfWeek.of(number == 0 ? 7 : number).getDisplayName(TextStyle.FULL, Locale.getDefault());
    }
}
