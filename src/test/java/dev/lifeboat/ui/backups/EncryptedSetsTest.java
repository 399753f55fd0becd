package dev.lifeboat.ui.backups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.backup.DatabaseBackupPlan.Options;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.VerificationResult.Depth;
import dev.lifeboat.engine.secret.Encryption;
import dev.lifeboat.engine.secret.Identity;
import dev.lifeboat.engine.secret.Key;
import dev.lifeboat.engine.secret.Secret;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.testing.TestServer;
import dev.lifeboat.ui.Workplace;
import dev.lifeboat.ui.WorkplaceViewTest;
import dev.lifeboat.ui.keys.OpeningModel;
import dev.lifeboat.ui.restore.RestoreModel;
import dev.lifeboat.ui.restore.RestoreView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.SplitMenuButton;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Encrypted sets are opened from the view when it can be done, and say which key they need when it cannot. */
class EncryptedSetsTest extends WorkplaceViewTest {
    private static final String PASSPHRASE = "correct horse battery staple";

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @TempDir
    Path home;

    @Test
    void aSetWithAPassphraseIsVerifiedLookedIntoAndExportedOnceItWasGiven() throws Exception {
        try (var place = Workplace.on(SERVER, home, Environment.STAGING)) {
            var set = backUp(place, new Encryption.WithPassphrase(new Secret(PASSPHRASE)));
            var model = open(place, set);
            assertThat(texts()).contains("With a passphrase");
            fireVerify();
            waitFor(() -> isThere("#open-passphrase"));
            pictures("open-passphrase");
            type("wrong one");
            waitFor(() -> isThere("#open-error-what"));
            assertThat(lookup("#open-error-what", Label.class).getText()).isEqualTo("The passphrase does not open the set " + set.id() + ".");
            pictures("open-wrong");
            assertThat(place.app().keys().passphrase()).isEmpty();
            type(PASSPHRASE);
            waitFor(() -> model.sets().getFirst().verified().filter(result -> result.ok() && result.depth() == Depth.DEEP).isPresent());
            assertThat(isThere("#open-sheet")).isFalse();

            // It is known now, until the program ends.
            press("#backups-look");
            waitFor(() -> isThere("#look-tables"));
            inFx(() -> {
                lookup("#look-tables", TableView.class).getSelectionModel().select(0);
                return null;
            });
            waitFor(() -> lookup("#look-where", Label.class).getText().equals("Rows 1 to 3 of 3"));
            pictures("look-open");
            press("#look-export");
            waitFor(() -> isThere("#export-file"));
            Path file = home.resolve("customer.csv");
            inFx(() -> {
                lookup("#export-file", TextField.class).setText(file.toString());
                return null;
            });
            pictures("look-export");
            press("#export-go");
            waitFor(() -> isThere("#export-end"));
            assertThat(file).hasContent("id,name\r\n1,Ada\r\n2,Grace\r\n3,Edsger\r\n");
            press("#export-close");
            press("#backups-restore");
            waitFor(() -> opened.contains("RESTORE/" + set.id()));
        }
        assertThat(unhandled).isEmpty();
        assertThat(filesWith(PASSPHRASE)).isEmpty();
    }

    @Test
    void aSetForKeysThatAreElsewhereSaysWhichAndLeadsToSettings() throws Exception {
        try (var place = Workplace.on(SERVER, home, Environment.STAGING)) {
            var office = Identity.generate().recipient();
            var unknown = Identity.generate().recipient();
            place.app().keys().add("office", office);
            var set = backUp(place, Encryption.to(List.of(office, unknown)));
            open(place, set);
            assertThat(texts()).contains("To the key office, whose secret is not on this computer\n"
                    + "To the key " + unknown.shortened() + ", whose secret is not on this computer");
            press("#backups-look");
            waitFor(() -> isThere("#open-import"));
            assertThat(lookup("#open-key-0-text", TextField.class).getText()).isEqualTo(office.publicKey());
            assertThat(lookup("#open-key-1-text", TextField.class).getText()).isEqualTo(unknown.publicKey());
            assertThat(texts()).contains("The key office, of which only the public half is here", "A key that is not known here");
            pictures("open-no-key");
            press("#open-import");
            assertThat(opened).containsExactly("SETTINGS");
        }
        assertThat(unhandled).isEmpty();
    }

    @Test
    void aLockedKeyIsUnlockedWhereItIsNeeded() throws Exception {
        BackupSet set;
        try (var place = Workplace.on(SERVER, home, Environment.STAGING)) {
            place.app().keys().givePassphrase(new Secret("of the files"));
            var main = place.app().keys().add("main", Identity.generate(), Key.Place.FILE);
            set = backUp(place, Encryption.to(List.of(main.recipient())));
        }
        try (var place = Workplace.with(new dev.lifeboat.engine.stack.StackStore(home.resolve("config/stacks")).list().getFirst(), home)) {
            open(place, set);
            assertThat(texts()).contains("To the key main, which is on this computer");
            press("#backups-look");
            waitFor(() -> isThere("#open-passphrase"));
            assertThat(texts()).contains("Passphrase of the keys on this computer");
            type("of the files");
            waitFor(() -> isThere("#look-tables"));
        }
        assertThat(unhandled).isEmpty();
    }

    @Test
    void aRestoreAsksForThePassphraseWhenTheSetIsChosen() throws Exception {
        try (var place = Workplace.on(SERVER, home, Environment.STAGING)) {
            var set = backUp(place, new Encryption.WithPassphrase(new Secret(PASSPHRASE)));
            var model = inFx(() -> new RestoreModel(place.app().databaseRestore(), place.app()::repository, place.app().jobs(), tasks()));
            bringToFront(inFx(() -> new RestoreView(model, context()).opening(new OpeningModel(place.app().keys(), tasks()))), place.stack());
            inFx(() -> {
                model.begin(set.id());
                return null;
            });
            waitFor(() -> isThere("#open-passphrase"));
            type(PASSPHRASE);
            waitFor(() -> !isThere("#open-sheet"));
            assertThat(place.app().keys().passphrase()).contains(new Secret(PASSPHRASE));
        }
        assertThat(unhandled).isEmpty();
    }

    private BackupSet backUp(Workplace place, Encryption encryption) {
        var backup = place.app().databaseBackup();
        var options = new Options(List.of(), Optional.empty(), 3, Optional.of(encryption));
        return backup.run(backup.plan(place.stack(), place.app().repository(), options), Progress.NONE, new Cancellation());
    }

    private BackupsModel open(Workplace place, BackupSet set) throws Exception {
        var model = inFx(() -> new BackupsModel(place.backupJobs(), place.app().retentions(), place.app().jobs(), tasks()));
        bringToFront(inFx(() -> new BackupsView(model, context())), place.stack());
        waitFor(() -> isThere("#backups-name") && lookup("#backups-name", Label.class).getText().equals(set.id()));
        return model;
    }

    private void fireVerify() throws Exception {
        inFx(() -> {
            lookup("#backups-verify", SplitMenuButton.class).fire();
            return null;
        });
    }

    private void press(String button) throws Exception {
        inFx(() -> {
            lookup(button, Button.class).fire();
            return null;
        });
    }

    private void type(String passphrase) throws Exception {
        inFx(() -> {
            lookup("#open-passphrase", PasswordField.class).setText(passphrase);
            return null;
        });
        press("#open-go");
    }

    /** The files of the whole program that have this text in them. */
    private List<Path> filesWith(String text) throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            return all.filter(Files::isRegularFile).filter(file -> has(file, text)).toList();
        }
    }

    private static boolean has(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
