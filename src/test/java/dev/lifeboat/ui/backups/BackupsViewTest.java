package dev.lifeboat.ui.backups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.JobState;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.VerificationResult.Depth;
import dev.lifeboat.engine.schedule.Action;
import dev.lifeboat.engine.schedule.Cron;
import dev.lifeboat.engine.schedule.Schedule;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.testing.TestServer;
import dev.lifeboat.ui.Workplace;
import dev.lifeboat.ui.WorkplaceViewTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SplitMenuButton;
import javafx.scene.control.Spinner;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The view of backup sets on a real repository and a real server. */
class BackupsViewTest extends WorkplaceViewTest {
    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @TempDir
    Path home;

    @Test
    void theFirstBackupIsTakenFromTheEmptyView() throws Exception {
        try (var place = Workplace.on(SERVER, home, Environment.STAGING)) {
            open(place);
            waitFor(() -> isThere("#backups-first"));
            pictures("backups-empty");
            robot.clickOn("#backups-first");
            waitFor(() -> isThere("#backup-database-1"));
            assertThat(lookup("#backup-command-text", TextArea.class).getText()).isEqualTo("lifeboat backup database --stack shop");
            robot.clickOn("#backup-label").write("before upgrade");
            waitFor(() -> lookup("#backup-command-text", TextArea.class).getText()
                    .equals("lifeboat backup database --stack shop --label 'before upgrade'"));
            screenshot("backups-sheet");
            robot.clickOn("#backup-go");
            waitFor(() -> isThere("#backups-sets") && sets().getItems().size() == 1);
            var set = sets().getItems().getFirst();
            assertThat(set.manifest().label()).contains("before upgrade");
            assertThat(place.app().repository().list().sets()).hasSize(1);
        }
        assertThat(unhandled).isEmpty();
    }

    @Test
    void aScheduledCopyOfTheServerSaysWhatItHoldsAndHowItIsBroughtBack() throws Exception {
        try (var place = Workplace.on(SERVER, home, Environment.STAGING)) {
            var weekly = new Schedule("weekly", "shop", Action.BACKUP_BASE, Cron.parse("0 3 * * 0"), ZoneOffset.UTC, Duration.ZERO, Instant.EPOCH);
            assertThat(weekly.command()).isEqualTo("lifeboat backup base --stack shop");
            place.app().scheduledWork().run(weekly, Progress.NONE, new Cancellation());
            place.backUp("nightly");
            open(place);
            waitFor(() -> isThere("#backups-sets") && sets().getItems().size() == 2);
            inFx(() -> {
                sets().getSelectionModel().select(1);
                return null;
            });
            waitFor(() -> lookup("#backups-name", Label.class).getText().endsWith("-shop-base"));
            assertThat(texts()).contains("Whole server", "Databases").anyMatch(text -> text.startsWith("no earlier than ")).noneMatch(text -> text.startsWith("pg_dump "));
            assertThat(lookup("#backups-commands-text", TextArea.class).getText()).contains("lifeboat restore point --list --stack shop").doesNotContain("restore database");
            assertThat(lookup("#backups-restore", Button.class).isDisabled()).isTrue();
            waitFor(() -> lookup("#backups-log", Label.class).getText().startsWith("None is kept behind this set"));
            pictures("backups-base");
        }
        assertThat(unhandled).isEmpty();
    }

    @Test
    void trap44TheChecksAreTestedFromTheVerifyButton() throws Exception {
        try (var place = Workplace.on(SERVER, home, Environment.STAGING)) {
            place.backUp("nightly");
            open(place);
            waitFor(() -> isThere("#backups-verify"));
            var button = lookup("#backups-verify", SplitMenuButton.class);
            assertThat(button.getItems()).extracting(MenuItem::getId).contains("backups-verify-proven", "backups-self-test");
            inFx(() -> {
                button.show();
                return null;
            });
            pictures("backups-self-test");
            inFx(() -> {
                button.hide();
                button.getItems().stream().filter(item -> "backups-self-test".equals(item.getId())).findFirst().orElseThrow().fire();
                return null;
            });
            waitFor(() -> place.app().jobs().jobs().stream().anyMatch(job -> job.command().startsWith("lifeboat sets self-test") && job.state() == JobState.SUCCEEDED));
        }
        assertThat(unhandled).isEmpty();
    }

    @Test
    void whatAKilledRunLeftIsNamedAndDeletedByItsButton() throws Exception {
        try (var place = Workplace.on(SERVER, home, Environment.STAGING)) {
            var leftOver = Files.createDirectory(place.app().repository().folder().resolve(".20261122T020000Z-shop-database.0123456789abcdef.partial"));
            open(place);
            waitFor(() -> isThere("#backups-clean"));
            pictures("backups-left-over");
            robot.clickOn("#backups-clean");
            waitFor(() -> !isThere("#backups-clean"));
            assertThat(leftOver).doesNotExist();
        }
        assertThat(unhandled).isEmpty();
    }

    @Test
    void withoutADatabaseThereIsNoBackup() throws Exception {
        try (var place = Workplace.on(SERVER, home, Environment.STAGING)) {
            open(place);
            waitFor(() -> isThere("#backups-first"));
            robot.clickOn("#backups-first");
            waitFor(() -> isThere("#backup-database-1"));
            robot.clickOn("#backup-database-0").clickOn("#backup-database-1");
            waitFor(() -> lookup("#backup-go", Button.class).isDisabled());
            assertThat(lookup("#backup-databases-problem", Label.class).getText()).isEqualTo("Choose at least one database.");
        }
    }

    @Test
    void aDeadServerIsSaidInTheSheetAndTheSetsStay() throws Exception {
        try (var place = Workplace.withoutServer(home)) {
            open(place);
            waitFor(() -> isThere("#backups-first"));
            robot.clickOn("#backups-first");
            waitFor(() -> isThere("#backup-error-what"));
            assertThat(lookup("#backup-go", Button.class).isDisabled()).isTrue();
            screenshot("backups-dead");
        }
        assertThat(unhandled).isEmpty();
    }

    @Test
    void theDetailsSayWhatIsInTheSet() throws Exception {
        try (var place = Workplace.on(SERVER, home, Environment.STAGING)) {
            var set = place.backUp("nightly");
            open(place);
            waitFor(() -> isThere("#backups-name") && lookup("#backups-name", Label.class).getText().equals(set.id()));
            assertThat(lookup("#backups-folder-text", TextField.class).getText()).isEqualTo(set.folder().toString());
            assertThat(lookup("#backups-hash-0-text", TextField.class).getText()).isEqualTo(set.manifest().members().getFirst().sha256());
            robot.clickOn("#backups-restore");
            assertThat(opened).containsExactly("RESTORE/" + set.id());
        }
    }

    @Test
    void verifyingShowsWhatWasFound() throws Exception {
        try (var place = Workplace.on(SERVER, home, Environment.STAGING)) {
            var set = place.backUp("nightly");
            place.damage(set);
            var model = open(place);
            waitFor(() -> isThere("#backups-name"));
            inFx(() -> {
                model.verify(Depth.QUICK);
                return null;
            });
            waitFor(() -> SetWords.standing(model.sets().getFirst()) == SetWords.Standing.DAMAGED);
            assertThat(inFx(() -> SetWords.standing(model.selectedProperty().get()))).isEqualTo(SetWords.Standing.DAMAGED);
            waitFor(() -> texts().stream().anyMatch(text -> text.contains(set.manifest().databases().getFirst().member())));
            assertThat(place.app().jobs().jobs().getFirst().state().name()).isEqualTo("FAILED");
            assertThat(place.app().audit().entries().stream().filter(entry -> entry.operation().equals("set.verify")).findFirst()
                    .orElseThrow().outcome()).isEqualTo("failed");
        }
    }

    @Test
    void whatIsNoSetIsReportedWithWhatToDo() throws Exception {
        try (var place = Workplace.on(SERVER, home, Environment.STAGING)) {
            var set = place.backUp("nightly");
            for (int day = 1; day < 12; day++) {
                place.backdate(set, NOW.minus(Duration.ofDays(day)), 1_000L + 200L * day);
            }
            var broken = place.backdate(set, NOW.minus(Duration.ofDays(20)), 1_000);
            Files.writeString(broken.folder().resolve("manifest.json"), "{ not JSON");
            var damaged = place.backdate(set, NOW.minus(Duration.ofDays(1)).minusSeconds(4000), 1_000);
            place.damage(damaged);
            place.backupJobs().verify("shop", damaged.id(), Depth.QUICK).snapshot();
            place.backupJobs().verify("shop", set.id(), Depth.DEEP).await();
            var model = open(place);
            waitFor(() -> model.sets().size() == 13 && model.findings().size() == 1);
            assertThat(model.findings().getFirst().folder()).isEqualTo(broken.folder());
            assertThat(texts()).anyMatch(text -> text.contains("cannot be read") && text.contains(broken.id()));
            pictures("backups-filled");
            inFx(() -> {
                model.select(damaged.id());
                return null;
            });
            screenshot("backups-damaged");
        }
    }

    @Test
    void cleaningUpShowsWhatGoesAsksAndDeletes() throws Exception {
        try (var place = Workplace.on(SERVER, home, Environment.PRODUCTION)) {
            var set = place.backUp("nightly");
            for (int day = 1; day <= 5; day++) place.backdate(set, NOW.minus(Duration.ofDays(day)), 1_000L);
            place.backupJobs().verify("shop", set.id(), Depth.QUICK).await();
            var model = open(place);
            waitFor(() -> model.sets().size() == 6);
            var oldest = model.sets().getLast().id();
            inFx(() -> {
                model.select(oldest);
                return null;
            });
            waitFor(() -> lookup("#backups-name", Label.class).getText().equals(oldest));
            robot.clickOn("#backups-pin");
            waitFor(() -> model.sets().getLast().pin().isPresent());
            robot.clickOn("#backups-prune");
            waitFor(() -> isThere("#prune-sets") && lookup("#prune-sets", TableView.class).getItems().size() == 6);
            inFx(() -> {
                for (var number : java.util.Map.of("daily", 2, "weekly", 0, "monthly", 0, "yearly", 0, "hours", 0).entrySet()) {
                    spinner("#prune-" + number.getKey()).getValueFactory().setValue(number.getValue());
                }
                return null;
            });
            // The set of today and the one of 21 November have the two places; that of the 17th is pinned.
            waitFor(() -> lookup("#prune-go", Button.class).getText().equals("Delete 3 sets"));
            pictures("backups-prune");
            robot.clickOn("#prune-save").clickOn("#prune-go");
            waitFor(() -> isThere("#confirm-go"));
            assertThat(lookup("#confirm-go", Button.class).isDisabled()).as("a production stack asks for its name").isTrue();
            robot.clickOn("#confirm-name").write("shop").clickOn("#confirm-go");
            waitFor(() -> model.sets().size() == 3);
            assertThat(place.app().repository().list().sets()).extracting(BackupSet::id).containsExactly(set.id(), "20261121T143207Z-shop-database", oldest);
            waitFor(() -> place.app().retentions().of("shop").daily() == 2);
        }
        assertThat(unhandled).isEmpty();
    }

    @SuppressWarnings("unchecked")
    private Spinner<Integer> spinner(String id) {
        return lookup(id, Spinner.class);
    }

    private BackupsModel open(Workplace place) throws Exception {
        var model = inFx(() -> new BackupsModel(place.backupJobs(), place.app().retentions(), place.app().jobs(), tasks()));
        bringToFront(inFx(() -> new BackupsView(model, context())), place.stack());
        return model;
    }

    @SuppressWarnings("unchecked")
    private TableView<BackupSet> sets() {
        return lookup("#backups-sets", TableView.class);
    }
}
