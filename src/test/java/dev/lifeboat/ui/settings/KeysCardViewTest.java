package dev.lifeboat.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.secret.Identity;
import dev.lifeboat.engine.secret.Key;
import dev.lifeboat.engine.secret.Secret;
import dev.lifeboat.ui.Workplace;
import dev.lifeboat.ui.WorkplaceViewTest;
import dev.lifeboat.ui.keys.KeysModel;
import dev.lifeboat.ui.notify.NotificationsModel;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.control.Label;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCardViewTest extends WorkplaceViewTest {

    @TempDir Path home;

    private void settings(Workplace place) throws Exception {
        var app = place.app();
        var tasks = tasks();
        var keys = new KeysModel(app.keys(), app.stacks(), app.audit(), app::repositoryFolder, tasks);
        bringToFront(inFx(() -> new SettingsView(new SettingsModel(app.settings(), app.tools(), home.resolve("repository"), tasks), keys,
                new NotificationsModel(app.channels(), app.deliveries(), app.notifications(), app.audit(), tasks), context())), place.stack());
        waitFor(() -> isThere("#keys-generate"));
    }

    @Test
    void aKeyIsMadeUnderAPassphraseAndTheStackEncryptsToIt() throws Exception {
        try (var place = Workplace.withoutServer(home)) {
            settings(place);
            assertThat(texts()).contains("There is no key yet.", "shop: new sets are not encrypted");
            pictures("keys-none");
            inFx(() -> {
                lookup("#keys-generate", javafx.scene.control.Button.class).fire();
                return null;
            });
            robot.clickOn("#key-passphrase").write("correct horse").clickOn("#key-again").write("another");
            robot.clickOn("#key-go");
            assertThat(lookup("#key-problem", Label.class).getText()).isEqualTo("The two passphrases differ.");
            pictures("keys-generate");
            inFx(() -> {
                lookup("#key-again", javafx.scene.control.PasswordField.class).setText("correct horse");
                return null;
            });
            robot.clickOn("#key-go");
            waitFor(() -> isThere("#key-main"));
            Key key = place.app().keys().get("main");
            inFx(() -> {
                lookup("#keys-encrypt-shop-main", javafx.scene.control.Button.class).fire();
                return null;
            });
            waitFor(() -> !isThere("#keys-unencrypted-shop"));
            assertThat(place.app().stacks().get("shop").recipients()).containsExactly(key.recipient());
            assertThat(texts()).contains("Encrypts new sets of shop");
            pictures("keys-made");
        }
        assertThat(unhandled).isEmpty();
    }

    @Test
    void aLockedKeyIsUnlockedByItsPassphraseOnly() throws Exception {
        try (var before = Workplace.withoutServer(home)) {
            before.app().keys().givePassphrase(new Secret("correct horse"));
            before.app().keys().add("main", Identity.generate(), Key.Place.FILE);
        }
        try (var place = Workplace.withoutServer(home)) {
            settings(place);
            inFx(() -> {
                lookup("#keys-unlock", javafx.scene.control.Button.class).fire();
                return null;
            });
            robot.clickOn("#key-passphrase").write("wrong");
            robot.clickOn("#key-go");
            waitFor(() -> texts().stream().anyMatch(text -> text.contains("does not open the key main")));
            assertThat(place.app().keys().passphraseOfFiles()).isEqualTo(Optional.empty());
            inFx(() -> {
                lookup("#key-passphrase", javafx.scene.control.PasswordField.class).setText("correct horse");
                return null;
            });
            robot.clickOn("#key-go");
            waitFor(() -> !isThere("#keys-unlock") && isThere("#keys-kit-main"));
            assertThat(place.app().keys().identity("main")).isNotNull();
        }
        assertThat(unhandled).isEmpty();
    }
}
