package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Kind;
import dev.lifeboat.engine.repository.MemberPath;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.RepositoryLock;
import dev.lifeboat.engine.repository.SetWriter;
import dev.lifeboat.engine.secret.Encryption;
import dev.lifeboat.engine.secret.Identity;
import dev.lifeboat.engine.secret.Secret;
import dev.lifeboat.testing.SampleSets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class KeysCommandsTest {

    private static final String PASSPHRASE = "correct horse";

    @TempDir Path home;

    private CliCall.Result run(String... arguments) {
        return CliCall.in(home).run(arguments);
    }

    private CliCall.Result answering(List<String> answers, String... arguments) {
        return CliCall.in(home).answering(answers.toArray(String[]::new)).run(arguments);
    }

    private void stack() {
        assertThat(run("stack", "add", "shop", "--host", "db.example.org", "--no-test").code()).isZero();
    }

    private String set(Instant at, Encryption encryption) {
        try (App app = CliCall.in(home).app()) {
            Repository repository = app.repository();
            try (RepositoryLock lock = repository.lock("test"); SetWriter writer = repository.begin(lock, Kind.DATABASE, "shop", at, encryption)) {
                SampleSets.member(writer, MemberPath.GLOBALS, 5_000, at.getEpochSecond());
                return writer.complete(SampleSets.manifest("shop", at, List.of())).id();
            }
        }
    }

    private String set(Instant at, String keyName) {
        try (App app = CliCall.in(home).app()) {
            return set(at, Encryption.to(List.of(app.keys().get(keyName).recipient())));
        }
    }

    @Test void aKeyFromItsMakingToItsRemoval() throws Exception {
        stack();
        assertThat(run("keys", "list").out()).contains("There is no key yet", "lifeboat keys generate");
        CliCall.Result alone = run("keys", "generate", "main");
        assertThat(alone.code()).as("nobody is there to give a passphrase").isEqualTo(12);
        assertThat(alone.err()).contains("LIFEBOAT_KEY_PASSPHRASE");
        assertThat(answering(List.of(PASSPHRASE, "another"), "keys", "generate", "main").code()).isEqualTo(2);
        CliCall.Result made = answering(List.of(PASSPHRASE, PASSPHRASE), "keys", "generate", "main");
        assertThat(made.code()).isZero();
        assertThat(made.questions()).contains("(hidden) Passphrase to protect the key with");
        assertThat(made.out()).contains("age1", "file, under a passphrase", "lifeboat keys recovery-kit main", "keys rotate --stack shop --to main").doesNotContain("SECRET-KEY");
        assertThat(run("keys", "list").out()).contains("main", "age1").doesNotContain("SECRET-KEY");

        Path exported = home.resolve("key.txt");
        assertThat(answering(List.of("wrong"), "keys", "export", "main", exported.toString()).code()).isEqualTo(12);
        assertThat(exported).doesNotExist();
        assertThat(answering(List.of(PASSPHRASE), "keys", "export", "main", exported.toString()).code()).isZero();
        Identity identity = Identity.parseFile(Files.readString(exported)).getFirst();
        Path kit = home.resolve("kit.pdf");
        assertThat(answering(List.of(PASSPHRASE), "keys", "recovery-kit", "main", kit.toString()).code()).isZero();
        assertThat(kit).isNotEmptyFile();

        assertThat(run("keys", "rotate", "--stack", "shop", "--to", "main").code()).isZero();
        assertThat(run("stack", "show", "shop").out()).contains("Encrypted to", identity.recipient().publicKey());
        assertThat(run("stack", "add", "shop", "--host", "db2.example.org", "--no-test", "--replace").out()).as("still encrypted").contains(identity.recipient().publicKey());

        String set = set(Instant.parse("2026-11-22T02:00:00Z"), "main");
        assertThat(run("keys", "show", "main").out()).contains("shop", "1 of the sets in the repository, 1 of them only with this key");
        CliCall.Result refused = run("keys", "remove", "main");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains(set, "No other key here opens this set", "New sets of shop", "never be read again");
        assertThat(answering(List.of("no"), "keys", "remove", "main").code()).isEqualTo(130);
        assertThat(answering(List.of("main"), "keys", "remove", "main").code()).isZero();
        CliCall.Result gone = run("sets", "verify", set, "--deep");
        assertThat(gone.code()).isEqualTo(12);
        assertThat(gone.err()).contains("none of your keys opens it", identity.recipient().shortened(), "lifeboat keys import");

        assertThat(CliCall.in(home).answering(PASSPHRASE, PASSPHRASE).run("keys", "import", "again", exported.toString()).code()).isZero();
        CliCall.Result verified = answering(List.of(PASSPHRASE), "sets", "verify", set, "--deep");
        assertThat(verified.code()).isZero();
        assertThat(verified.questions()).contains("(hidden) Passphrase of the keys");
        assertThat(run("audit", "--verify").code()).isZero();
        assertThat(Files.readString(home.resolve("state/audit.jsonl"))).contains("key.generate", "key.export", "key.remove").doesNotContain("SECRET-KEY", PASSPHRASE);
    }

    @Test void oldSetsAreEncryptedAnewForTheNewKey() {
        stack();
        Identity office = Identity.generate();
        assertThat(run("keys", "import", "office", "--public", office.recipient().publicKey()).out()).contains("public half only");
        assertThat(answering(List.of(PASSPHRASE, PASSPHRASE), "keys", "generate", "main").code()).isZero();
        String old = set(Instant.parse("2026-11-22T02:00:00Z"), Encryption.NONE);
        CliCall.Result plan = run("keys", "rotate", "--to", "main", "--to", "office", "--re-encrypt", old, "--plan");
        assertThat(plan.out()).contains("would be encrypted to", "(main)", "(office)", "would be written anew: " + old);
        CliCall.Result without = run("keys", "rotate", "--to", "main", "--to", "office", "--re-encrypt", old);
        assertThat(without.code()).as("it cannot be proven without the passphrase").isEqualTo(12);
        try (App app = CliCall.in(home).app()) {
            app.keys().givePassphrase(new Secret(PASSPHRASE));
            assertThat(app.keys().identities(List.of(office.recipient()))).isEmpty();
            assertThat(app.repository().list().sets()).extracting(BackupSet::id).containsExactly(old);
        }
        CliCall.Result done = answering(List.of(PASSPHRASE), "keys", "rotate", "--re-encrypt", old);
        assertThat(done.code()).as(done.err()).isZero();
        assertThat(done.out()).contains("written anew and read again: " + old + "-2");
        assertThat(run("sets", "show", "latest").out()).contains("Encrypted", office.recipient().publicKey());
        assertThat(run("keys", "rotate").code()).isEqualTo(2);
        assertThat(run("keys", "rotate", "--no-encryption").out()).contains("New sets of shop are not encrypted.");
    }

    @Test void aSetWithAPassphraseIsAskedForIt() {
        String set = set(Instant.parse("2026-11-22T02:00:00Z"), new Encryption.WithPassphrase(new Secret(PASSPHRASE)));
        assertThat(run("sets", "verify", set).code()).as("quick needs no key").isZero();
        assertThat(run("sets", "verify", set, "--deep").code()).isEqualTo(12);
        CliCall.Result wrong = answering(List.of("wrong"), "sets", "verify", set, "--deep");
        assertThat(wrong.code()).isEqualTo(12);
        assertThat(wrong.err()).contains("The passphrase does not open the set " + set);
        assertThat(answering(List.of(PASSPHRASE), "sets", "verify", set, "--deep").code()).isZero();
    }
}
