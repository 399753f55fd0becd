package dev.lifeboat.ui.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.replication.Destination;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.testing.TestServer;
import dev.lifeboat.ui.Workplace;
import dev.lifeboat.ui.WorkplaceViewTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The view of destinations on real folders. */
class ReplicationViewTest extends WorkplaceViewTest {
    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @TempDir
    Path home;

    @TempDir
    Path disk;

    @Test
    void aDestinationIsTestedBeforeItIsKeptAndThenCopiedTo() throws Exception {
        try (var place = Workplace.on(SERVER, home, Environment.STAGING)) {
            place.backUp("nightly");
            open(place);
            waitFor(() -> isThere("#replication-first"));
            pictures("replication-empty");
            robot.clickOn("#replication-first");
            waitFor(() -> isThere("#destination-name"));
            assertThat(lookup("#destination-save", Button.class).isDisabled()).isTrue();
            robot.clickOn("#destination-name").write("usb-disk");
            type("#destination-folder", disk.toString());
            robot.clickOn("#destination-test");
            waitFor(() -> !lookup("#destination-save", Button.class).isDisabled());
            pictures("replication-add");
            robot.clickOn("#destination-save");
            waitFor(() -> isThere("#destination-usb-disk"));
            assertThat(place.app().destinations().list()).containsExactly(new Destination("usb-disk", disk, Optional.empty()));
            waitFor(() -> sentence("usb-disk").startsWith("1 set is not there yet"));
            robot.clickOn("#destination-copy-usb-disk");
            waitFor(() -> sentence("usb-disk").startsWith("In step"));
            robot.clickOn("#destination-toggle-usb-disk");
            assertThat(lookup("#destination-copies-usb-disk", TableView.class).getItems().size()).isEqualTo(1);
            assertThat(place.app().jobs().jobs().getFirst().outcome().orElseThrow()).startsWith("1 set copied and verified");
            pictures("replication-filled");
        }
        assertThat(unhandled).isEmpty();
    }

    @Test
    void aFolderThatIsNotThereCannotBeKept() throws Exception {
        try (var place = Workplace.withoutServer(home)) {
            open(place);
            waitFor(() -> isThere("#replication-first"));
            robot.clickOn("#replication-first");
            waitFor(() -> isThere("#destination-name"));
            robot.clickOn("#destination-test");
            assertThat(lookup("#destination-name-problem", Label.class).getText()).isEqualTo("Give the destination a name.");
            assertThat(lookup("#destination-folder-problem", Label.class).getText()).isEqualTo("Choose the folder to copy to.");
            robot.clickOn("#destination-name").write("usb");
            type("#destination-folder", disk.resolve("gone/deeper").toString());
            robot.clickOn("#destination-test");
            waitFor(() -> texts().stream().anyMatch(text -> text.contains("gone")) && !lookup("#destination-test", Button.class).isDisabled());
            assertThat(lookup("#destination-save", Button.class).isDisabled()).isTrue();
            screenshot("replication-bad-folder");
            assertThat(place.app().destinations().list()).isEmpty();
        }
        assertThat(unhandled).isEmpty();
    }

    @Test
    void aLostFolderIsSaidOnItsCardAndTheOthersStay() throws Exception {
        try (var place = Workplace.on(SERVER, home, Environment.STAGING)) {
            place.backUp("nightly");
            var gone = Files.createDirectory(disk.resolve("gone"));
            place.app().destinations().save(new Destination("nas", gone, Optional.empty()));
            place.app().destinations().save(new Destination("usb", Files.createDirectory(disk.resolve("usb")), Optional.of("shop")));
            place.app().destinations().save(new Destination("elsewhere", disk, Optional.of("another")));
            copyTo(place, "nas");
            Files.move(gone, disk.resolve("unmounted"));
            var model = open(place);
            waitFor(() -> model.destinations().size() == 2
                    && model.destinations().stream().noneMatch(status -> status.standing() == DestinationStatus.Standing.UNKNOWN));
            assertThat(inFx(() -> model.destinations().getFirst().standing())).isEqualTo(DestinationStatus.Standing.TROUBLE);
            assertThat(inFx(() -> model.destinations().getLast().standing())).isEqualTo(DestinationStatus.Standing.BEHIND);
            pictures("replication-trouble");
        }
        assertThat(unhandled).isEmpty();
    }

    @Test
    void removingLeavesTheCopies() throws Exception {
        try (var place = Workplace.on(SERVER, home, Environment.STAGING)) {
            var set = place.backUp("nightly");
            place.app().destinations().save(new Destination("usb", disk, Optional.empty()));
            copyTo(place, "usb");
            open(place);
            waitFor(() -> isThere("#destination-remove-usb"));
            robot.clickOn("#destination-remove-usb");
            waitFor(() -> isThere("#confirm-go"));
            screenshot("replication-remove");
            robot.clickOn("#confirm-go");
            waitFor(() -> isThere("#replication-first"));
            assertThat(place.app().destinations().list()).isEmpty();
            try (var files = Files.walk(disk)) {
                assertThat(files.filter(file -> file.endsWith(Path.of(set.id(), "manifest.json")))).hasSize(1);
            }
            assertThat(place.app().audit().entries().getFirst().operation()).isEqualTo("destination.remove");
        }
    }

    private ReplicationModel open(Workplace place) throws Exception {
        var model = inFx(() -> place.replicationModel(tasks()));
        bringToFront(inFx(() -> new ReplicationView(model, context())), place.stack());
        return model;
    }

    private void type(String selector, String text) throws Exception {
        inFx(() -> {
            lookup(selector, TextField.class).setText(text);
            return null;
        });
    }

    private static void copyTo(Workplace place, String destination) {
        var app = place.app();
        app.replication().copy(app.repository(), app.destinations().get(destination), Progress.NONE, new Cancellation());
    }

    private String sentence(String destination) {
        var label = scene().getRoot().lookup("#destination-sentence-" + destination);
        return label == null ? "" : ((Label) label).getText();
    }
}
