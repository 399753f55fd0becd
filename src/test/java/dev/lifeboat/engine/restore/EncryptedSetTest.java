package dev.lifeboat.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.backup.Ground;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.repository.ArchiveImport;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.SetContents;
import dev.lifeboat.engine.repository.SetExport;
import dev.lifeboat.engine.repository.VerificationResult.Depth;
import dev.lifeboat.engine.secret.Encryption;
import dev.lifeboat.engine.secret.Identity;
import dev.lifeboat.engine.secret.Secret;
import dev.lifeboat.engine.secret.Unlock;
import dev.lifeboat.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An encrypted set from the dump to the proof, with the right key, a wrong one and none. */
@Timeout(180)
class EncryptedSetTest {

    @RegisterExtension static final TestServer SERVER = new TestServer();

    @TempDir Path folder;
    private final Identity key = Identity.generate();
    private final Identity spare = Identity.generate();
    private String database;
    private Ground ground;

    @BeforeEach void fill() throws Exception {
        database = SERVER.createDatabase("sealed");
        SERVER.execute(database, "create table t (id int primary key, v text)", "insert into t select i, 'value ' || i from generate_series(1, 1000) i");
        ground = new Ground(SERVER.address(), SERVER.passwords(folder), SERVER.tools().folder(), folder);
    }

    private BackupSet toKeys() {
        return ground.backUp(Encryption.to(List.of(key.recipient(), spare.recipient())), database);
    }

    private List<String> deep(BackupSet set, Unlock unlock) {
        return ground.repository().verify(set, Depth.DEEP, unlock, Progress.NONE, new Cancellation()).problems();
    }

    @Test void trap50TheHostNeedsPublicKeysOnlyAndAnyOneIdentityOpens() throws Exception {
        BackupSet set = toKeys();
        assertThat(set.manifest().members()).allSatisfy(member -> {
            assertThat(member.path()).endsWith(".zst.age");
            assertThat(member.encryption()).contains("age");
            assertThat(Files.readString(set.folder().resolve(member.path()), java.nio.charset.StandardCharsets.ISO_8859_1)).startsWith("age-encryption.org/v1\n");
        });
        assertThat(set.manifest().encryption().orElseThrow().recipients()).containsExactly(key.recipient().publicKey(), spare.recipient().publicKey());
        assertThat(Files.readString(set.folder().resolve("manifest.json")) + Files.readString(set.folder().resolve("RESTORE.md"))).doesNotContain(key.secretKey().reveal(), spare.secretKey().reveal());
        assertThat(ground.repository().verify(set, Depth.QUICK, Progress.NONE, new Cancellation()).ok()).isTrue();
        assertThat(deep(set, Unlock.with(key))).isEmpty();
        assertThat(deep(set, Unlock.with(spare))).isEmpty();
    }

    @Test void itIsRestoredAndProvenWithItsKeyOnly() {
        BackupSet set = toKeys();
        DatabaseRestore with = ground.restore(Unlock.with(spare));
        RestorePlan plan = with.plan(set, ground.stack(), new RestorePlan.Options(List.of(), RestorePlan.Mode.ASIDE));
        RestoreReport report = with.run(plan, Progress.NONE, new Cancellation());
        assertThat(report.proofs()).singleElement().satisfies(proof -> assertThat(proof.differences()).isEmpty());

        DatabaseRestore without = ground.restore(Unlock.with(Identity.generate()));
        assertThat(without.preflight(plan)).anySatisfy(check -> {
            assertThat(check.level()).isEqualTo(Check.Level.FAIL);
            assertThat(check.result()).contains("none of your keys opens it").contains(key.recipient().shortened());
        });
        assertThat(catchThrowableOfType(Failure.KeyNeeded.class, () -> without.run(plan, Progress.NONE, new Cancellation())).getMessage())
                .startsWith("Not restored, nothing was changed");
    }

    @Test void aWrongKeyIsNoDamageAndDamageIsNoWrongKey() throws Exception {
        BackupSet set = toKeys();
        ground.repository().verify(set, Depth.QUICK, Progress.NONE, new Cancellation());
        Failure.KeyNeeded none = catchThrowableOfType(Failure.KeyNeeded.class, () -> deep(set, Unlock.NONE));
        assertThat(none.trouble()).isEqualTo(Failure.KeyTrouble.NO_KEY);
        assertThatThrownBy(() -> deep(set, Unlock.with(Identity.generate()))).isInstanceOf(Failure.KeyNeeded.class);
        assertThat(ground.repository().find("latest").verified().orElseThrow().ok()).as("what is kept beside it").isTrue();

        Path member = set.folder().resolve(set.manifest().members().getFirst().path());
        byte[] bytes = Files.readAllBytes(member);
        bytes[bytes.length / 2] ^= 4;
        Files.write(member, bytes);
        assertThat(deep(set, Unlock.NONE)).hasSize(2).anyMatch(problem -> problem.contains("has changed")).anyMatch(problem -> problem.contains("was not read"));
    }

    @Test void itIsLookedIntoExportedAndImported() throws Exception {
        BackupSet set = toKeys();
        SetContents contents = new SetContents(set, Unlock.with(key));
        SetContents.Located table = contents.table(Optional.empty(), "public.t");
        assertThat(contents.page(table, 2, 1, new Cancellation()).rows()).hasSize(1);
        assertThatThrownBy(() -> new SetContents(set).page(table, 0, 1, new Cancellation())).isInstanceOf(Failure.KeyNeeded.class);
        Path tar = folder.resolve("set.tar");
        new SetExport(set, Progress.NONE, new Cancellation()).into(tar);
        Repository elsewhere = Repository.openOrCreate(folder.resolve("elsewhere"));
        BackupSet imported = new ArchiveImport(tar, elsewhere, Progress.NONE, new Cancellation()).run().set();
        assertThat(elsewhere.verify(imported, Depth.DEEP, Unlock.with(key), Progress.NONE, new Cancellation()).problems()).isEmpty();
    }

    @Test void aPassphraseOpensWhatItClosed() {
        BackupSet set = ground.backUp(new Encryption.WithPassphrase(new Secret("correct horse")), database);
        assertThat(set.manifest().encryption().orElseThrow().passphrase()).isTrue();
        assertThat(deep(set, Unlock.withPassphrase(new Secret("correct horse")))).isEmpty();
        assertThat(catchThrowableOfType(Failure.KeyNeeded.class, () -> deep(set, Unlock.NONE)).trouble()).isEqualTo(Failure.KeyTrouble.PASSPHRASE);
        assertThat(catchThrowableOfType(Failure.KeyNeeded.class, () -> deep(set, Unlock.withPassphrase(new Secret("battery")))).trouble())
                .isEqualTo(Failure.KeyTrouble.WRONG_PASSPHRASE);
    }
}
