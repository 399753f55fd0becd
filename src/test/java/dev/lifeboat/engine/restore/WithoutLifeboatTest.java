package dev.lifeboat.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lifeboat.app.demo.EmbeddedServer;
import dev.lifeboat.engine.backup.Ground;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.postgres.DatabaseDump;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.postgres.Sql;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.postgres.dump.DumpContents;
import dev.lifeboat.engine.postgres.dump.DumpReader;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.secret.Encryption;
import dev.lifeboat.engine.secret.Identity;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.testing.TestServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands in a set's RESTORE.md, run by a shell on a new server, with nothing of ours in the way. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(300)
class WithoutLifeboatTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @TempDir
    Path folder;
    private Tools.Installation tools;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theCommandsOfTheInstructionsBringEverythingBackOnANewServer(boolean encrypted) throws Exception {
        tools = SERVER.tools();
        for (String program : encrypted ? List.of("bash", "age", "zstd", "sha256sum") : List.of("bash", "zstd", "sha256sum")) {
            assumeTrue(isOnPath(program), program + " is not installed");
        }
        String plain = SERVER.createDatabase("plain");
        // 63 bytes: "_restored" does not fit behind it.
        String odd = SERVER.createDatabase("Käse \"und\" =Brot's " + "x".repeat(38));
        assertThat(odd.getBytes(java.nio.charset.StandardCharsets.UTF_8).length).isBetween(58, 63);
        fill(plain, odd);
        Identity key = Identity.generate();
        Files.writeString(folder.resolve("my key.txt"), key.secretKey().reveal() + "\n");
        Encryption encryption = encrypted ? Encryption.to(List.of(Identity.generate().recipient(), key.recipient())) : Encryption.NONE;
        BackupSet set;
        try {
            set = new Ground(SERVER.address(), SERVER.passwords(folder), tools.folder(), folder).backUp(encryption, plain, odd);
        } finally {
            SERVER.execute(plain, "drop owned by crew, crew_member", "drop role crew_member, crew");
        }
        try (EmbeddedServer fresh = EmbeddedServer.start(SERVER.embedded().binaries())) {
            run(commands(set, encrypted), set, fresh);
            Passwords passwords = new Passwords(folder.resolve("fresh"), Map.of());
            passwords.store(fresh.address().host(), fresh.address().port(), fresh.address().user(), fresh.password());
            Server server = new Server(fresh.address(), passwords);
            for (Manifest.DatabaseRecord record : set.manifest().databases()) {
                assertEqual(record, record.facts().name(), server);
                assertEqual(record, Sql.fittingName(record.facts().name(), "_restored"), server);
            }
            assertThat(asCrewMember(fresh, plain)).isEqualTo("3MB, member of crew, may read 7");
        }
    }

    private static void fill(String plain, String odd) throws SQLException {
        SERVER.execute(plain, "create role crew", "create role crew_member login password 'it''s \"secret\"'", "grant crew to crew_member",
                "alter role crew_member set work_mem = '3MB'", "create table t (id serial primary key, v text)",
                "insert into t (v) select 'value ' || i from generate_series(1, 7) i", "grant select on t to crew");
        SERVER.execute(odd, "create table \"Tä ble\" (v numeric)", "insert into \"Tä ble\" select i / 3.0 from generate_series(1, 100) i");
    }

    /** The indented lines, as a person would copy them; the address is put in where the text says so. */
    private static List<String> commands(BackupSet set, boolean encrypted) throws IOException {
        List<String> lines = Files.readAllLines(set.folder().resolve("RESTORE.md"));
        List<String> commands = lines.stream().filter(line -> line.startsWith(" ".repeat(7))).map(String::strip).toList();
        // sums, address, key, globals; per database: restore, analyse, create beside, restore beside
        assertThat(commands).hasSize((encrypted ? 4 : 3) + 2 * 4);
        return commands;
    }

    private void run(List<String> commands, BackupSet set, EmbeddedServer fresh) throws Exception {
        String address = "export PGHOST=localhost PGPORT=5432 PGUSER=postgres";
        assertThat(commands).contains(address);
        List<String> lines = new ArrayList<>(List.of("set -e"));
        commands.forEach(command -> lines.add(command.equals(address) ? "export PGHOST=127.0.0.1 PGPORT=" + fresh.address().port() + " PGUSER=postgres"
                : command.equals("export KEY=key.txt") ? "export KEY='" + folder.resolve("my key.txt") + "'" : command));
        Path script = Files.write(folder.resolve("commands.sh"), lines);
        ProcessBuilder builder = new ProcessBuilder("bash", script.toString()).directory(set.folder().toFile()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("commands.log").toFile());
        builder.environment().put("PATH", tools.folder() + ":" + System.getenv("PATH"));
        builder.environment().put("PGPASSWORD", fresh.password().reveal());
        Process process = builder.start();
        assertThat(process.waitFor(240, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(folder.resolve("commands.log"))).isZero();
    }

    private void assertEqual(Manifest.DatabaseRecord record, String name, Server server) {
        DumpContents found = new DatabaseDump(tools, server).database(name, OutputStream.nullOutputStream(), new DumpReader.Listener() {
            @Override public void table(String schema, String table) {}
            @Override public void bytes(long amount) {}
        }, new Cancellation());
        assertThat(found.tables()).as(name).isEqualTo(record.tables());
        assertThat(found.sequences()).as(name).isEqualTo(record.sequences());
        assertThat(found.objects().get("TABLE")).as(name).isEqualTo(record.objects().get("TABLE"));
    }

    /** Logs in with the role's own password. */
    private static String asCrewMember(EmbeddedServer fresh, String database) throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + fresh.address().port() + "/" + database;
        try (Connection connection = DriverManager.getConnection(url, "crew_member", "it's \"secret\""); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select current_setting('work_mem') || case when pg_has_role('crew', 'member') then ', member of crew' else '' end || ', may read ' || count(*) from t")) {
            row.next();
            return row.getString(1);
        }
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(entry -> Files.isExecutable(Path.of(entry, program)));
    }
}
