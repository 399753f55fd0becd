package dev.lifeboat.ui.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.backup.BackupChoices;
import dev.lifeboat.engine.backup.BackupHandling;
import dev.lifeboat.engine.backup.SetOptions;
import dev.lifeboat.engine.repository.Compression;
import dev.lifeboat.app.Settings;
import dev.lifeboat.engine.job.JobState;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.schedule.Action;
import dev.lifeboat.engine.schedule.Cron;
import dev.lifeboat.engine.schedule.Schedule;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.testing.TestHook;
import dev.lifeboat.testing.TestServer;
import dev.lifeboat.ui.Workplace;
import dev.lifeboat.ui.WorkplaceViewTest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import java.util.Optional;
import java.util.OptionalLong;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The schedules of a real stack; no agent runs here. */
class SchedulesViewTest extends WorkplaceViewTest {
    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @TempDir
    Path home;
    private SchedulesView view;

    @Test
    void aScheduleIsAddedWithItsNextRunsBeforeTheEyesAndRunAtOnce() throws Exception {
        try (var place = Workplace.on(SERVER, home, Environment.STAGING)) {
            open(place);
            waitFor(() -> isThere("#schedules-first"));
            pictures("schedules-empty");
            robot.clickOn("#schedules-first");
            waitFor(() -> isThere("#schedule-name"));
            robot.clickOn("#schedule-save");
            assertThat(lookup("#schedule-name-problem", Label.class).getText()).isEqualTo("Give the schedule a name.");
            robot.clickOn("#schedule-name").write("nightly");
            assertThat(previewed()).isEqualTo(5);
            type("#schedule-cron", "61 2 * * *");
            assertThat(lookup("#schedule-cron-problem", Label.class).getText()).contains("is no cron expression");
            assertThat(previewed()).isEqualTo(1);
            robot.clickOn("#schedule-preset-1");
            assertThat(lookup("#schedule-cron", TextField.class).getText()).isEqualTo("0 */6 * * *");
            assertThat(previewed()).isEqualTo(5);
            pictures("schedules-add");
            robot.clickOn("#schedule-save");
            waitFor(() -> isThere("#schedule-nightly"));
            assertThat(place.app().schedules().get("nightly").cron().text()).isEqualTo("0 */6 * * *");
            assertThat(texts()).anyMatch(text -> text.startsWith("Backs up the databases, every 6 hours"));
            assertThat(lookup("#agent-sentence", Label.class).getText()).startsWith("Schedules run only while the agent runs.");
            robot.clickOn("#schedule-run-nightly");
            waitFor(() -> place.app().jobs().jobs().stream().anyMatch(job -> job.state() == JobState.SUCCEEDED));
            assertThat(place.app().jobs().jobs().getFirst().command()).isEqualTo("lifeboat backup database --stack shop");
            assertThat(place.app().repository().list().sets()).hasSize(1);
            close();
        }
        assertThat(unhandled).isEmpty();
    }

    @Test
    void whatIsOverdueCannotBeMissedAndASchedulesIsChangedAndRemoved() throws Exception {
        try (var place = Workplace.withoutServer(home)) {
            var since = Instant.now().minus(Duration.ofDays(2));
            place.app().schedules().save(new Schedule("nightly", "shop", Action.BACKUP_DATABASE, Cron.parse("0 2 * * *"), ZoneId.of("Europe/Berlin"), Duration.ZERO, since), false);
            place.app().schedules().save(new Schedule("reading", "shop", Action.VERIFY, Cron.parse("30 3 * * 0"), ZoneId.of("UTC"), Duration.ofMinutes(15), Instant.now()), false);
            place.app().schedules().save(new Schedule("other", "another", Action.PRUNE, Cron.parse("0 5 1 * *"), ZoneId.of("UTC"), Duration.ZERO, Instant.now()), false);
            open(place);
            waitFor(() -> isThere("#schedule-reading"));
            assertThat(isThere("#schedule-other")).isFalse();
            assertThat(lookup("#schedule-overdue-nightly", Label.class).getText()).endsWith("did not take place.");
            assertThat(texts()).contains("Overdue", "Backs up the databases, every day at 02:00 (Europe/Berlin).", "The agent does not run",
                    "Reads backup sets whole and verifies them, each in its turn, every Sunday at 03:30 (UTC). Begins up to 15 minutes later.");
            pictures("schedules-overdue");
            robot.clickOn("#agent-install");
            waitFor(() -> isThere("#agent-install-go"));
            pictures("schedules-install");
            robot.clickOn("#agent-install-cancel");
            robot.clickOn("#schedule-edit-nightly");
            waitFor(() -> isThere("#schedule-cron"));
            type("#schedule-cron", "15 4 * * *");
            robot.clickOn("#schedule-save");
            waitFor(() -> texts().contains("Backs up the databases, every day at 04:15 (Europe/Berlin)."));
            assertThat(place.app().schedules().standings().stream().filter(one -> one.overdue().isPresent())).isEmpty();
            robot.clickOn("#schedule-remove-nightly");
            waitFor(() -> isThere("#confirm-go"));
            robot.clickOn("#confirm-go");
            waitFor(() -> !isThere("#schedule-nightly"));
            assertThat(place.app().schedules().list()).extracting(Schedule::name).isEqualTo(List.of("other", "reading"));
            close();
        }
        assertThat(unhandled).isEmpty();
    }

    @Test
    void optionsAreShownAndStayWhenTheTimeIsChanged() throws Exception {
        try (var place = Workplace.withoutServer(home)) {
            var handling = new BackupHandling(Compression.GZIP, OptionalLong.of(5 << 20), 1, Optional.of(Duration.ofHours(4)), Optional.empty(), Optional.empty());
            var choices = new BackupChoices(List.of(), List.of(), false, new SetOptions(Optional.of("by clock"), 3, Optional.empty(), handling));
            place.app().schedules().save(new Schedule("nightly", "shop", Action.BACKUP_FULL, Cron.parse("0 2 * * *"), ZoneId.of("UTC"), Duration.ZERO, Instant.now(), choices), false);
            place.app().schedules().save(new Schedule("reading", "shop", Action.VERIFY, Cron.parse("30 3 * * 0"), ZoneId.of("UTC"), Duration.ZERO, Instant.now()), false);
            open(place);
            waitFor(() -> isThere("#schedule-nightly"));
            assertThat(lookup("#schedule-particular-nightly", Label.class).getText()).isEqualTo("With the options --label 'by clock' --compression gzip --limit-rate 5M --time-out 4h");
            assertThat(lookup("#schedule-particular-reading", Label.class).getText()).isEqualTo("Every byte is read again within 30 days.");
            pictures("schedules-options");
            robot.clickOn("#schedule-edit-nightly");
            waitFor(() -> isThere("#schedule-cron"));
            type("#schedule-cron", "15 4 * * *");
            robot.clickOn("#schedule-save");
            waitFor(() -> place.app().schedules().get("nightly").cron().text().equals("15 4 * * *"));
            assertThat(place.app().schedules().get("nightly").choices()).isEqualTo(choices);
            var form = new ScheduleForm("nightly", "shop", Action.BACKUP_FULL, "15 4 * * *", "UTC", "0", List.of(), choices);
            assertThat(form.command(true)).contains("--label 'by clock' --compression gzip --limit-rate 5M --time-out 4h").endsWith(" --replace");
            assertThat(new ScheduleForm("nightly", "shop", Action.PRUNE, "15 4 * * *", "UTC", "0", List.of(), choices).command(true)).doesNotContain("--label");
            close();
        }
        assertThat(unhandled).isEmpty();
    }

    @Test
    void aRunBegunInTheWindowIsToldAsTheAgentsAre() throws Exception {
        try (var place = Workplace.withoutServer(home); var hook = new TestHook()) {
            place.app().channels().add(hook.channel());
            place.app().settings().save(Settings.DEFAULT.withRepository(Optional.of(home.resolve("missing"))));
            for (var action : Action.values()) {
                place.app().schedules().save(new Schedule(name(action), "shop", action, Cron.parse("0 2 * * *"), ZoneId.of("UTC"), Duration.ZERO, Instant.now()), false);
            }
            open(place);
            for (var action : Action.values()) run(action);
            waitFor(() -> hook.events().size() == Action.values().length);
            assertThat(hook.events()).allMatch(event -> event.endsWith(" FAILED"));
            waitFor(() -> lookup("#schedule-last-prune", Label.class).getText().contains("does not exist"));
            pictures("schedules-failed");
            Repository.openOrCreate(home.resolve("missing"));
            for (var action : List.of(Action.VERIFY, Action.PRUNE)) run(action);
            waitFor(() -> hook.events().containsAll(List.of("verify RECOVERED", "prune RECOVERED")));
            pictures("schedules-recovered");
            close();
        }
        assertThat(unhandled).isEmpty();
    }

    private static String name(Action action) {
        return action.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    private void run(Action action) throws Exception {
        var button = lookup("#schedule-run-" + name(action), Button.class);
        inFx(() -> {
            button.fire();
            return null;
        });
    }

    private int previewed() {
        return lookup("#schedule-preview", VBox.class).getChildren().size();
    }

    private void open(Workplace place) throws Exception {
        var app = place.app();
        view = inFx(() -> new SchedulesView(
                new SchedulesModel(app.schedules(), app.scheduledWork(), app.news(), () -> app.agentService(false), app.jobs(), tasks()), context()));
        bringToFront(view, place.stack());
    }

    private void close() throws Exception {
        inFx(() -> {
            view.onHidden();
            return null;
        });
    }

    private void type(String selector, String text) throws Exception {
        inFx(() -> {
            lookup(selector, TextField.class).setText(text);
            return null;
        });
    }
}
