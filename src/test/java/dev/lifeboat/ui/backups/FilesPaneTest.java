package dev.lifeboat.ui.backups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.backup.DockerGround;
import dev.lifeboat.engine.backup.VolumeBackupPlan;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.repository.files.FileEntry;
import dev.lifeboat.testing.TestEngine;
import dev.lifeboat.ui.Workplace;
import dev.lifeboat.ui.WorkplaceViewTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The files of a set that was made of a real volume: seen folder by folder, found, and taken out. */
@Timeout(300)
class FilesPaneTest extends WorkplaceViewTest {
    @RegisterExtension
    static final TestEngine DOCKER = TestEngine.docker();

    private static String volume;
    private static String user;

    @TempDir
    Path home;

    @BeforeAll
    static void volume() throws Exception {
        volume = DOCKER.volume("looked");
        user = DOCKER.start("looked", TestEngine.POSTGRES, "-e", "PGDATA=/tmp/none", "-v", volume + ":/data");
        DOCKER.run("exec", "-w", "/data", user, "bash", "-c", """
                mkdir -p functions/hello/lib 'long names' && chmod 1750 functions && chown 1000:1001 functions/hello
                echo 'main() {}' > functions/hello/main.dart && echo 'lib' > functions/hello/lib/util.dart && ln -s ../main.dart functions/hello/lib/main.dart
                echo readme > README.md && ln README.md functions/again && printf 'x' > $'odd\\nname'
                touch "long names/$(printf 'n%.0s' $(seq 1 200)).txt"
                touch -d 2026-11-20T10:11:12Z README.md
                for i in $(seq 1 6000); do : > "many-$i"; done; mkdir many && mv many-* many/""");
    }

    @Test
    void filesAreSeenFolderByFolderFoundAndTakenOut() throws Exception {
        var ground = new DockerGround(DOCKER, home);
        try (var place = Workplace.with(ground.stack(user, List.of(), volume), home)) {
            var backup = place.app().volumeBackup();
            var set = backup.run(backup.plan(place.stack(), place.app().repository(), VolumeBackupPlan.Options.DEFAULT),
                    Progress.NONE, new Cancellation());
            var model = inFx(() -> new BackupsModel(place.backupJobs(), place.app().retentions(), place.app().jobs(), tasks()));
            bringToFront(inFx(() -> new BackupsView(model, context())), place.stack());
            waitFor(() -> isThere("#backups-look"));
            pictures("backups-volumes");
            robot.clickOn("#backups-look");
            waitFor(() -> isThere("#files-table") && where().equals("5 entries in this folder"));
            assertThat(files().getItems()).extracting(FileEntry::path).containsExactlyInAnyOrder("functions", "README.md", "long names", "many", "odd\nname");
            assertThat(row("functions")).containsExactly("functions", "", "drwxr-x--T", "0:0");
            assertThat(row("README.md")).containsExactly("README.md", "7 bytes", "-rw-r--r--", "0:0");
            assertThat(row("odd\nname").getFirst()).isEqualTo("odd\\x0aname");
            pictures("files");

            choose("functions");
            inFx(() -> {
                files().requestFocus();
                return null;
            });
            robot.type(KeyCode.ENTER);
            waitFor(() -> where().equals("2 entries in this folder"));
            assertThat(row("functions/again").getFirst()).isEqualTo("again = README.md");
            assertThat(lookup("#files-step-1", Button.class).getText()).isEqualTo("functions");
            robot.clickOn("#files-find").write("UTIL");
            waitFor(() -> where().equals("1 entry found"));
            assertThat(row("functions/hello/lib/util.dart").getFirst()).isEqualTo("hello/lib/util.dart");
            choose("functions/hello/lib/util.dart");
            Path into = home.resolve("taken");
            inFx(() -> {
                lookup("#files-into", TextField.class).setText(into.toString());
                return null;
            });
            assertThat(lookup("#files-command-text", TextArea.class).getText())
                    .isEqualTo("lifeboat sets look " + set.id() + " --volume " + volume + " --file functions/hello/lib/util.dart --to " + into);
            assertThat(lookup("#files-take", Button.class).getText()).isEqualTo("Take out 1 entry");
            robot.clickOn("#files-take");
            waitFor(() -> isThere("#files-end"));
            assertThat(into.resolve("util.dart")).hasContent("lib");
            pictures("files-taken");
            assertThat(place.app().audit().entries().getFirst().operation()).isEqualTo("set.extract");

            // What is there is not replaced.
            Files.writeString(into.resolve("util.dart"), "mine");
            robot.clickOn("#files-take");
            waitFor(() -> texts().stream().anyMatch(text -> text.contains("is there already")));
            assertThat(into.resolve("util.dart")).hasContent("mine");

            robot.clickOn("#files-step-0");
            waitFor(() -> where().equals("5 entries in this folder"));
            assertThat(lookup("#files-find", TextField.class).getText()).isEmpty();
            inFx(() -> {
                choosing("many");
                return null;
            });
            robot.type(KeyCode.ENTER);
            waitFor(() -> files().getItems().size() == FilesModel.PART && lookup("#files-more", Button.class).isVisible());
            assertThat(where()).startsWith("5,000 shown so far, ");
            pictures("files-many");
            robot.clickOn("#files-more");
            waitFor(() -> where().equals("6,000 entries in this folder"));
        }
        assertThat(unhandled).isEmpty();
    }

    private List<String> row(String path) throws Exception {
        return inFx(() -> {
            int index = files().getItems().indexOf(files().getItems().stream().filter(file -> file.path().equals(path)).findFirst().orElseThrow());
            return List.of(text(0, index), Optional.ofNullable(files().getColumns().get(1).getCellData(index)).map(bytes -> Workplace.formats().size((Long) bytes)).orElse(""),
                    text(2, index), text(3, index));
        });
    }

    private String text(int column, int index) {
        return String.valueOf(files().getColumns().get(column).getCellData(index));
    }

    private void choose(String path) throws Exception {
        inFx(() -> {
            choosing(path);
            return null;
        });
    }

    private void choosing(String path) {
        files().requestFocus();
        files().getSelectionModel().clearSelection();
        files().getSelectionModel().select(files().getItems().stream().filter(file -> file.path().equals(path)).findFirst().orElseThrow());
    }

    private String where() {
        return lookup("#files-where", Label.class).getText();
    }

    @SuppressWarnings("unchecked")
    private TableView<FileEntry> files() {
        return lookup("#files-table", TableView.class);
    }
}
