package dev.lifeboat.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.app.Settings.Theme;
import dev.lifeboat.engine.backup.BackupChoices;
import dev.lifeboat.engine.backup.BackupHandling;
import dev.lifeboat.engine.backup.SetOptions;
import dev.lifeboat.engine.job.JobSnapshot;
import dev.lifeboat.engine.job.JobState;
import dev.lifeboat.engine.schedule.Action;
import dev.lifeboat.engine.schedule.Cron;
import dev.lifeboat.engine.schedule.LastRun;
import dev.lifeboat.engine.schedule.Schedule;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.testing.TestServer;
import dev.lifeboat.ui.Screenshots;
import dev.lifeboat.ui.ViewTest;
import dev.lifeboat.ui.Workplace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;

/** The whole window beside a real agent in a process of its own, which takes real backups slowly. */
class AgentInWindowTest extends ViewTest {
    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @TempDir
    Path home;

    private final ExecutorService background = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory());
    private final List<Process> processes = new ArrayList<>();
    private Workplace place;
    private Stage stage;

    @BeforeEach
    void aSlowSchedule() throws Exception {
        FxToolkit.registerPrimaryStage();
        place = Workplace.on(SERVER, home, Environment.STAGING);
        // 3 MiB that compress to nothing less, read at 200 KiB per second.
        SERVER.execute(place.stack().databases().getFirst(), "create table noise as select string_agg(md5(random()::text), '') as text from generate_series(1, 1000), "
                + "generate_series(1, 100) part group by part");
        var slow = new BackupHandling(BackupHandling.USUAL.compression(), OptionalInt.empty(), OptionalLong.of(200 * 1024), 1, Optional.empty(), Optional.empty(), Optional.empty());
        place.app().schedules().save(new Schedule("slow", "shop", Action.BACKUP_DATABASE, Cron.parse("0 2 * * *"), ZoneOffset.UTC, Duration.ZERO,
                Instant.now().minus(Duration.ofDays(2)), new BackupChoices(List.of(), List.of(), false, new SetOptions(Optional.empty(), SetOptions.DEFAULT.level(), Optional.empty(), slow))), false);
    }

    @AfterEach
    void stop() throws Exception {
        processes.forEach(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
        if (stage != null) inFx(() -> {
            stage.hide();
            return null;
        });
        background.shutdownNow();
        place.close();
    }

    private Process lifeboat(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-cp", System.getProperty("java.class.path"), "dev.lifeboat.Lifeboat"));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(home.resolve("output").toFile());
        builder.environment().put("LIFEBOAT_HOME", home.toString());
        var process = builder.start();
        processes.add(process);
        return process;
    }

    @Test
    void whatTheAgentDoesIsSeenAsItGoesOnAndCanBeCancelledFromTheWindow() throws Exception {
        openActivity();
        lifeboat("agent");
        waitFor(() -> running().filter(job -> job.done() > 0).isPresent());
        select(inFx(() -> running().orElseThrow().id()));
        waitFor(() -> isShown("#activity-cancel"));
        long before = inFx(() -> running().orElseThrow().done());
        waitFor(() -> running().filter(job -> job.done() > before && job.unitsPerSecond() > 0).isPresent());
        JobSnapshot seen = inFx(() -> running().orElseThrow());
        assertThat(seen.title()).isEqualTo("Back up shop (slow)");
        assertThat(seen.phase()).isNotBlank();
        assertThat(seen.done()).isLessThanOrEqualTo(seen.total());
        assertThat(seen.log()).contains("Catches up: 2 planned runs did not take place; this one makes up for them.");
        assertThat(inFx(() -> find(".job-phase", Label.class).getText())).isNotBlank();
        assertThat(inFx(() -> find("#activity-log-text", TextArea.class).getText())).startsWith("Catches up: 2 planned runs");
        assertThat(inFx(() -> find("#activity-command-text", TextArea.class).getText())).contains("lifeboat backup database --stack shop");
        assertThat(inFx(() -> ((ProgressBar) find("#activity-details", Node.class).lookup(".progress-bar")).getProgress())).isBetween(0.0, 1.0);
        assertThat(inFx(() -> isShown("#activity-elsewhere"))).isFalse();
        assertThat(inFx(() -> isShown("#status-cancel"))).isTrue();
        picture("activity-agent");
        robot.clickOn("#activity-cancel");
        waitFor(() -> rows().getItems().stream().anyMatch(job -> job.state() == JobState.CANCELLED));
        assertThat(inFx(() -> isShown("#activity-cancel"))).isFalse();
        assertThat(place.app().repository().list().sets()).isEmpty();
        waitFor(() -> place.app().schedules().standings().getFirst().last().map(LastRun::state).filter(state -> state == JobState.CANCELLED).isPresent());
        assertThat(place.app().schedules().agent()).as("the agent goes on").isPresent();

        place.app().audit().record("test", "shop", "done", "the window writes too");
        robot.clickOn("#activity-audit-tab");
        waitFor(() -> find("#activity-chain", Label.class).getText().startsWith("Chain whole, "));
        picture("activity-agent-audit");
        assertThat(unhandled).isEmpty();
    }

    @Test
    void whatACommandOfATerminalDoesIsSeenAndItsCancelIsNotOffered() throws Exception {
        openActivity();
        Process command = lifeboat("backup", "database", "--stack", "shop", "--limit-rate", "200K");
        waitFor(() -> running().isPresent());
        select(inFx(() -> running().orElseThrow().id()));
        waitFor(() -> isShown("#activity-elsewhere"));
        assertThat(inFx(() -> isShown("#activity-cancel") || isShown("#status-cancel"))).isFalse();
        picture("activity-elsewhere");
        inFx(() -> {
            stage.fireEvent(new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST));
            return null;
        });
        assertThat(find("#confirm-go", Node.class)).as("it goes on without the window: no reason to stay").isNull();
        command.destroy();
        command.onExit().join();
        openActivity();
        waitFor(() -> !rows().getItems().isEmpty() && running().isEmpty());
        assertThat(inFx(() -> rows().getItems().getFirst().state())).isEqualTo(JobState.CANCELLED);
        assertThat(unhandled).isEmpty();
    }

    private void openActivity() throws Exception {
        inFx(() -> {
            stage = new Stage();
            var appearance = new Appearance();
            var frame = LifeboatWindow.fill(stage, 1000, 820);
            stage.show();
            new Desk(place.app(), stage, frame, appearance, background).begin((_, _) -> {
                throw new AssertionError("the demo was not asked for");
            }, false);
            return null;
        });
        waitFor(() -> stage.getTitle().startsWith("shop"));
        robot.clickOn("#nav-activity");
        waitFor(() -> find("#activity-jobs", Node.class) != null);
    }

    private void select(String id) throws Exception {
        inFx(() -> {
            rows().getItems().stream().filter(job -> job.id().equals(id)).findFirst().ifPresent(rows().getSelectionModel()::select);
            return null;
        });
    }

    @SuppressWarnings("unchecked")
    private TableView<JobSnapshot> rows() {
        return find("#activity-jobs", TableView.class);
    }

    private Optional<JobSnapshot> running() {
        return rows().getItems().stream().filter(job -> job.state() == JobState.RUNNING).findFirst();
    }

    /** What belongs to a tab or a split is found once that is laid out. */
    private boolean isShown(String selector) {
        var node = find(selector, Node.class);
        return node != null && node.isVisible();
    }

    private <T extends Node> T find(String selector, Class<T> type) {
        return type.cast(stage.getScene().getRoot().lookup(selector));
    }

    private void picture(String name) throws Exception {
        for (var theme : List.of(Theme.LIGHT, Theme.DARK)) {
            inFx(() -> {
                new Appearance().choiceProperty().set(theme);
                Screenshots.take(stage.getScene(), name + "-" + theme);
                return null;
            });
        }
    }
}
