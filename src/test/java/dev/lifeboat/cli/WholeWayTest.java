package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The main job from the first command to the last, with a database that others made: chinook, loaded by psql. */
@Timeout(300)
class WholeWayTest {

    private static final String CHINOOK = "chinook_serial";

    @RegisterExtension static final TestServer SERVER = new TestServer();

    @TempDir Path home;

    @Test
    void chinookIsBackedUpDestroyedRestoredCopiedAndRestoredFromTheCopy() throws Exception {
        loadChinook(SERVER.tools());
        succeed(CliCall.in(home).withInput(SERVER.embedded().password().reveal()).run("stack", "add", "music", "--host", SERVER.address().host(),
                "--port", String.valueOf(SERVER.address().port()), "--tls", "disable", "--password-stdin", "--database", CHINOOK));
        succeed(run("backup", "database"));
        BackupSet set = CliCall.in(home).app().repository().find("latest");
        assertThat(succeed(run("sets", "verify", "latest", "--deep")).out()).contains("every row and every hash");

        SERVER.execute(CHINOOK, "drop table playlist_track");
        restored("--repository", CliCall.in(home).app().repository().folder().toString());

        Path usb = home.resolve("usb");
        assertThat(run("destination", "add", "usb", usb.toString()).code()).as("one disk for both is worth a warning").isIn(ExitCode.DONE, ExitCode.DONE_WITH_WARNINGS);
        assertThat(succeed(run("replicate")).out()).startsWith("usb: 1 set copied");
        SERVER.execute("postgres", "drop database " + CHINOOK + " with (force)");
        restored("--repository", usb.toString());

        succeed(run("backup", "database"));
        BackupSet again = CliCall.in(home).app().repository().find("latest");
        assertThat(again.id()).isNotEqualTo(set.id());
        assertThat(again.manifest().databases().getFirst().tables()).as("rows and hash of every table, as they were at first")
                .hasSize(11).isEqualTo(set.manifest().databases().getFirst().tables());
        assertThat(again.manifest().databases().getFirst().sequences()).isEqualTo(set.manifest().databases().getFirst().sequences());
    }

    private void restored(String... from) throws SQLException {
        List<String> arguments = new java.util.ArrayList<>(List.of("restore", "database", "latest", "--in-place", "--yes", "--json"));
        arguments.addAll(List.of(from));
        JsonNode report = JsonMapper.shared().readTree(succeed(run(arguments.toArray(String[]::new))).out());
        assertThat(report.get("proven").asBoolean()).isTrue();
        JsonNode kept = report.get("targets").get(0).get("keptName");
        if (kept != null && !kept.isNull()) {
            SERVER.dropAfterwards(kept.asString());
        }
        try (var connection = SERVER.connect(CHINOOK); var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*), sum(track_id) from playlist_track")) {
            row.next();
            assertThat(row.getLong(1)).as("counted in chinook.sql").isEqualTo(8_715);
        }
    }

    private CliCall.Result run(String... arguments) {
        return CliCall.in(home).run(arguments);
    }

    private static CliCall.Result succeed(CliCall.Result result) {
        assertThat(result.code()).as(result.out() + result.err()).isEqualTo(ExitCode.DONE);
        return result;
    }

    /** The script drops and makes its database itself. */
    private void loadChinook(Tools.Installation tools) throws IOException, InterruptedException {
        SERVER.dropAfterwards(CHINOOK);
        Path script = home.resolve("chinook.sql");
        try (var sql = Objects.requireNonNull(TestServer.class.getResourceAsStream("chinook.sql"))) {
            Files.copy(sql, script);
        }
        ProcessBuilder psql = new ProcessBuilder(tools.tool("psql").toString(), "-q", "-v", "ON_ERROR_STOP=1", "-h", SERVER.address().host(),
                "-p", String.valueOf(SERVER.address().port()), "-U", SERVER.address().user(), "-d", "postgres", "-f", script.toString())
                .redirectErrorStream(true).redirectOutput(home.resolve("psql.log").toFile());
        psql.environment().put("PGPASSWORD", SERVER.embedded().password().reveal());
        assertThat(psql.start().waitFor()).as(Files.readString(home.resolve("psql.log"))).isZero();
    }
}
