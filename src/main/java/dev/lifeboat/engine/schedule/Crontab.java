package dev.lifeboat.engine.schedule;

import dev.lifeboat.engine.ShellWord;
import java.time.ZoneId;
import java.util.List;

/** The schedules as lines of a crontab, for those who would rather have cron run them than the agent. */
public final class Crontab {

    private Crontab() {}

    /**
     * The lines. cron itself does not catch up, skip or notify; each line is the command that does once what a run does.
     *
     * @param program     the words of the command line that is Lifeboat
     * @param environment what must be set for it: name=value
     * @param local       the zone that cron goes by
     */
    public static String of(List<Schedule> schedules, List<String> program, List<String> environment, ZoneId local) {
        StringBuilder text = new StringBuilder("# Lifeboat's schedules. Add them with: crontab -e\n");
        environment.forEach(one -> text.append(one).append('\n'));
        String lifeboat = String.join(" ", program.stream().map(Crontab::quoted).toList());
        for (Schedule schedule : schedules) {
            text.append("# ").append(schedule.name()).append(schedule.zone().equals(local) ? ""
                    : ", by the clock of " + schedule.zone() + ": cron goes by that of " + local + ", unless it knows CRON_TZ").append('\n');
            text.append(schedule.cron()).append(' ').append(lifeboat).append(schedule.command().substring("lifeboat".length()).replace("%", "\\%")).append('\n');
        }
        return text.toString();
    }

    /** For the shell, and a percent sign for cron, to which it is the end of the line: crontab(5). */
    private static String quoted(String word) {
        return ShellWord.quoted(word).replace("%", "\\%");
    }
}
