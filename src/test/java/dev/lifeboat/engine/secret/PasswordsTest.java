package dev.lifeboat.engine.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordsTest {

    @TempDir Path folder;

    private Passwords with(Map<String, String> environment) {
        return new Passwords(folder.resolve("config/pgpass"), environment);
    }

    private Passwords own() {
        return with(Map.of("HOME", folder.toString()));
    }

    private Path personal(String text) throws Exception {
        Path file = folder.resolve(".pgpass");
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    private static Optional<String> text(Optional<Secret> secret) {
        return secret.map(Secret::reveal);
    }

    @Test void storesReplacesAndForgets() throws Exception {
        Passwords passwords = own();
        assertThat(passwords.find("db", 5432, "app")).isEmpty();
        passwords.store("db", 5432, "app", new Secret("one"));
        passwords.store("db", 5433, "app", new Secret("other port"));
        passwords.store("db", 5432, "app", new Secret("a:b\\c*"));
        assertThat(text(passwords.find("db", 5432, "app"))).contains("a:b\\c*");
        assertThat(text(passwords.find("db", 5433, "app"))).contains("other port");
        Path file = folder.resolve("config/pgpass");
        assertThat(Files.readAllLines(file)).containsExactly("db:5432:*:app:a\\:b\\\\c*", "db:5433:*:app:other port");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        passwords.remove("db", 5432, "app");
        assertThat(passwords.find("db", 5432, "app")).isEmpty();
        assertThat(passwords.find("db", 5433, "app")).isPresent();
    }

    @Test void keepsWhatAPersonWroteIntoTheFile() throws Exception {
        Passwords passwords = own();
        passwords.store("db", 5432, "app", new Secret("one"));
        Path file = folder.resolve("config/pgpass");
        Files.writeString(file, "# mine\n*:*:*:app:everywhere\n");
        passwords.store("db", 5432, "app", new Secret("two"));
        assertThat(Files.readAllLines(file)).containsExactly("db:5432:*:app:two", "# mine", "*:*:*:app:everywhere");
        assertThat(text(passwords.find("db", 5432, "app"))).contains("two");
        assertThat(text(passwords.find("elsewhere", 1, "app"))).contains("everywhere");
    }

    @Test void readsThePersonsFileAsLibpqDoes() throws Exception {
        personal("""
                # comment
                short:line
                fe80\\:\\:1:5432:*:app:six
                *:5432:*:\\*:star user
                we\\ird:5432:*:back\\\\slash:pass
                db:*:shop:app:first
                db:5432:*:app:second
                unescaped:5432:*:app:a:b:c
                """);
        Passwords passwords = own();
        assertThat(text(passwords.find("fe80::1", 5432, "app"))).contains("six");
        assertThat(text(passwords.find("any", 5432, "*"))).contains("star user");
        assertThat(passwords.find("any", 5432, "someone")).isEmpty();
        assertThat(text(passwords.find("weird", 5432, "back\\slash"))).contains("pass");
        assertThat(text(passwords.find("db", 5432, "app"))).contains("first");
        assertThat(text(passwords.find("unescaped", 5432, "app"))).contains("a:b:c");
    }

    @Test void ownFileThenEnvironmentThenThePersonsFile() throws Exception {
        personal("db:5432:*:app:personal\n");
        Map<String, String> environment = Map.of("HOME", folder.toString(), "PGPASSWORD", "environment");
        assertThat(text(own().find("db", 5432, "app"))).contains("personal");
        assertThat(text(with(environment).find("db", 5432, "app"))).contains("environment");
        with(environment).store("db", 5432, "app", new Secret("own"));
        assertThat(text(with(environment).find("db", 5432, "app"))).contains("own");
        Path named = Files.copy(folder.resolve(".pgpass"), folder.resolve("named"), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(named, "elsewhere:5432:*:app:named\n");
        assertThat(text(with(Map.of("PGPASSFILE", named.toString())).find("elsewhere", 5432, "app"))).contains("named");
    }

    @Test void aFileThatOthersMayReadIsNotUsed() throws Exception {
        Path file = personal("db:5432:*:app:personal\n");
        assertThat(own().check()).extracting(Check::level).containsExactly(Check.Level.OK);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(own().find("db", 5432, "app")).isEmpty();
        assertThat(own().check()).singleElement().satisfies(check -> {
            assertThat(check.level()).isEqualTo(Check.Level.WARN);
            assertThat(check.hints().getFirst()).startsWith("chmod 600");
        });
    }

    @Test void refusesWhatTheFormatCannotHold() {
        assertThatThrownBy(() -> own().store("db", 5432, "app", new Secret("a\nb"))).isInstanceOf(Failure.BadInput.class).hasMessageNotContaining("a\nb");
        assertThatThrownBy(() -> own().store("db", 5432, "app", new Secret(""))).isInstanceOf(Failure.BadInput.class);
    }

    @Test void neverShowsAPassword() {
        assertThat(new Secret("hidden").toString()).doesNotContain("hidden");
        assertThat(PasswordLine.parse("h:1:d:u:hidden").toString()).doesNotContain("hidden");
    }
}
