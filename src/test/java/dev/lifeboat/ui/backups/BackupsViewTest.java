package dev.lifeboat.ui.backups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.VerificationResult.Depth;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.testing.TestServer;
import dev.lifeboat.ui.Workplace;
import dev.lifeboat.ui.WorkplaceViewTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
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

    private BackupsModel open(Workplace place) throws Exception {
        var model = inFx(() -> new BackupsModel(place.backupJobs(), place.app().jobs(), tasks()));
        bringToFront(inFx(() -> new BackupsView(model, context())), place.stack());
        return model;
    }

    @SuppressWarnings("unchecked")
    private TableView<BackupSet> sets() {
        return lookup("#backups-sets", TableView.class);
    }
}
