package dev.lifeboat.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lifeboat.app.demo.EmbeddedServer;
import dev.lifeboat.app.demo.ServerBinaries;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.backup.BaseBackup;
import dev.lifeboat.engine.backup.BaseBackupPlan;
import dev.lifeboat.engine.backup.Ground;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.postgres.Session;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.repository.ProvenRecord;
import dev.lifeboat.engine.repository.VerificationResult;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.secret.Unlock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rules on what a restored copy is held against. */
@Timeout(240)
class ProvingTrapsTest {

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
    }

    private void execute(String... statements) {
        try (Session session = new Server(embedded.address(), ground.passwords()).session()) {
            for (String statement : statements) session.execute(statement);
        }
    }

    private VerificationResult prove(BackupSet set) {
        return new ProvenVerification(new Tools(), Unlock.NONE).run(ground.repository(), set, Progress.NONE, new Cancellation());
    }

    private static void edit(BackupSet set, String from, String to) throws Exception {
        Path manifest = set.folder().resolve("manifest.json");
        String text = Files.readString(manifest);
        assertThat(text).contains(from);
        Files.writeString(manifest, text.replace(from, to));
        String hash = dev.lifeboat.engine.Sha256.of(Files.readAllBytes(manifest));
        Path sums = set.folder().resolve("SHA256SUMS");
        Files.writeString(sums, Files.readString(sums).replaceAll("(?m)^[0-9a-f]{64}( [ *]manifest\\.json)$", hash + "$1"));
    }

    @Test
    void trap15_extensionsAreRecordedAndAPlaceWithoutThemIsNotTakenForADamagedSet() throws Exception {
        execute("drop database if exists extended", "create database extended");
        try (Session session = new Server(embedded.address(), ground.passwords()).session("extended")) {
            session.execute("create extension if not exists pgcrypto");
        }
        BackupSet set = ground.backUp("extended");
        assertThat(set.manifest().databases().getFirst().facts().extensions()).extracting(extension -> extension.name()).contains("pgcrypto");
        String version = set.manifest().databases().getFirst().facts().extensions().stream().filter(one -> one.name().equals("pgcrypto")).findFirst().orElseThrow().version();
        edit(set, "\"version\" : \"" + version + "\"", "\"version\" : \"0.9\"");
        assertThat(prove(ground.repository().find(set.id())).problems()).isEmpty();
        assertThat(ground.repository().proven(set).orElseThrow().notes()).anyMatch(note -> note.contains("pgcrypto has version " + version + " there, and had 0.9"));
        edit(set, "\"pgcrypto\"", "\"pgnowhere\"");
        VerificationResult before = ground.repository().find(set.id()).verified().orElseThrow();
        assertThatThrownBy(() -> prove(ground.repository().find(set.id()))).isInstanceOf(Failure.PreflightFailed.class).hasMessageContaining("pgnowhere 0.9");
        assertThat(ground.repository().find(set.id()).verified().orElseThrow().ok()).as("nothing was found wrong with the set").isEqualTo(before.ok());
        execute("drop database extended");
    }

    @Test
    void trap16_anotherVersionOfTheCollationIsTold() throws Exception {
        execute("drop database if exists sorted", "create database sorted template template0 locale_provider icu icu_locale 'de' lc_collate 'C' lc_ctype 'C'");
        BackupSet set = ground.backUp("sorted");
        String version = set.manifest().databases().getFirst().facts().collationVersion().orElseThrow();
        assertThat(prove(set).problems()).isEmpty();
        assertThat(ground.repository().proven(set).orElseThrow().notes()).noneMatch(note -> note.contains("collation"));
        edit(set, "\"collationVersion\" : \"" + version + "\"", "\"collationVersion\" : \"12.3\"");
        assertThat(prove(ground.repository().find(set.id())).problems()).isEmpty();
        assertThat(ground.repository().proven(set).orElseThrow().notes()).anyMatch(note -> note.contains("sorted by version " + version + " of the collation there, and were by 12.3"));
        execute("drop database sorted");
    }

    @Test
    void trap20_theServersOwnListIsKeptAndItsOwnToolChecksTheCopyWithIt() {
        execute("create table if not exists known as select i as id from generate_series(1, 1000) i");
        BaseBackup backup = new BaseBackup(new Tools(), ground.passwords(), ground.audit());
        BackupSet set = backup.run(backup.plan(ground.stack(), ground.repository(), BaseBackupPlan.Options.DEFAULT), Progress.NONE, new Cancellation());
        assertThat(set.manifest().members()).extracting(Manifest.Member::path).contains("base/backup_manifest.zst");
        assertThat(prove(set).problems()).isEmpty();
        ProvenRecord record = ground.repository().proven(set).orElseThrow();
        assertThat(record.phaseMillis().keySet()).containsExactly("Unpacking the base backup", "Comparing it with the server's own list", "Starting it to where it is consistent", "Checking indexes");
        assertThat(record.base().orElseThrow().databases()).isPositive();
    }

    @Test
    void trap42_trap43_plannersStatisticsAreMadeWithinTheMeasuredTimeAndEachPhaseIsShown() {
        execute("drop database if exists analysed", "create database analysed");
        try (Session session = new Server(embedded.address(), ground.passwords()).session("analysed")) {
            session.execute("create table orders as select i from generate_series(1, 1000) i");
        }
        RestoreReport report = ground.bringBack(ground.backUp("analysed"), RestorePlan.Mode.ASIDE);
        assertThat(report.phaseMillis().keySet()).containsExactly("Checking", "Restoring analysed", "Analysing analysed", "Proving analysed");
        String copy = report.plan().targets().getFirst().asideName();
        try (Session session = new Server(embedded.address(), ground.passwords()).session(copy)) {
            assertThat(session.is("select reltuples = 1000 and exists (select from pg_stats where tablename = 'orders') from pg_class where relname = 'orders'")).isTrue();
        }
        execute("drop database \"" + copy + "\"", "drop database analysed");
    }
}
