package dev.lifeboat.engine.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.testing.TestDesktop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class KeyPlacesTest {

    @TempDir Path folder;

    private Keys keys(Map<String, String> environment) {
        return new Keys(folder.resolve("keys"), new SystemKeyring("Linux", environment), environment);
    }

    @Test void aKeyInAFileNeedsItsPassphraseAndIsReadByItsOwnerOnly() throws Exception {
        Keys first = keys(Map.of());
        Identity identity = Identity.generate();
        assertThat(first.defaultPlace()).isEqualTo(Key.Place.FILE);
        assertThat(catchThrowableOfType(Failure.KeyNeeded.class, () -> first.add("main", identity, Key.Place.FILE)).trouble()).isEqualTo(Failure.KeyTrouble.LOCKED);
        assertThat(first.list()).isEmpty();
        first.givePassphrase(new Secret("correct horse"));
        first.add("main", identity, Key.Place.FILE);
        Path file = folder.resolve("keys/main.age");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1)).doesNotContain("SECRET-KEY");
        assertThat(Files.readString(folder.resolve("keys/main.json"))).contains(identity.recipient().publicKey()).doesNotContain("SECRET-KEY");

        Keys later = keys(Map.of());
        assertThat(catchThrowableOfType(Failure.KeyNeeded.class, () -> later.identities(List.of(identity.recipient()))).trouble()).isEqualTo(Failure.KeyTrouble.LOCKED);
        assertThat(later.identities(List.of(Identity.generate().recipient()))).isEmpty();
        later.givePassphrase(new Secret("wrong"));
        assertThat(catchThrowableOfType(Failure.KeyNeeded.class, () -> later.identity("main")).trouble()).isEqualTo(Failure.KeyTrouble.WRONG_PASSPHRASE);
        later.givePassphrase(new Secret("correct horse"));
        assertThat(later.identities(List.of(identity.recipient()))).containsExactly(identity);

        assertThat(keys(Map.of("LIFEBOAT_KEY_PASSPHRASE", "correct horse")).identity("main")).isEqualTo(identity);
        Path passphrase = Files.writeString(folder.resolve("passphrase"), "correct horse\n");
        assertThat(keys(Map.of("LIFEBOAT_KEY_PASSPHRASE_FILE", passphrase.toString())).identity("main")).isEqualTo(identity);
    }

    @Test void namesAndKeysAreThereOnce() {
        Keys keys = keys(Map.of("LIFEBOAT_KEY_PASSPHRASE", "p"));
        Identity identity = Identity.generate();
        keys.add("a", identity, Key.Place.FILE);
        assertThatThrownBy(() -> keys.add("a", Identity.generate(), Key.Place.FILE)).isInstanceOf(Failure.BadInput.class).hasMessageContaining("already");
        assertThatThrownBy(() -> keys.add("b", identity.recipient())).isInstanceOf(Failure.BadInput.class).hasMessageContaining("as a");
        assertThatThrownBy(() -> keys.add("../b", Identity.generate().recipient())).isInstanceOf(Failure.BadInput.class);
        keys.remove("a");
        assertThat(keys.list()).isEmpty();
        assertThat(folder.resolve("keys/a.age")).doesNotExist();
    }

    @Test void ofAPublicKeyTheSecretIsNotHere() {
        Keys keys = keys(Map.of());
        Recipient recipient = Identity.generate().recipient();
        keys.add("office", recipient);
        assertThat(keys.recipient("office")).isEqualTo(recipient);
        assertThat(keys.identities(List.of(recipient))).isEmpty();
        assertThatThrownBy(() -> keys.identity("office")).isInstanceOf(Failure.NotFound.class).hasMessageContaining("only the public half");
    }

    /** A real GNOME keyring on a bus of its own. */
    @Test void aKeyIsKeptInTheKeyringOfTheDesktop() throws Exception {
        try (TestDesktop desktop = TestDesktop.in(folder).withKeyring()) {
            untilItAnswers(new SystemKeyring("Linux", desktop.environment()));
            keptAndForgotten(desktop.environment());
        }
    }

    private static void untilItAnswers(Keyring keyring) throws Exception {
        for (int i = 0; ; i++) {
            try {
                keyring.store("first", new Secret("any"));
                return;
            } catch (Failure.StorageFailed e) {
                if (i == 100) {
                    throw e;
                }
                Thread.sleep(100);
            }
        }
    }

    private void keptAndForgotten(Map<String, String> environment) {
        Keys keys = keys(environment);
        assertThat(keys.defaultPlace()).isEqualTo(Key.Place.KEYRING);
        Identity identity = Identity.generate();
        keys.add("main", identity, Key.Place.KEYRING);
        assertThat(folder.resolve("keys")).isDirectoryNotContaining("glob:**.age");
        Keys later = keys(environment);
        assertThat(later.identities(List.of(identity.recipient()))).containsExactly(identity);
        later.remove("main");
        assertThat(new SystemKeyring("Linux", environment).find("main")).isEmpty();
    }
}
