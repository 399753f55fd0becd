package dev.lifeboat.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Compression;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.repository.VerificationResult;
import dev.lifeboat.engine.restore.Proof;
import dev.lifeboat.engine.restore.RestorePlan;
import dev.lifeboat.engine.restore.RestoreReport;
import dev.lifeboat.engine.secret.Encryption;
import dev.lifeboat.engine.secret.Identity;
import dev.lifeboat.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compression, rate, databases at the same time, time limit and hooks of a backup. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the hooks are shell scripts")
class BackupHandlingTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private static String one;
    private static String two;
    private static String three;

    @TempDir
    Path folder;
    private Ground ground;

    @BeforeAll
    static void fill() throws SQLException {
        SERVER.tools();
        one = SERVER.createDatabase("one");
        two = SERVER.createDatabase("two");
        three = SERVER.createDatabase("three");
        for (String database : List.of(one, two, three)) {
            SERVER.execute(database, "create table rows (id int primary key, filler text)",
                    "insert into rows select i, md5(i::text) || repeat('x', 480) from generate_series(1, 2000) i");
        }
    }

    @BeforeEach
    void ground() {
        ground = new Ground(SERVER.address(), SERVER.passwords(folder), SERVER.tools().folder(), folder);
    }

    private static BackupHandling compressed(Compression how) {
        return new BackupHandling(how, OptionalLong.empty(), 1, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static BackupHandling limited(OptionalLong rate, Optional<Duration> timeOut) {
        return new BackupHandling(Compression.ZSTD, rate, 1, timeOut, Optional.empty(), Optional.empty());
    }

    private static BackupHandling hooked(Optional<Hook> before, Optional<Hook> after) {
        return new BackupHandling(Compression.ZSTD, OptionalLong.empty(), 1, Optional.empty(), before, after);
    }

    private Hook script(String name, String... lines) throws IOException {
        Path script = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return new Hook(List.of(script.toString(), "an argument", "$HOME"), Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @CsvSource({"ZSTD, .dump.zst, zstd -dc, 'zstd, '", "GZIP, .dump.gz, gzip -dc, 'gzip, '", "NONE, .dump, cat, ''"})
    void eachCompressionIsReadBackVerifiedAndRestored(Compression how, String suffix, String tool, String needed) throws Exception {
        BackupSet set = ground.backUp(compressed(how), one);
        Manifest.Member dump = set.manifest().members().getFirst();
        assertThat(dump.path()).isEqualTo("databases/" + one + suffix);
        assertThat(dump.compression()).isEqualTo(how.word());
        assertThat(dump.rawBytes()).isGreaterThan(1_000_000);
        if (how == Compression.NONE) {
            assertThat(dump.sizeBytes()).isEqualTo(dump.rawBytes());
        } else {
            assertThat(dump.sizeBytes()).isLessThan(dump.rawBytes() / 4);
        }
        String instructions = Files.readString(set.folder().resolve("RESTORE.md"));
        assertThat(instructions).contains(tool + " databases/" + one + suffix + " | pg_restore --create", "Needed: " + needed + "sha256sum",
                tool + " databases/globals.sql" + suffix.substring(".dump".length()) + " | grep");
        assertThat(ground.repository().verify(set, VerificationResult.Depth.DEEP, Progress.NONE, new Cancellation()).problems()).isEmpty();
        RestoreReport report = ground.bringBack(set, RestorePlan.Mode.ASIDE);
        assertThat(report.proofs()).isNotEmpty().allMatch(Proof::proven);
        // The next one may be restored within the same second, and would have the same name.
        for (var target : report.plan().targets()) SERVER.execute("postgres", "drop database " + TestServer.quoted(target.asideName()));
        Process stock = new ProcessBuilder("sh", "-c", tool + " 'databases/" + one + suffix + "' | '" + SERVER.tools().folder().resolve("pg_restore") + "' --list | grep -c 'TABLE DATA public rows'")
                .directory(set.folder().toFile()).start();
        assertThat(new String(stock.getInputStream().readAllBytes()).strip()).isEqualTo("1");
    }

    @Test
    void anEncryptedSetThatIsNotCompressedIsOpenedByAgeAlone() throws Exception {
        DatabaseBackup backup = ground.backup();
        Encryption keys = new Encryption.ToKeys(List.of(Identity.generate().recipient()));
        BackupSet set = backup.run(backup.plan(ground.stack(one), ground.repository(),
                new DatabaseBackupPlan.Options(List.of(), Optional.empty(), 3, Optional.of(keys), compressed(Compression.NONE))), Progress.NONE, new Cancellation());
        assertThat(set.manifest().members().getFirst().path()).isEqualTo("databases/" + one + ".dump.age");
        assertThat(Files.readString(set.folder().resolve("RESTORE.md")))
                .contains("age -d -i \"$KEY\" databases/" + one + ".dump.age | pg_restore", "Needed: age, sha256sum");
    }

    @Test
    void databasesAreDumpedAtTheSameTimeAndListedInTheOrderOfThePlan() {
        BackupHandling both = new BackupHandling(Compression.ZSTD, OptionalLong.empty(), 3, Optional.empty(), Optional.empty(), Optional.empty());
        Probe probe = Probe.watching();
        BackupSet set = ground.backUp(both, probe, new Cancellation(), two, three, one);
        assertThat(set.manifest().databases()).extracting(database -> database.facts().name()).containsExactly(two, three, one);
        assertThat(set.manifest().databases()).extracting(Manifest.DatabaseRecord::rows).containsExactly(2_000L, 2_000L, 2_000L);
        assertThat(set.manifest().phaseMillis().keySet()).containsExactly("Dumping " + two, "Dumping " + three, "Dumping " + one, "Dumping roles and tablespaces");
        assertThat(set.verified()).hasValueSatisfying(result -> assertThat(result.ok()).isTrue());
        assertThat(probe.wentBeyondItsEnd()).isFalse();
        assertThat(ground.repository().verify(set, VerificationResult.Depth.DEEP, Progress.NONE, new Cancellation()).problems()).isEmpty();
    }

    @Test
    void theFirstThatFailsEndsTheOthersAndNothingIsKept() throws Exception {
        BackupHandling slowly = new BackupHandling(Compression.ZSTD, OptionalLong.of(2_000), 2, Optional.empty(), Optional.empty(), Optional.empty());
        DatabaseBackup backup = ground.backup();
        String gone = SERVER.createDatabase("gone");
        DatabaseBackupPlan plan = backup.plan(ground.stack(one, gone), ground.repository(),
                new DatabaseBackupPlan.Options(List.of(), Optional.empty(), 3, Optional.empty(), slowly));
        SERVER.execute("postgres", "drop database \"" + gone + "\"");
        // The first alone would take a quarter of an hour at this rate.
        assertThatThrownBy(() -> backup.run(plan, Progress.NONE, new Cancellation())).isInstanceOf(Failure.class).isNotInstanceOf(Failure.Cancelled.class)
                .hasMessageContaining(gone);
        assertThat(ground.repository().list().sets()).isEmpty();
        assertThat(ground.repository().list().orphans()).isEmpty();
    }

    @Test
    void theRateHoldsForAllDatabasesTogether() {
        long rate = 2_000_000;
        BackupHandling limited = new BackupHandling(Compression.ZSTD, OptionalLong.of(rate), 2, Optional.empty(), Optional.empty(), Optional.empty());
        BackupSet set = ground.backUp(limited, one, two);
        long dumped = set.manifest().members().stream().filter(member -> member.path().contains(".dump")).mapToLong(Manifest.Member::rawBytes).sum();
        assertThat(dumped).isBetween(2_000_000L, 3_000_000L);
        long millis = set.manifest().phaseMillis().entrySet().stream().filter(phase -> phase.getKey().endsWith(one) || phase.getKey().endsWith(two))
                .mapToLong(java.util.Map.Entry::getValue).max().orElseThrow();
        // A lower bound, which no busy machine breaks: the last piece of a tenth of a second is let through before its time is over.
        assertThat(millis).isGreaterThanOrEqualTo(dumped * 1_000 / rate - 200);
    }

    @Test
    void aBackupThatTakesTooLongIsStoppedAndNothingIsKept() throws IOException {
        Path said = folder.resolve("said");
        Hook after = script("after", "echo \"$LIFEBOAT_OUTCOME\" > '" + said + "'");
        BackupHandling slow = new BackupHandling(Compression.ZSTD, OptionalLong.of(10_000), 1, Optional.of(Duration.ofSeconds(2)), Optional.empty(), Optional.of(after));
        assertThatThrownBy(() -> ground.backUp(slow, one)).isInstanceOf(Failure.TimedOut.class).hasMessageContaining("shop").hasMessageContaining("2 s");
        assertThat(ground.repository().list().sets()).isEmpty();
        assertThat(ground.repository().list().orphans()).isEmpty();
        assertThat(ground.audited()).containsExactly("started", "failed");
        assertThat(said).hasContent("failed\n");
    }

    @Test
    void hooksKnowWhatTheyAreFor() throws IOException {
        Path said = folder.resolve("said");
        String tell = "echo \"$1|$2|$LIFEBOAT_STACK|$LIFEBOAT_SET|$LIFEBOAT_KIND|$LIFEBOAT_OUTCOME\" >> '" + said + "'; ls '" + folder.resolve("repository") + "' | grep -c '^2' >> '" + said + "' || true";
        BackupSet set = ground.backUp(hooked(Optional.of(script("before", tell)), Optional.of(script("after", tell))), one);
        assertThat(Files.readAllLines(said)).containsExactly("an argument|$HOME|shop|" + set.id() + "|database|", "0",
                "an argument|$HOME|shop|" + set.id() + "|database|done", "1");
        assertThat(set.manifest().warnings()).isEmpty();
    }

    @Test
    void aHookThatFailsBeforeStopsTheBackupAndTellsItsLastWords() throws IOException {
        Path said = folder.resolve("said");
        Hook before = script("before", "echo 'the queue is not empty' >&2", "exit 7");
        Hook after = script("after", "echo \"$LIFEBOAT_OUTCOME\" > '" + said + "'");
        Failure.ToolFailed failure = catchThrowableOfType(Failure.ToolFailed.class, () -> ground.backUp(hooked(Optional.of(before), Optional.of(after)), one));
        assertThat(failure).hasMessageContaining("before ended with exit code 7: the queue is not empty");
        assertThat(failure.output()).isEqualTo("the queue is not empty\n");
        assertThat(said).hasContent("failed\n");
        assertThat(ground.repository().list().sets()).isEmpty();
        assertThat(ground.repository().list().orphans()).isEmpty();
        Hook missing = new Hook(List.of(folder.resolve("not-there").toString()), Hook.USUAL);
        assertThatThrownBy(() -> ground.backUp(hooked(Optional.of(missing), Optional.empty()), one)).isInstanceOf(Failure.ToolFailed.class).hasMessageContaining("not-there");
    }

    @Test
    void aHookThatFailsAfterIsARemark() throws IOException {
        BackupSet set = ground.backUp(hooked(Optional.empty(), Optional.of(script("after", "echo 'no mail' >&2; exit 1"))), one);
        assertThat(set.manifest().warnings()).singleElement().asString().contains("after").contains("no mail");
        assertThat(ground.repository().list().sets()).singleElement().satisfies(kept -> assertThat(kept.manifest().warnings()).isEmpty());
        assertThat(ground.audited()).containsExactly("started", "warned");
    }

    @Test
    void aHookThatDoesNotEndIsEnded() throws IOException {
        Path pid = folder.resolve("pid");
        Hook endless = new Hook(script("before", "echo $$ > '" + pid + "'; sleep 600").command(), Duration.ofSeconds(1));
        assertThatThrownBy(() -> ground.backUp(hooked(Optional.of(endless), Optional.empty()), one))
                .isInstanceOf(Failure.TimedOut.class).hasMessageContaining("before").hasMessageContaining("1 s");
        assertThat(ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void cancellingIsNoTimeOut() throws IOException {
        Path said = folder.resolve("said");
        Cancellation cancellation = new Cancellation();
        Hook before = script("before", "exit 0");
        Hook after = script("after", "echo \"$LIFEBOAT_OUTCOME\" > '" + said + "'");
        BackupHandling slow = new BackupHandling(Compression.ZSTD, OptionalLong.of(10_000), 1, Optional.of(Duration.ofMinutes(5)), Optional.of(before), Optional.of(after));
        Probe probe = Probe.watching();
        Thread canceller = Thread.ofVirtual().start(() -> {
            while (!probe.items().contains("public.rows")) {
                Thread.onSpinWait();
            }
            cancellation.cancel();
        });
        assertThatThrownBy(() -> ground.backUp(slow, probe, cancellation, one)).isInstanceOf(Failure.Cancelled.class);
        assertThat(said).hasContent("cancelled\n");
        assertThat(canceller.isAlive()).isFalse();
    }

    @Test
    void theLastSetTellsWhatToExpect() {
        BackupSet set = ground.backUp(one);
        DatabaseBackup backup = ground.backup();
        DatabaseBackupPlan plan = backup.plan(ground.stack(one, two), ground.repository(),
                new DatabaseBackupPlan.Options(List.of(), Optional.empty(), 3, Optional.empty(), limited(OptionalLong.of(1024), Optional.empty())));
        BackupEstimate estimate = plan.estimate().orElseThrow();
        double more = (double) (plan.databaseBytes().get(one) + plan.databaseBytes().get(two)) / set.manifest().databases().getFirst().facts().sizeBytes();
        assertThat(more).isBetween(1.9, 2.1);
        assertThat((double) estimate.storedBytes()).isBetween(set.manifest().sizeBytes() * more - 1, set.manifest().sizeBytes() * more + 1);
        assertThat((double) estimate.durationMillis()).as("at 1 KiB a second").isBetween(set.manifest().rawBytes() * more / 1.024 - 1, set.manifest().rawBytes() * more / 1.024 + 1);
    }
}
