package dev.lifeboat.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Json;
import dev.lifeboat.engine.backup.Ground;
import dev.lifeboat.engine.backup.Probe;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.restore.RestorePlan.Mode;
import dev.lifeboat.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever goes wrong before the swap, the present database is as it was and nothing else is left. */
class RestoreTroubleTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @TempDir
    Path folder;
    private Ground ground;
    private String database;
    private BackupSet set;

    @BeforeEach
    void backUpThenLoseRows() throws SQLException {
        ground = new Ground(SERVER.address(), SERVER.passwords(folder), SERVER.tools().folder(), folder);
        database = SERVER.createDatabase("trouble");
        SERVER.execute(database, "create table rows (id int primary key, filler text)", "insert into rows select i, md5(i::text) || md5((i * 7)::text) from generate_series(1, 60000) i");
        set = ground.backUp(database);
        SERVER.execute(database, "delete from rows where id > 10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Checking", "Restoring", "Analysing", "Proving"})
    void cancelInEachPhase(String phase) throws SQLException {
        Cancellation cancellation = new Cancellation();
        double fraction = phase.equals("Restoring") || phase.equals("Proving") ? 0.4 : 0;
        Probe probe = new Probe(phase, fraction, cancellation::cancel);
        Failure.Cancelled failure = catchThrowableOfType(Failure.Cancelled.class, () -> ground.restore().run(ground.plan(set, Mode.IN_PLACE), probe, cancellation));
        assertThat(failure).hasMessage("The restore was cancelled. The present databases were not touched; the copies were dropped.");
        assertThat(probe.acted()).isTrue();
        assertUntouched();
        assertThat(ground.audited()).endsWith("started", "cancelled");
    }

    @Test
    void trap09_pgRestoreKilledInTheMiddle() throws SQLException {
        Probe probe = new Probe("Restoring", 0.5, () -> ProcessHandle.current().children().filter(RestoreTroubleTest::isTool).forEach(ProcessHandle::destroyForcibly));
        Failure.ToolFailed failure = catchThrowableOfType(Failure.ToolFailed.class, () -> ground.restore().run(ground.plan(set, Mode.IN_PLACE), probe, new Cancellation()));
        assertThat(failure).hasMessageContaining("pg_restore was killed (signal 9)");
        assertUntouched();
    }

    @Test
    void aFlippedByteStopsTheRestoreBeforeTheSwap() throws Exception {
        Path member = member();
        byte[] bytes = Files.readAllBytes(member);
        bytes[bytes.length / 2] ^= 0x10;
        Files.write(member, bytes);
        assertThat(catchThrowableOfType(Failure.SetDamaged.class, () -> bringBack(set))).isNotNull();
        assertUntouched();
    }

    @Test
    void aMemberThatReadsWellButIsNotTheOneThatWasWrittenStopsTheRestore() throws Exception {
        // An empty zstd frame at the end changes the file's bytes and not what it holds: only the hash can tell.
        Path member = member();
        byte[] frame = com.github.luben.zstd.Zstd.compress(new byte[0]);
        byte[] bytes = Files.readAllBytes(member);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + frame.length);
        System.arraycopy(frame, 0, longer, bytes.length, frame.length);
        Files.write(member, longer);
        edit(manifest -> manifest.replace("\"sizeBytes\" : " + bytes.length + ",", "\"sizeBytes\" : " + longer.length + ","));
        Failure.SetDamaged failure = catchThrowableOfType(Failure.SetDamaged.class, () -> bringBack(Repository.read(set.folder())));
        assertThat(failure).hasMessageContaining("SHA-256");
        assertUntouched();
    }

    @Test
    void aCutOrMissingMemberFailsThePreflight() throws Exception {
        Path member = member();
        byte[] bytes = Files.readAllBytes(member);
        Files.write(member, Arrays.copyOf(bytes, bytes.length - 1));
        assertThat(failedChecks()).containsExactly("Backup set");
        Files.delete(member);
        assertThat(failedChecks()).containsExactly("Backup set");
        assertThat(catchThrowableOfType(Failure.SetDamaged.class, () -> bringBack(set))).hasMessageContaining("nothing was changed").hasMessageContaining("missing");
        assertUntouched();
    }

    @Test
    void aSetFromANewerServerIsRefused() throws Exception {
        edit(manifest -> manifest.replaceAll("\"versionNumber\" : \\d+", "\"versionNumber\" : 990001"));
        Failure.PreflightFailed failure = catchThrowableOfType(Failure.PreflightFailed.class, () -> bringBack(Repository.read(set.folder())));
        assertThat(failure).hasMessageContaining("comes from PostgreSQL 99");
        assertUntouched();
    }

    @Test
    void aSetWrittenByANewerPgDumpNeedsANewerPgRestore() throws Exception {
        edit(manifest -> manifest.replaceAll("\"toolVersion\" : \"[^\"]*\"", "\"toolVersion\" : \"99.1\""));
        assertThat(failedChecks()).containsExactly("Tools");
        assertUntouched();
    }

    @Test
    void trap44_aManifestThatRecordsOtherContentFailsTheProofAndTheCopyIsKept() throws Exception {
        edit(manifest -> manifest.replace("\"rows\" : 60000", "\"rows\" : 60001"));
        BackupSet edited = Repository.read(set.folder());
        RestorePlan plan = ground.plan(edited, Mode.IN_PLACE);
        String aside = plan.targets().getFirst().asideName();
        SERVER.dropAfterwards(aside);
        Failure.VerificationFailed failure = catchThrowableOfType(Failure.VerificationFailed.class, () -> ground.restore().run(plan, Progress.NONE, new Cancellation()));
        assertThat(failure).hasMessageContaining("not touched").hasMessageContaining(aside);
        assertThat(failure.hints()).containsExactly(database + ": The set's dump has 60,000 rows in table public.rows, not 60,001.");
        assertThat(count(aside)).isEqualTo(60_000);
        assertThat(count(database)).isEqualTo(10);
    }

    @Test
    void preflightListsEverythingWorstFirstAndChangesNothing() throws Exception {
        try (Connection _ = SERVER.connect(database)) {
            List<Check> checks = ground.restore().preflight(ground.plan(set, Mode.IN_PLACE));
            assertThat(checks.getFirst().name()).isEqualTo("Connections to " + database);
            assertThat(checks.getFirst().level()).isEqualTo(Check.Level.WARN);
            assertThat(checks).extracting(Check::name).contains("Backup set", "Server", "Server version", "Tools", "Rights", "Roles", "Free disk space", "Names",
                    "Extensions of " + database, "Locale of " + database);
            assertThat(checks).noneMatch(check -> check.level() == Check.Level.FAIL);
        }
        assertUntouched();
    }

    private void bringBack(BackupSet from) {
        ground.restore().run(ground.plan(from, Mode.IN_PLACE), Progress.NONE, new Cancellation());
    }

    private List<String> failedChecks() {
        return ground.restore().preflight(ground.plan(set, Mode.IN_PLACE)).stream().filter(check -> check.level() == Check.Level.FAIL).map(Check::name).toList();
    }

    private Path member() {
        return set.folder().resolve(set.manifest().databases().getFirst().member());
    }

    private void edit(java.util.function.UnaryOperator<String> change) throws IOException {
        Path file = set.folder().resolve("manifest.json");
        String before = Files.readString(file);
        String after = change.apply(before);
        assertThat(after).isNotEqualTo(before);
        Files.writeString(file, after);
        Json.read(Files.readAllBytes(file), Manifest.class, file);
    }

    /** The original as it was, no copy, no child process. */
    private void assertUntouched() throws SQLException {
        assertThat(count(database)).isEqualTo(10);
        try (Connection connection = SERVER.connect("postgres"); Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from pg_database where datname like '" + database + "\\_%'")) {
            rows.next();
            assertThat(rows.getInt(1)).isZero();
        }
        assertThat(ProcessHandle.current().children().filter(RestoreTroubleTest::isTool)).isEmpty();
    }

    private static boolean isTool(ProcessHandle child) {
        return child.info().command().map(command -> command.contains("pg_")).orElse(false);
    }

    private static long count(String name) throws SQLException {
        try (Connection connection = SERVER.connect(name); Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery("select count(*) from rows")) {
            row.next();
            return row.getLong(1);
        }
    }
}
