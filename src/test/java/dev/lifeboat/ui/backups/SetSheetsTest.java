package dev.lifeboat.ui.backups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.SetDiff;
import dev.lifeboat.engine.repository.VerificationResult.Depth;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.testing.TestServer;
import dev.lifeboat.ui.Workplace;
import dev.lifeboat.ui.WorkplaceViewTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the commands do with whole sets, from the view of sets: compare, export, import. */
class SetSheetsTest extends WorkplaceViewTest {
    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @TempDir
    Path home;

    @Test
    void aSetIsComparedWithAnotherAndWithTheLiveDatabases() throws Exception {
        try (var place = Workplace.on(SERVER, home, Environment.STAGING)) {
            String database = place.stack().databases().getFirst();
            SERVER.execute(database, "create table invoice (id int primary key, note text)", "insert into invoice select i, 'n' from generate_series(1, 3) i");
            var first = place.backUp("before");
            SERVER.execute(database, "insert into invoice values (4, 'n')", "create table added (id int)");
            var second = place.backUp("after");
            open(place, second);
            fire("#backups-compare");
            waitFor(() -> isThere("#compare-differences"));
            assertThat(command("compare")).isEqualTo("lifeboat sets diff " + second.id() + " " + first.id());
            // The table that was added, and one row more in invoice; objects are counted by their kind.
            assertThat(differences()).contains("TABLE public.added: 0 -", "TABLE public.invoice: 4 3").noneMatch(one -> one.contains("customer"));
            pictures("compare-sets");

            SERVER.execute(database, "delete from invoice");
            choose(Optional.empty());
            assertThat(isThere("#compare-differences")).isFalse();
            assertThat(command("compare")).isEqualTo("lifeboat sets diff " + second.id() + " --live");
            pictures("compare-live-before");
            robot.clickOn("#compare-read");
            waitFor(() -> isThere("#compare-differences"));
            assertThat(differences()).containsExactly("TABLE public.invoice: 4 0");
            pictures("compare-live");
            SERVER.execute(database, "insert into invoice select i, 'n' from generate_series(1, 4) i");
            robot.clickOn("#compare-read");
            waitFor(() -> isThere("#compare-outcome") && lookup("#compare-outcome .label", Label.class).getText().startsWith("Both are equal"));
            pictures("compare-equal");
            robot.clickOn("#compare-close");
        }
        assertThat(unhandled).isEmpty();
    }

    @Test
    void aSetGoesIntoOneArchiveAndComesBack() throws Exception {
        try (var place = Workplace.on(SERVER, home, Environment.STAGING)) {
            var set = place.backUp("nightly");
            Path file = home.resolve("a set.tar");
            open(place, set);
            fire("#backups-export");
            waitFor(() -> isThere("#archive-file"));
            name("relative.tar");
            assertThat(lookup("#archive-go", Button.class).isDisabled()).isTrue();
            name(file.toString());
            assertThat(command("archive")).isEqualTo("lifeboat sets export " + set.id() + " '" + file + "'");
            pictures("archive-export");
            robot.clickOn("#archive-go");
            waitFor(() -> isThere("#archive-end"));
            assertThat(said()).startsWith(set.id() + " is in " + file);
            pictures("archive-exported");
            robot.clickOn("#archive-close");

            fire("#backups-export");
            waitFor(() -> isThere("#archive-file"));
            name(file.toString());
            robot.clickOn("#archive-go");
            waitFor(() -> isThere("#archive-end"));
            assertThat(said()).contains("is there already");
            robot.clickOn("#archive-close");

            place.delete(set);
            fire("#backups-import");
            waitFor(() -> isThere("#archive-file"));
            name(file.toString());
            assertThat(command("archive")).isEqualTo("lifeboat sets import '" + file + "'");
            pictures("archive-import");
            robot.clickOn("#archive-go");
            waitFor(() -> isThere("#archive-end"));
            assertThat(said()).isEqualTo(set.id() + " of the stack shop is in the repository, every file as its manifest says.");
            robot.clickOn("#archive-close");
            var back = place.app().repository().find(set.id());
            assertThat(place.app().repository().verify(back, Depth.DEEP, dev.lifeboat.engine.job.Progress.NONE, new dev.lifeboat.engine.job.Cancellation()).ok()).isTrue();

            Files.write(file, java.util.Arrays.copyOf(Files.readAllBytes(file), 2_000));
            place.delete(back);
            fire("#backups-import");
            waitFor(() -> isThere("#archive-file"));
            name(file.toString());
            robot.clickOn("#archive-go");
            waitFor(() -> isThere("#archive-end"));
            assertThat(isThere("#archive-back")).isTrue();
            pictures("archive-damaged");
            assertThat(place.app().repository().list().sets()).isEmpty();
        }
        assertThat(unhandled).isEmpty();
    }

    private void open(Workplace place, BackupSet set) throws Exception {
        var model = inFx(() -> new BackupsModel(place.backupJobs(), place.app().retentions(), place.app().jobs(), tasks()));
        bringToFront(inFx(() -> new BackupsView(model, context())), place.stack());
        waitFor(() -> isThere("#backups-compare") && lookup("#backups-name", Label.class).getText().equals(set.id()));
        pictures("sets-buttons");
    }

    private void fire(String button) throws Exception {
        inFx(() -> {
            lookup(button, Button.class).fire();
            return null;
        });
    }

    private void name(String file) throws Exception {
        inFx(() -> {
            lookup("#archive-file", TextField.class).setText(file);
            return null;
        });
    }

    @SuppressWarnings("unchecked")
    private void choose(Optional<BackupSet> other) throws Exception {
        inFx(() -> {
            ((ComboBox<Optional<BackupSet>>) lookup("#compare-with", ComboBox.class)).setValue(other);
            return null;
        });
    }

    private String command(String sheet) {
        return lookup("#" + sheet + "-command-text", TextArea.class).getText();
    }

    private String said() {
        return lookup("#archive-end .label", Label.class).getText();
    }

    @SuppressWarnings("unchecked")
    private List<String> differences() {
        return ((TableView<SetDiff.Difference>) lookup("#compare-differences", TableView.class)).getItems().stream()
                .map(one -> one.subject() + " " + one.name() + ": " + number(one.left()) + " " + number(one.right())).toList();
    }

    private static String number(Optional<SetDiff.Side> side) {
        return side.map(one -> String.valueOf(one.number())).orElse("-");
    }
}
