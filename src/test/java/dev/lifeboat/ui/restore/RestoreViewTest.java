package dev.lifeboat.ui.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.restore.RestorePlan.Mode;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.engine.stack.TlsMode;
import dev.lifeboat.testing.TestServer;
import dev.lifeboat.ui.Workplace;
import dev.lifeboat.ui.WorkplaceViewTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The wizard from its first step to the proof, on a real server. */
class RestoreViewTest extends WorkplaceViewTest {
    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @TempDir
    Path home;

    @Test
    void asideWithTheKeyboardFromTheSetToTheProof() throws Exception {
        try (var place = Workplace.on(SERVER, home, Environment.STAGING)) {
            var set = place.backUp("nightly");
            var model = open(place, place.stack());
            waitFor(() -> isThere("#restore-sets"));
            press(KeyCode.ENTER);
            waitFor(() -> lookup("#restore-problem", Label.class).getText().equals("Choose a backup set first."));
            run(() -> model.choose(model.sets().getFirst()));
            pictures("restore-1-set");
            press(KeyCode.ENTER);
            waitFor(() -> isThere("#restore-database-0"));
            pictures("restore-2-databases");
            robot.clickOn("#restore-database-1");
            press(KeyCode.ENTER);
            waitFor(() -> isThere("#restore-aside"));
            pictures("restore-3-place");
            press(KeyCode.ENTER);
            waitFor(() -> model.planProperty().get() != null);
            pictures("restore-4-checks");
            press(KeyCode.ENTER);
            waitFor(() -> isThere("#restore-plan"));
            var shop = place.stack().databases().getFirst();
            assertThat(lookup("#restore-command-text", TextArea.class).getText())
                    .isEqualTo("lifeboat restore database " + set.id() + " --stack shop --database " + shop + " --aside");
            pictures("restore-5-plan");
            press(KeyCode.ENTER);
            var report = end(model).reportProperty().get();
            SERVER.dropAfterwards(report.plan().targets().getFirst().asideName());
            assertThat(report.proven()).isTrue();
            assertThat(report.proofs()).singleElement().satisfies(proof -> {
                assertThat(proof.tables()).isEqualTo(2);
                assertThat(proof.rows()).isEqualTo(5);
            });
            waitFor(() -> isThere("#restore-headline"));
            pictures("restore-7-proof");
            var file = home.resolve("report.txt");
            run(() -> model.save(file, lookup("#restore-report-text", TextArea.class).getText(), () -> {}));
            waitFor(() -> Files.exists(file));
            assertThat(Files.readString(file)).contains("proven to be equal", "2 tables, 5 rows", "restored as");
            assertThat(place.app().jobs().jobs().getFirst().title()).isEqualTo("Restore shop from " + set.id());
        }
        assertThat(unhandled).isEmpty();
    }

    @Test
    void inPlaceOnProductionWantsTheTypedNameAndKeepsTheOldDatabase() throws Exception {
        try (var place = Workplace.on(SERVER, home, Environment.PRODUCTION)) {
            var set = place.backUp("nightly");
            var shop = place.stack().databases().getFirst();
            SERVER.execute(shop, "delete from purchase");
            var model = open(place, place.stack());
            run(() -> model.begin(set.id()));
            waitFor(() -> model.stepProperty().get() == Step.DATABASES);
            run(() -> {
                model.choose(List.of(shop));
                model.next();
                model.choose(Mode.IN_PLACE);
                model.next();
            });
            waitFor(() -> model.planProperty().get() != null);
            run(model::next);
            waitFor(() -> isThere("#restore-name"));
            assertThat(lookup("#restore-next", Button.class).getText()).isEqualTo("Replace 1 database");
            press(KeyCode.ENTER);
            assertThat(inFx(() -> model.stepProperty().get())).isEqualTo(Step.PLAN);
            robot.clickOn("#restore-name").write(shop);
            pictures("restore-5-production");
            press(KeyCode.ENTER);
            var kept = end(model).plan().targets().getFirst().keptName().orElseThrow();
            SERVER.dropAfterwards(kept);
            assertThat(kept).startsWith(shop + "_before_");
            assertThat(count(shop, "purchase")).isEqualTo(2);
            assertThat(count(kept, "purchase")).isZero();
        }
        assertThat(unhandled).isEmpty();
    }

    @Test
    void aDeadServerStopsAtTheChecksAndTheWayBackIsOpen() throws Exception {
        try (var place = Workplace.on(SERVER, home, Environment.STAGING)) {
            place.backUp("nightly");
            var dead = new Stack("shop", Environment.STAGING, new ServerAddress("127.0.0.1", 1, "postgres", "postgres", TlsMode.DISABLE),
                    List.of(), Optional.empty());
            var model = open(place, dead);
            waitFor(() -> !model.sets().isEmpty());
            run(() -> {
                model.choose(model.sets().getFirst());
                model.next();
                model.next();
                model.next();
            });
            waitFor(() -> !model.busyProperty().get());
            pictures("restore-4-dead");
            press(KeyCode.ENTER);
            waitFor(() -> !lookup("#restore-problem", Label.class).getText().isEmpty());
            assertThat(inFx(() -> model.stepProperty().get())).isEqualTo(Step.CHECKS);
            robot.press(KeyCode.ALT, KeyCode.LEFT).release(KeyCode.LEFT, KeyCode.ALT);
            waitFor(() -> model.stepProperty().get() == Step.PLACE);
        }
        assertThat(unhandled).isEmpty();
    }

    @Test
    void withoutASetItSaysWhatIsMissing() throws Exception {
        try (var place = Workplace.withoutServer(home)) {
            open(place, place.stack());
            waitFor(() -> isThere("#restore-to-backups"));
            pictures("restore-empty");
            robot.clickOn("#restore-to-backups");
            assertThat(opened).containsExactly("BACKUPS");
        }
    }

    private RestoreModel open(Workplace place, Stack stack) throws Exception {
        var app = place.app();
        var model = inFx(() -> new RestoreModel(app.databaseRestore(), app::repository, app.jobs(), tasks()));
        bringToFront(inFx(() -> new RestoreView(model, context())), stack);
        return model;
    }

    private static RunModel end(RestoreModel model) throws Exception {
        waitFor(() -> model.runProperty().get() != null && model.runProperty().get().ended());
        var run = model.runProperty().get();
        assertThat(run.errorProperty().get()).isNull();
        waitFor(() -> model.stepProperty().get() == Step.PROOF);
        return run;
    }

    private static void run(Runnable work) throws Exception {
        inFx(() -> {
            work.run();
            return null;
        });
        settle();
    }

    /** The wizard takes the focus a pulse after a step is shown; a key before that goes nowhere. */
    private void press(KeyCode key) throws Exception {
        waitFor(() -> scene().getWindow().isFocused() && scene().getFocusOwner() != null);
        robot.press(key).release(key);
        settle();
    }

    private static long count(String database, String table) throws Exception {
        try (var connection = SERVER.connect(database); var statement = connection.createStatement();
                var result = statement.executeQuery("select count(*) from " + table)) {
            result.next();
            return result.getLong(1);
        }
    }
}
