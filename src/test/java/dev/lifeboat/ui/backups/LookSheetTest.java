package dev.lifeboat.ui.backups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.SetContents.Located;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.testing.TestServer;
import dev.lifeboat.ui.Workplace;
import dev.lifeboat.ui.WorkplaceViewTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Looking into a set from the view of sets, with a set of a real server. */
class LookSheetTest extends WorkplaceViewTest {
    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @TempDir
    Path home;

    @Test
    void theRowsOfATableArePagedThroughWithoutAServer() throws Exception {
        try (var place = Workplace.on(SERVER, home, Environment.STAGING)) {
            SERVER.execute(place.stack().databases().getFirst(), "create table invoice (id int primary key, customer text, note text, total numeric(10,2))",
                    "insert into invoice select i, 'Customer ' || i, case when i % 3 = 0 then null when i % 3 = 1 then '' else E'first line\\nsecond' end, i * 1.5 from generate_series(1, 250) i");
            var set = place.backUp("nightly");
            for (var database : place.stack().databases()) SERVER.execute("postgres", "drop database \"" + database + "\" with (force)");
            look(place, set);
            assertThat(tables().getItems()).extracting(one -> one.table().name()).containsExactly("customer", "invoice", "purchase", "event");
            assertThat(lookup("#look-next", Button.class).isDisabled()).isTrue();
            choose("invoice");
            waitFor(() -> where().equals("Rows 1 to 100 of 250"));
            assertThat(rows().getItems().get(1)).containsExactly(Optional.of("2"), Optional.of("Customer 2"), Optional.of("first line\nsecond"), Optional.of("3.00"));
            assertThat(rows().getItems().get(2).get(2)).isEmpty();
            assertThat(rows().getItems().get(0).get(2)).contains("");
            assertThat(rows().getColumns()).extracting(column -> column.getText()).containsExactly("id", "customer", "note", "total");
            pictures("look");
            robot.clickOn("#look-next");
            waitFor(() -> where().equals("Rows 101 to 200 of 250"));
            assertThat(lookup("#look-command-text", TextArea.class).getText()).isEqualTo("lifeboat sets look " + set.id() + " --database "
                    + set.manifest().databases().getFirst().facts().name() + " --table public.invoice --limit 100 --offset 100");
            robot.clickOn("#look-next");
            waitFor(() -> where().equals("Rows 201 to 250 of 250") && lookup("#look-next", Button.class).isDisabled());
            assertThat(rows().getItems()).hasSize(50);
            robot.clickOn("#look-previous");
            waitFor(() -> where().equals("Rows 101 to 200 of 250"));
            choose("event");
            waitFor(() -> where().equals("Rows 1 to 5 of 5"));
            assertThat(lookup("#look-previous", Button.class).isDisabled()).isTrue();
            robot.clickOn("#look-close");
            waitFor(() -> !isThere("#look-sheet"));
        }
        assertThat(unhandled).isEmpty();
    }

    @Test
    void aDamagedDumpIsSaidInTheSheet() throws Exception {
        try (var place = Workplace.on(SERVER, home, Environment.STAGING)) {
            var set = place.backUp("nightly");
            java.nio.file.Files.delete(set.folder().resolve(set.manifest().databases().getFirst().member()));
            look(place, set);
            choose("customer");
            waitFor(() -> isThere("#look-error-what"));
            assertThat(lookup("#look-error-what", Label.class).getText()).contains("is missing");
            pictures("look-damaged");
            choose("event");
            waitFor(() -> where().equals("Rows 1 to 5 of 5") && !isThere("#look-error-what"));
        }
        assertThat(unhandled).isEmpty();
    }

    private void look(Workplace place, BackupSet set) throws Exception {
        var model = inFx(() -> new BackupsModel(place.backupJobs(), place.app().retentions(), place.app().jobs(), tasks()));
        bringToFront(inFx(() -> new BackupsView(model, context())), place.stack());
        waitFor(() -> isThere("#backups-look") && lookup("#backups-name", Label.class).getText().equals(set.id()));
        pictures("look-before");
        inFx(() -> {
            lookup("#backups-look", Button.class).fire();
            return null;
        });
        waitFor(() -> isThere("#look-tables"));
    }

    private void choose(String table) throws Exception {
        inFx(() -> {
            tables().getSelectionModel().select(tables().getItems().stream().filter(one -> one.table().name().equals(table)).findFirst().orElseThrow());
            return null;
        });
    }

    private String where() {
        return lookup("#look-where", Label.class).getText();
    }

    @SuppressWarnings("unchecked")
    private TableView<Located> tables() {
        return lookup("#look-tables", TableView.class);
    }

    @SuppressWarnings("unchecked")
    private TableView<List<Optional<String>>> rows() {
        return lookup("#look-rows", TableView.class);
    }
}
