package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.testing.Mounts;
import dev.lifeboat.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Damaged sets and read-only disks as a script sees them: the exit code, and nothing lost. */
@Timeout(120)
class TroubleCommandsTest {

    @RegisterExtension static final TestServer SERVER = new TestServer();

    @TempDir Path home;

    private String database;
    private BackupSet set;

    @BeforeEach
    void aSetOfTwoRowsOfWhichOneIsLost() throws SQLException {
        SERVER.tools();
        database = SERVER.createDatabase("trouble");
        SERVER.execute(database, "create table rows (id int primary key, filler text)", "insert into rows select i, repeat(md5(i::text), 40) from generate_series(1, 2) i");
        assertThat(CliCall.in(home).withInput(SERVER.embedded().password().reveal()).run("stack", "add", "shop", "--host", SERVER.address().host(), "--port",
                String.valueOf(SERVER.address().port()), "--tls", "disable", "--password-stdin", "--database", database).code()).isZero();
        assertThat(run("backup", "database").code()).isZero();
        set = repository().find("latest");
        SERVER.execute(database, "delete from rows where id = 2");
    }

    @Test
    void aMissingMemberIsFoundBeforeAnythingIsChanged() throws Exception {
        Files.delete(member());
        CliCall.Result restore = restore();
        assertThat(restore.code()).isEqualTo(ExitCode.VERIFICATION_FAILED);
        assertThat(run("restore", "database", "latest", "--plan").code()).isEqualTo(ExitCode.PREFLIGHT_FAILED);
        assertThat(restore.err()).contains("nothing was changed", "databases/" + database + ".dump.zst", "missing");
        assertThat(run("sets", "verify").code()).isEqualTo(ExitCode.VERIFICATION_FAILED);
        assertUntouched();
    }

    @Test
    void aFlippedByteStopsTheRestoreBeforeTheSwap() throws Exception {
        byte[] bytes = Files.readAllBytes(member());
        bytes[bytes.length - 3] ^= 1;
        Files.write(member(), bytes);
        CliCall.Result restore = restore();
        assertThat(restore.code()).as(restore.err()).isEqualTo(ExitCode.VERIFICATION_FAILED);
        assertUntouched();
    }

    @Test
    void aSetFromANewerServerIsNotRestored() throws Exception {
        Path manifest = set.folder().resolve("manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replaceAll("\"versionNumber\" : \\d+", "\"versionNumber\" : 990001"));
        CliCall.Result restore = restore();
        assertThat(restore.code()).isEqualTo(ExitCode.PREFLIGHT_FAILED);
        assertThat(restore.err()).contains("comes from PostgreSQL 99");
        assertUntouched();
    }

    @Test
    void aSetWithoutAReadableManifestIsNamedAndNotRestored() throws Exception {
        Files.writeString(set.folder().resolve("manifest.json"), "{ half of");
        assertThat(run("sets", "list").out() + run("sets", "list").err()).contains(set.id());
        assertThat(restore().code()).isEqualTo(ExitCode.FAILED);
        assertUntouched();
    }

    @Test
    void aRepositoryOnAReadOnlyDiskTakesNoBackupAndGivesItsSets() throws Exception {
        Path view = Files.createDirectory(home.resolve("view"));
        Assumptions.assumeTrue(Mounts.readOnlyView(repository().folder(), view), "a read-only view can be mounted by root on Linux only");
        try {
            CliCall.Result backup = run("backup", "database", "--repository", view.toString());
            assertThat(backup.code()).as(backup.err()).isEqualTo(ExitCode.NO_REPOSITORY);
            assertThat(repository().list().sets()).extracting(BackupSet::id).containsExactly(set.id());
            assertThat(run("sets", "list", "--repository", view.toString()).out()).contains(set.id());
        } finally {
            Mounts.unmount(view);
        }
    }

    private Repository repository() {
        return CliCall.in(home).app().repository();
    }

    private Path member() {
        return set.folder().resolve(set.manifest().databases().getFirst().member());
    }

    private CliCall.Result restore() {
        return run("restore", "database", "latest", "--in-place", "--yes");
    }

    private CliCall.Result run(String... arguments) {
        return CliCall.in(home).run(arguments);
    }

    /** As it was after the loss, and no copy beside it. */
    private void assertUntouched() throws SQLException, IOException {
        try (var connection = SERVER.connect(database); var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select (select count(*) from rows), (select count(*) from pg_database where datname like '" + database + "\\_%')")) {
            row.next();
            assertThat(row.getInt(1)).isEqualTo(1);
            assertThat(row.getInt(2)).isZero();
        }
    }
}
