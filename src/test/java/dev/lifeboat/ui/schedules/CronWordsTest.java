package dev.lifeboat.ui.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.schedule.Cron;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronWordsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "0 2 * * *    | every day at 02:00",
        "30 3 * * 0   | every Sunday at 03:30",
        "30 3 * * 7   | every Sunday at 03:30",
        "5 4 1 * *    | on day 1 of each month at 04:05",
        "0 * * * *    | every hour",
        "1 * * * *    | every hour at 1 minute past",
        "15 * * * *   | every hour at 15 minutes past",
        "0 */6 * * *  | every 6 hours",
        "0 */1 * * *  | every hour",
        "*/5 * * * *  | every 5 minutes",
        "* * * * *    | every minute",
        "0 2 * * 1-5  | at 0 2 * * 1-5"})
    void whatHasWordsIsSaidInThemAndTheRestIsShownAsItIs(String cron, String words) {
        assertThat(CronWords.of(Cron.parse(cron))).isEqualTo(words);
    }
}
