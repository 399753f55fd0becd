package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.Json;
import dev.lifeboat.engine.ProcessIdentity;
import dev.lifeboat.engine.postgres.NoTools;
import dev.lifeboat.engine.postgres.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole demo, as a stranger runs it. */
class DemoRunTest {

    @TempDir Path home;

    private static void needsInstalledTools() {
        Assumptions.assumeTrue(new Tools().search(Optional.empty()).found().stream().anyMatch(Tools.Installation::hasServer),
                "no PostgreSQL with its client tools is installed (Debian: apt-get install postgresql)");
    }

    private static JsonNode step(JsonNode report, String name) {
        return report.get("steps").valueStream().filter(step -> step.get("step").asString().equals(name)).findFirst().orElseThrow();
    }

    /** Folders of embedded servers of this process; others on this machine may run theirs. */
    private static List<Path> serverFolders() throws IOException {
        ProcessIdentity self = ProcessIdentity.current();
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(folder -> folder.getFileName().toString().startsWith("lifeboat-server-")).filter(folder -> {
                try {
                    Path owner = folder.resolve("owner.json");
                    return Json.read(Files.readAllBytes(owner), ProcessIdentity.class, owner).equals(self);
                } catch (IOException _) {
                    return false; // gone in the meantime, or someone else's
                }
            }).toList();
        }
    }

    @Test
    void itBacksUpDestroysRestoresAndProves() throws IOException {
        needsInstalledTools();
        List<Path> before = serverFolders();
        CliCall.Result result = CliCall.in(home).run("demo", "--json");
        assertThat(result.code()).as(result.out()).isZero();
        assertThat(result.err()).isEmpty();
        JsonNode report = JsonMapper.shared().readTree(result.out());
        assertThat(report.get("steps").valueStream().map(step -> step.get("step").asString()))
                .containsExactly("started", "backed-up", "verified", "destroyed", "restored", "proven", "challenged");
        rowsAreThoseOfTheSample(report);
        whatWasDestroyedIsNamed(report);
        everyTableIsProven(report);
        JsonNode noticed = step(report, "challenged").get("noticed");
        assertThat(noticed.size()).isEqualTo(1);
        assertThat(noticed.get(0).get("table").asString()).isEqualTo("function_invocations");
        assertThat(noticed.get(0).get("hashThen").asString()).isNotEqualTo(noticed.get(0).get("hashNow").asString());
        assertThat(home.resolve("config")).as("the person's own configuration").doesNotExist();
        assertThat(serverFolders()).as("nothing is left").isSubsetOf(before);
    }

    private static void rowsAreThoseOfTheSample(JsonNode report) {
        Map<String, Long> rows = new HashMap<>();
        step(report, "started").get("tables").forEach(table -> rows.put(table.get("database").asString() + "." + table.get("table").asString(), table.get("rows").asLong()));
        assertThat(rows).containsEntry("dart_cloud.users", 200L).containsEntry("dart_cloud.organizations", 25L).containsEntry("dart_cloud.functions", 600L)
                .containsEntry("dart_cloud.function_deployments", 3_000L).containsEntry("dart_cloud.function_deploy_logs", 20_000L)
                .containsEntry("dart_cloud.function_invocations", 50_000L).containsKey("functions_db.function_data").hasSize(12);
    }

    private static void whatWasDestroyedIsNamed(JsonNode report) {
        JsonNode losses = step(report, "destroyed").get("losses");
        assertThat(losses.valueStream().map(loss -> loss.get("what").asString() + " " + loss.get("done").asString() + " " + loss.get("found").asString()))
                .containsExactly("table dart_cloud.function_invocations dropped gone", "table dart_cloud.function_deploy_logs emptied 0 rows", "database functions_db deleted gone");
        assertThat(losses.get(0).get("rows").asLong()).isEqualTo(50_000);
        assertThat(losses.get(1).get("rows").asLong()).isEqualTo(20_000);
    }

    private static void everyTableIsProven(JsonNode report) {
        assertThat(step(report, "restored").get("report").get("proven").asBoolean()).isTrue();
        JsonNode tables = step(report, "proven").get("tables");
        assertThat(tables.size()).isEqualTo(12);
        tables.forEach(table -> {
            assertThat(table.get("rowsNow").asLong()).isEqualTo(table.get("rowsThen").asLong());
            assertThat(table.get("hashNow").asString()).hasSize(32).isEqualTo(table.get("hashThen").asString());
        });
        assertThat(tables.valueStream().filter(table -> table.get("table").asString().equals("function_invocations")).findFirst().orElseThrow().get("rowsNow").asLong()).isEqualTo(50_000);
    }

    @Test
    void withoutPgDumpItSaysWhatIsMissingWhereItLookedAndWhatToInstall() throws IOException {
        List<Path> before = serverFolders();
        CliCall.Result result = CliCall.in(home).withTools(NoTools.tools()).run("window", "--demo");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).startsWith("There is no display here. So the demo runs here, in the terminal").contains("12 tables");
        assertThat(result.err()).contains("The demo stopped at the step \"Back up\": No pg_dump of version ", "/no-such-folder/bin", "nstall");
        assertThat(serverFolders()).as("nothing is left").isSubsetOf(before);
    }
}
