package dev.lifeboat.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lifeboat.app.demo.EmbeddedServer;
import dev.lifeboat.app.demo.ServerBinaries;
import dev.lifeboat.engine.FolderTree;
import dev.lifeboat.engine.Sha256;
import dev.lifeboat.engine.backup.BaseBackup;
import dev.lifeboat.engine.backup.BaseBackupPlan;
import dev.lifeboat.engine.backup.Ground;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.postgres.Session;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.DeliberateDamage;
import dev.lifeboat.engine.repository.VerificationResult.Depth;
import dev.lifeboat.engine.secret.Encryption;
import dev.lifeboat.engine.secret.Identity;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.secret.Unlock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class SelfTestTest {

    private static EmbeddedServer embedded;

    @TempDir Path folder;
    private Ground ground;

    @BeforeAll
    static void server() {
        ServerBinaries binaries = ServerBinaries.find(new Tools());
        assumeTrue(binaries.hasTools(), "no PostgreSQL server with its tools is installed (Debian: apt-get install postgresql)");
        embedded = EmbeddedServer.start(binaries, "wal_level = replica");
    }

    @AfterAll
    static void stop() {
        if (embedded != null) embedded.close();
    }

    @BeforeEach
    void ground() {
        Passwords passwords = new Passwords(folder.resolve("pgpass"), Map.of());
        passwords.store(embedded.address().host(), embedded.address().port(), embedded.address().user(), embedded.password());
        ground = new Ground(embedded.address(), passwords, embedded.binaries().bin(), folder);
        try (Session session = new Server(embedded.address(), passwords).session()) {
            session.execute("drop table if exists orders");
            session.execute("create table orders (id bigserial primary key, what text)");
            session.execute("insert into orders (what) select md5(i::text) from generate_series(1, 500) i");
        }
    }

    private static SelfTest selfTest(Unlock unlock) {
        return new SelfTest(new ProvenVerification(new Tools(), unlock), unlock);
    }

    private static Map<String, String> hashes(BackupSet set) throws Exception {
        Map<String, String> hashes = new TreeMap<>();
        for (String path : FolderTree.files(set.folder())) hashes.put(path, Sha256.of(Files.readAllBytes(set.folder().resolve(path))));
        return hashes;
    }

    @Test
    void trap44_everyDamageOfADatabaseSetIsRejectedByEachVerificationThatMustAndTheSetStaysAsItIs() throws Exception {
        BackupSet set = ground.backUp("postgres");
        Map<String, String> before = hashes(set);
        SelfTest.Report report = selfTest(Unlock.NONE).run(set, true, Progress.NONE, new Cancellation());
        assertThat(report.wrong()).isEmpty();
        assertThat(report.ok()).isTrue();
        // The undamaged one and 3 open damages by 3 verifications each, 2 hidden ones by 2.
        assertThat(report.cases()).hasSize(3 + 3 * 3 + 2 * 2);
        assertThat(report.cases()).filteredOn(one -> one.damage().equals(Optional.of(DeliberateDamage.LOST_ROW))).extracting(SelfTest.Case::depth).containsExactly(Depth.DEEP, Depth.PROVEN);
        assertThat(report.cases()).filteredOn(one -> one.damage().equals(Optional.of(DeliberateDamage.LOST_ROW)))
                .allSatisfy(one -> assertThat(one.words()).anyMatch(words -> words.contains("orders") && words.contains("501")));
        assertThat(report.cases()).filteredOn(one -> one.damage().equals(Optional.of(DeliberateDamage.LOST_SEQUENCE_ADVANCE)))
                .allSatisfy(one -> assertThat(one.words()).anyMatch(words -> words.contains("orders_id_seq")));
        assertThat(hashes(set)).isEqualTo(before);
        assertThat(ground.repository().find(set.id()).verified().orElseThrow().ok()).as("what was found of copies is not said of the set").isTrue();
    }

    @Test
    void trap44_theChecksOfAWholeServerAndOfAnEncryptedSetAreTestedToo() throws Exception {
        BaseBackup backup = new BaseBackup(new Tools(), ground.passwords(), ground.audit());
        BackupSet base = backup.run(backup.plan(ground.stack(), ground.repository(), BaseBackupPlan.Options.DEFAULT), Progress.NONE, new Cancellation());
        SelfTest.Report report = selfTest(Unlock.NONE).run(base, true, Progress.NONE, new Cancellation());
        assertThat(report.wrong()).isEmpty();
        assertThat(report.cases()).hasSize(3 + 3 * 3 + 2).anyMatch(one -> one.damage().equals(Optional.of(DeliberateDamage.SHORT_LOG)) && one.depth() == Depth.PROVEN);
        Identity key = Identity.generate();
        BackupSet closed = ground.backUp(Encryption.to(List.of(key.recipient())), "postgres");
        assertThat(SelfTest.smallest(ground.repository()).id()).as("databases before a whole server").isEqualTo(closed.id());
        assertThat(selfTest(Unlock.with(key)).run(closed, false, Progress.NONE, new Cancellation()).ok()).isTrue();
    }

    @Test
    void aCheckThatPassesEverythingOrRejectsEverythingIsToldOf() {
        var undamaged = new SelfTest.Case(Optional.empty(), Depth.DEEP, List.of());
        var missed = new SelfTest.Case(Optional.of(DeliberateDamage.FLIPPED_BIT), Depth.DEEP, List.of());
        var found = new SelfTest.Case(Optional.of(DeliberateDamage.FLIPPED_BIT), Depth.DEEP, List.of("it has changed"));
        var suspicious = new SelfTest.Case(Optional.empty(), Depth.DEEP, List.of("it has changed"));
        assertThat(new SelfTest.Report("x", List.of(undamaged, found)).ok()).isTrue();
        assertThat(new SelfTest.Report("x", List.of(undamaged, missed)).wrong()).containsExactly(missed);
        assertThat(new SelfTest.Report("x", List.of(suspicious, found)).wrong()).containsExactly(suspicious);
    }
}
