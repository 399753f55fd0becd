package dev.lifeboat.ui.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.app.Settings;
import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.monitor.HealthCheck;
import dev.lifeboat.engine.replication.Destination;
import dev.lifeboat.engine.repository.VerificationResult.Depth;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.testing.TestServer;
import dev.lifeboat.ui.Workplace;
import dev.lifeboat.ui.WorkplaceViewTest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import javafx.scene.control.Label;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The first view, on a real repository. */
class OverviewViewTest extends WorkplaceViewTest {
    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @TempDir
    Path home;

    @TempDir
    Path disk;

    @Test
    void withoutABackupItOffersOneAndThenSaysUntilWhen() throws Exception {
        try (var place = Workplace.on(SERVER, home, Environment.STAGING)) {
            open(place);
            waitFor(() -> isThere("#overview-first"));
            assertThat(text("#overview-recoverable")).isEqualTo("There is nothing to recover from yet");
            pictures("overview-empty");
            robot.clickOn("#overview-first");
            waitFor(() -> text("#overview-recoverable").startsWith("Recoverable until"));
            var set = place.app().repository().list().sets().getFirst();
            assertThat(text("#overview-recoverable")).contains(Workplace.formats().time(set.manifest().startedAt()));
        }
        assertThat(unhandled).isEmpty();
    }

    @Test
    void aMissingRepositoryLeadsToSettings() throws Exception {
        try (var place = Workplace.on(SERVER, home, Environment.STAGING)) {
            var gone = disk.resolve("not-mounted");
            place.app().settings().save(Settings.DEFAULT.withRepository(Optional.of(gone)));
            open(place);
            waitFor(() -> isThere("#overview-settings"));
            assertThat(text("#overview-error-what")).contains(gone.toString());
            robot.clickOn("#overview-settings");
            assertThat(opened).containsExactly("SETTINGS");
        }
        assertThat(unhandled).isEmpty();
    }

    @Test
    void theFiguresComeFromTheSets() throws Exception {
        try (var place = Workplace.on(SERVER, home, Environment.PRODUCTION)) {
            var taken = place.backUp("nightly");
            var newest = place.backdate(taken, NOW.minus(Duration.ofMinutes(2)), 4_200);
            for (int day = 1; day < 24; day++) {
                var older = place.backdate(taken, NOW.minus(Duration.ofDays(day)), 3_000L + 97L * (day % 5));
                if (day % 6 != 3) place.backupJobs().verify("shop", older.id(), Depth.QUICK).await();
            }
            place.delete(taken);
            for (int run = 0; run < 4; run++) {
                boolean fails = run == 1;
                var job = place.app().jobs().submit("Back up shop", "shop", "lifeboat backup database --stack shop", (_, _) -> {
                    if (fails) throw new dev.lifeboat.engine.Failure.ToolFailed("pg_dump was killed.", "", null);
                    return null;
                }, _ -> Outcome.done("done"));
                while (!job.snapshot().state().isFinished()) Thread.sleep(5);
            }
            open(place);
            waitFor(() -> isThere("#overview-history"));
            assertThat(text("#overview-recoverable")).isEqualTo("Recoverable until Nov 22, 2026, 14:30:07 +00:00 (2 minutes ago)");
            assertThat(text("#overview-last")).isEqualTo("2 minutes ago");
            assertThat(text("#overview-success")).isEqualTo("75 %");
            assertThat(texts()).contains("in 24 sets", "3 of 4");
            assertThat(robot.lookup("#overview-chart-size .bar").queryAll().size()
                    + robot.lookup("#overview-chart-size .bar-outline").queryAll().size()).isEqualTo(24);
            pictures("overview-filled");
            place.app().destinations().save(new Destination("nas", disk, Optional.empty()));
            robot.clickOn(robot.lookup("#overview-chart-size .bar-outline").queryAll().stream().reduce((_, last) -> last).orElseThrow());
            assertThat(opened).containsExactly("BACKUPS/" + newest.id());
        }
        assertThat(unhandled).isEmpty();
    }

    @Test
    void whatNeedsDoingHasAButtonThatDoesIt() throws Exception {
        try (var place = Workplace.on(SERVER, home, Environment.STAGING)) {
            var taken = place.backUp("nightly");
            place.backdate(taken, NOW.minus(Duration.ofHours(1)), 4_200);
            place.delete(taken);
            var model = open(place);
            waitFor(() -> isThere("#overview-todo-1"));
            assertThat(texts()).contains("The newest set was never verified.", "Add a destination");
            robot.clickOn(robot.lookup("#overview-todo .button").queryAll().stream()
                    .filter(button -> "Add a destination".equals(button.getAccessibleText())).findFirst().orElseThrow());
            assertThat(opened).containsExactly("REPLICATION/add");
            robot.clickOn(robot.lookup("#overview-todo .button").queryAll().stream()
                    .filter(button -> "Verify".equals(button.getAccessibleText())).findFirst().orElseThrow());
            waitFor(() -> !texts().contains("The newest set was never verified."));
            place.app().destinations().save(new Destination("nas", disk, Optional.empty()));
            inFx(() -> {
                model.shown(true);
                return null;
            });
            waitFor(() -> texts().contains("Copy now"));
            robot.clickOn("#overview-todo-0");
            waitFor(() -> texts().contains("Nothing needs doing."));
            pictures("overview-calm");
        }
        assertThat(unhandled).isEmpty();
    }

    @Test
    void aRepositoryThatIsGoneIsSaid() throws Exception {
        try (var place = Workplace.withoutServer(home)) {
            place.app().settings().save(Settings.DEFAULT.withRepository(Optional.of(home.resolve("gone"))));
            open(place);
            waitFor(() -> isThere("#overview-error-what"));
            screenshot("overview-gone");
        }
        assertThat(unhandled).isEmpty();
    }

    private OverviewModel open(Workplace place) throws Exception {
        var app = place.app();
        var check = new HealthCheck(app.history(), app.destinations(), app.replication(), Clock.fixed(NOW, ZoneOffset.UTC));
        var model = inFx(() -> new OverviewModel(check, place.backupJobs(), place.replicationModel(tasks()), app.jobs(), tasks()));
        bringToFront(inFx(() -> new OverviewView(model, context())), place.stack());
        return model;
    }

    private String text(String selector) {
        var label = scene().getRoot().lookup(selector);
        return label == null ? "" : ((Label) label).getText();
    }
}
