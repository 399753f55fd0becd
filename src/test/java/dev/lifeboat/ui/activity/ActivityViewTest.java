package dev.lifeboat.ui.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.app.Settings.Theme;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.job.JobHistory;
import dev.lifeboat.engine.job.JobQueue;
import dev.lifeboat.engine.job.JobSnapshot;
import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.ui.ViewTest;
import dev.lifeboat.ui.common.Jobs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;

class ActivityViewTest extends ViewTest {
    @TempDir
    Path folder;

    private JobQueue queue;
    private AuditLog audit;
    private ActivityView view;

    @BeforeEach
    void make() throws Exception {
        FxToolkit.registerPrimaryStage();
        queue = new JobQueue(new JobHistory(folder.resolve("jobs.jsonl")), folder.resolve("lifeboat.log"));
        audit = new AuditLog(folder.resolve("audit.jsonl"));
    }

    @AfterEach
    void close() {
        queue.close();
        assertThat(unhandled).isEmpty();
    }

    @Test
    void anEmptyActivityTeachesWhatItIsFor() throws Exception {
        open(Theme.LIGHT);
        screenshot("activity-empty");
        assertThat(robot.lookup(".empty-state").tryQuery()).isPresent();
    }

    @Test
    void aFailedJobShowsWhatHappenedAndWhatToDo() throws Exception {
        queue.submit("Back up shop", "shop", "lifeboat backup database --stack shop", (progress, _) -> {
            progress.phase("Dumping shop", 100, Unit.BYTES);
            progress.note("pg_dump 15.18 from /usr/lib/postgresql/15/bin");
            throw new Failure.StorageFailed(true, "The disk is full.", null, "Free some space.");
        }, _ -> Outcome.done("never"));
        open(Theme.LIGHT);
        var table = this.<JobSnapshot>table("#activity-jobs");
        waitFor(() -> !table.getItems().isEmpty() && table.getItems().getFirst().state().isFinished());
        inFx(() -> {
            view.select(table.getItems().getFirst().id());
            return null;
        });
        settle();
        assertThat(lookup("#activity-outcome", Label.class).getText()).isEqualTo("The disk is full.");
        assertThat(robot.lookup("• Free some space.").tryQuery()).isPresent();
        assertThat(lookup("#activity-command-text", TextArea.class).getText()).isEqualTo("lifeboat backup database --stack shop");
        assertThat(lookup("#activity-log-text", TextArea.class).getText()).contains("pg_dump 15.18");
        assertThat(lookup("#activity-cancel", Button.class).isVisible()).isFalse();
        screenshot("activity-failed");
    }

    @Test
    void aJobCanBeCancelledOnlyWhileItWorksAndStaysSelected() throws Exception {
        var working = new CountDownLatch(1);
        var job = queue.submit("Verify 20261122T020000Z-shop-database", "shop", "lifeboat sets verify latest", (progress, cancellation) -> {
            progress.phase("Reading dart_cloud", 4_000_000_000L, Unit.BYTES);
            progress.item("databases/dart_cloud.dump.zst");
            progress.advance(1_234_567_890L);
            working.countDown();
            while (true) {
                cancellation.check();
                Thread.sleep(10);
            }
        }, _ -> Outcome.done("never"));
        working.await();
        open(Theme.DARK);
        inFx(() -> {
            view.select(job.id());
            return null;
        });
        waitFor(() -> robot.lookup("#activity-cancel").tryQuery().map(node -> node.isVisible()).orElse(false));
        screenshot("activity-running");
        robot.clickOn("#activity-cancel");
        waitFor(() -> !lookup("#activity-cancel", Button.class).isVisible());
        assertThat(this.<JobSnapshot>table("#activity-jobs").getSelectionModel().getSelectedItem().id()).isEqualTo(job.id());
    }

    @Test
    void theAuditLogSaysThatItsChainIsWhole() throws Exception {
        audit.record("stack.add", "shop", "done", "localhost:5432");
        audit.record("backup.database", "shop", "started", "");
        audit.record("backup.database", "shop", "done", "2 databases, 23 MiB");
        openAudit(Theme.LIGHT);
        waitFor(() -> lookup("#activity-chain", Label.class).getText().equals("Chain whole, 3 entries"));
        assertThat(table("#activity-audit").getItems()).hasSize(3);
        screenshot("activity-audit");
    }

    @Test
    void theAuditLogSaysWhereItsChainIsBroken() throws Exception {
        audit.record("stack.add", "shop", "done", "");
        audit.record("restore.database", "shop", "done", "in place");
        var file = folder.resolve("audit.jsonl");
        Files.writeString(file, Files.readString(file).replace("in place", "aside"));
        openAudit(Theme.DARK);
        waitFor(() -> lookup("#activity-chain", Label.class).getText().equals("Chain broken from entry 2"));
        screenshot("activity-audit-broken");
    }

    private void open(Theme theme) throws Exception {
        view = inFx(() -> {
            var jobs = new Jobs(queue, tasks());
            jobs.load();
            return new ActivityView(new ActivityModel(jobs, audit, tasks()), context());
        });
        show(view.node(), theme, 790, 720);
        inFx(() -> {
            view.onShown();
            return null;
        });
        settle();
    }

    private void openAudit(Theme theme) throws Exception {
        open(theme);
        inFx(() -> {
            lookup("#activity-tabs", TabPane.class).getSelectionModel().select(1);
            return null;
        });
        settle();
    }

    @SuppressWarnings("unchecked")
    private <T> TableView<T> table(String selector) {
        return lookup(selector, TableView.class);
    }
}
