package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.job.JobState;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Backup, sets, restore, replication and doctor as commands, against a real server and its tools. */
class BackupCommandsTest {

    @RegisterExtension static final TestServer SERVER = new TestServer();

    @TempDir Path home;

    private String database;

    @BeforeEach
    void aStackWithThreeOrders() throws SQLException {
        SERVER.tools();
        database = SERVER.createDatabase("shop");
        SERVER.execute(database, "create table orders (id int primary key, what text not null)", "insert into orders values (1, 'oar'), (2, 'rope'), (3, 'flare')",
                "create table empty_one (id int primary key)");
        addStack("shop", "development");
    }

    private void addStack(String name, String environment) {
        CliCall.Result added = CliCall.in(home).withInput(SERVER.embedded().password().reveal()).run("stack", "add", name, "--host", SERVER.address().host(),
                "--port", String.valueOf(SERVER.address().port()), "--tls", "disable", "--password-stdin", "--database", database, "--environment", environment, "--replace");
        assertThat(added.err()).isEmpty();
        assertThat(added.code()).isZero();
    }

    private CliCall.Result run(String... arguments) {
        return CliCall.in(home).run(arguments);
    }

    private static JsonNode json(CliCall.Result result) {
        assertThat(result.out().lines().count()).as(result.out()).isEqualTo(1);
        return JsonMapper.shared().readTree(result.out());
    }

    private BackupSet backup() {
        CliCall.Result result = run("backup", "database");
        assertThat(result.code()).as(result.err()).isZero();
        return CliCall.in(home).app().repository().find("latest");
    }

    private List<String> orders(String name) throws SQLException {
        List<String> found = new ArrayList<>();
        try (var connection = SERVER.connect(name); var statement = connection.createStatement(); ResultSet rows = statement.executeQuery("select what from orders order by id")) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    @Test
    void aBackupTellsWhatItTookAndIsInTheHistory() {
        CliCall.Result result = run("backup", "database", "--label", "it's new", "--level", "9");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).startsWith("Backup set ").contains("1 database, 2 tables, 3 rows");
        assertThat(result.err()).contains(database); // phases, one a line
        assertThat(result.err()).doesNotContain("\r");
        var job = CliCall.in(home).app().jobs().jobs().getFirst();
        assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.target()).isEqualTo("shop");
        assertThat(job.command()).isEqualTo("lifeboat backup database --stack shop --label 'it'\\''s new' --level 9");
    }

    @Test
    void withJsonThereIsOneDocumentAndNothingElse() {
        CliCall.Result result = run("backup", "database", "--json");
        JsonNode json = json(result);
        assertThat(result.err()).isEmpty();
        assertThat(json.get("stack").asString()).isEqualTo("shop");
        assertThat(json.get("databases").get(0).asString()).isEqualTo(database);
        assertThat(json(run("sets", "list", "--json")).get("sets").get(0).get("id").asString()).isEqualTo(json.get("id").asString());
        JsonNode orders = json(run("sets", "show", "--json")).get("manifest").get("databases").get(0).get("tables");
        assertThat(orders.findValuesAsString("name")).containsExactlyInAnyOrder("orders", "empty_one");
    }

    @Test
    void aPlanWritesNothing() {
        CliCall.Result result = run("backup", "database", "--plan");
        assertThat(result.code()).isZero();
        assertThat(result.out()).startsWith("This would back up the stack shop (development").contains("1. Dump the database " + database);
        assertThat(run("sets", "list").out()).startsWith("There is no backup set yet.");
        assertThat(CliCall.in(home).app().jobs().jobs()).isEmpty();
    }

    @Test
    void aScheduleKeepsTheOptionsOfItsBackupsAndRunsWithThem() {
        assertThat(run("schedule", "add", "nightly", "backup-database", "--cron", "0 2 * * *", "--zone", "UTC", "--label", "by clock", "--compression", "gzip", "--limit-rate", "5M", "--time-out", "90m").code()).isZero();
        assertThat(run("schedule", "add", "reading", "verify", "--cron", "0 5 * * *", "--zone", "UTC").code()).isZero();
        CliCall.Result list = run("schedule", "list");
        assertThat(list.out()).contains("nightly: --label 'by clock' --compression gzip --limit-rate 5M --time-out 90m", "reading: every byte is read again within 30 days");
        JsonNode json = json(run("schedule", "list", "--json")).get("schedules");
        assertThat(json.get(0).get("options").get(5).asString()).isEqualTo("5M");
        assertThat(json.get(1).get("everyByteWithinHours").asInt()).isEqualTo(720);
        assertThat(run("schedule", "run", "nightly").code()).isZero();
        BackupSet set = CliCall.in(home).app().repository().find("latest");
        assertThat(set.manifest().label()).contains("by clock");
        assertThat(set.manifest().members()).allMatch(member -> member.compression().equals("gzip"));
        assertThat(run("schedule", "add", "wrong", "backup-base", "--cron", "0 2 * * *", "--parallel", "2").err()).contains("has none to dump");
        assertThat(run("schedule", "add", "wrong", "prune", "--cron", "0 2 * * *", "--label", "x").err()).contains("mean nothing");
        assertThat(run("backup", "base", "--parallel", "2", "--plan").err()).contains("has none to dump");
    }

    @Test
    void trap44_theSelfTestRejectsEveryDamagedCopy() {
        assertThat(run("sets", "self-test").err()).contains("There is no good set yet");
        BackupSet set = backup();
        CliCall.Result result = run("sets", "self-test");
        assertThat(result.code()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("a lost row", "a missing file", "a flipped bit", "rejected", "all rejected; the undamaged copy passes.").doesNotContain("WRONG");
        assertThat(json(run("sets", "self-test", set.id(), "--json")).get("ok").asBoolean()).isTrue();
        assertThat(run("sets", "list").out()).contains("complete, verified just now");
    }

    @Test
    void anUnknownDatabaseIsRefused() {
        CliCall.Result result = run("backup", "database", "--database", "nowhere");
        assertThat(result.code()).isIn(1, 2);
        assertThat(result.err()).contains("nowhere");
        assertThat(run("sets", "list").out()).startsWith("There is no backup set yet.");
    }

    @Test
    void setsAreListedShownAndVerified() {
        BackupSet set = backup();
        assertThat(run("sets", "list").out()).contains(set.id(), "complete, verified just now", database);
        assertThat(run("sets", "list", "--stack", "other").out()).startsWith("There is no backup set yet of the stack other.");
        assertThat(run("sets", "show", set.id().substring(0, 16)).out()).startsWith(set.id()).contains("public.orders", "databases/");
        CliCall.Result quick = run("sets", "verify");
        assertThat(quick.out()).startsWith(set.id() + " is good: every file is as the manifest says.");
        assertThat(run("sets", "verify", "latest", "--deep").out()).contains("every row and every hash");
        assertThat(run("sets", "list").out()).contains("complete, verified in depth");
        assertThat(run("sets", "show", "no-such-set").code()).isEqualTo(1);
    }

    @Test
    void aFlippedByteIsFoundAndEndsWith14() throws IOException {
        BackupSet set = backup();
        Path dump = set.folder().resolve(set.manifest().databases().getFirst().member());
        byte[] bytes = Files.readAllBytes(dump);
        bytes[bytes.length / 2] ^= 1;
        Files.write(dump, bytes);
        CliCall.Result result = run("sets", "verify");
        assertThat(result.code()).isEqualTo(14);
        assertThat(result.out()).contains("is DAMAGED", "FAIL  ", "Take a new backup now");
        assertThat(run("sets", "list").out()).contains("DAMAGED");
        CliCall.Result json = run("sets", "verify", "--json");
        assertThat(json.code()).isEqualTo(14);
        assertThat(json(json).get("ok").asBoolean()).isFalse();
    }

    @Test
    void trap55_rotationReadsWhatIsDueAndFindsWhatIsDamaged() throws IOException {
        BackupSet set = backup();
        assertThat(run("sets", "verify", "--rotate", "--within", "30d").out()).isEqualTo("Read 0 sets, all good; 1 not due.\n");
        Path note = set.folder().getParent().resolve("verified").resolve(set.id() + ".json");
        Files.delete(note);
        assertThat(run("sets", "verify", "--rotate", "--plan").out()).contains(set.id(), "never since it was written");
        assertThat(run("sets", "verify", "--rotate", "--deep").out()).contains("OK    " + set.id(), "Read 1 set, all good; 0 not due.");
        assertThat(note).content().contains("DEEP");
        Files.delete(note);
        Files.write(set.folder().resolve(set.manifest().databases().getFirst().member()), new byte[1]);
        CliCall.Result damaged = run("sets", "verify", "--rotate", "--json");
        assertThat(damaged.code()).isEqualTo(14);
        assertThat(json(damaged).get("verified").get(0).get("ok").asBoolean()).isFalse();
        assertThat(run("sets", "verify", "--rotate", "--within", "soon").code()).isEqualTo(2);
        assertThat(run("sets", "verify", "--rotate", "--within", "1h").err()).contains("within 60 min by runs that are 1 d apart");
    }

    @Test
    void aRepositoryThatIsMissingOrNotOursEndsWith10() throws IOException {
        Path missing = home.resolve("missing");
        assertThat(run("backup", "database", "--repository", missing.toString()).code()).isEqualTo(10);
        assertThat(missing).doesNotExist();
        Path foreign = Files.createDirectory(home.resolve("foreign"));
        Files.writeString(foreign.resolve("diary.txt"), "mine");
        assertThat(run("backup", "database", "--repository", foreign.toString(), "--init").code()).isEqualTo(10);
        assertThat(run("sets", "list", "--repository", foreign.toString()).code()).isEqualTo(10);
        assertThat(foreign.toFile().list()).containsExactly("diary.txt");
        assertThat(run("backup", "database", "--repository", missing.toString(), "--init").code()).isZero();
        assertThat(run("sets", "list", "--repository", missing.toString()).out()).contains("-shop-database");
    }

    @Test
    void aLockedRepositoryEndsWith11() {
        Repository repository = CliCall.in(home).app().repository();
        try (var _ = repository.lock("a test")) {
            CliCall.Result result = run("backup", "database");
            assertThat(result.code()).isEqualTo(11);
            assertThat(CliCall.in(home).app().jobs().jobs().getFirst().state()).isEqualTo(JobState.FAILED);
        }
        assertThat(run("backup", "database").code()).isZero();
    }

    @Test
    void aRestoreAsideLeavesTheOriginalAlone() throws SQLException {
        backup();
        SERVER.execute(database, "delete from orders where id = 2");
        CliCall.Result plan = run("restore", "database", "latest", "--plan", "--json");
        assertThat(plan.code()).isZero();
        String aside = json(plan).get("targets").get(0).get("asideName").asString();
        CliCall.Result result = run("restore", "database", "latest", "--json");
        assertThat(result.code()).as(result.out()).isZero();
        JsonNode report = json(result);
        String restored = report.get("targets").get(0).get("asideName").asString();
        SERVER.dropAfterwards(restored);
        assertThat(report.get("proven").asBoolean()).isTrue();
        assertThat(aside).startsWith(database);
        assertThat(orders(restored)).containsExactly("oar", "rope", "flare");
        assertThat(orders(database)).containsExactly("oar", "flare");
    }

    @Test
    void aRestoreInPlaceSwapsAndKeepsTheOldOne() throws SQLException {
        backup();
        SERVER.execute(database, "drop table orders");
        CliCall.Result plan = run("restore", "database", "latest", "--in-place", "--plan");
        assertThat(plan.code()).isZero();
        assertThat(plan.out()).contains("Nothing has been changed.", "rename it to " + database + "_before_");
        CliCall.Result result = run("restore", "database", "latest", "--in-place");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).startsWith("Restored from ").contains("proven to be equal", "2 tables, 3 rows", "Together");
        String kept = Stream.of(result.out().split("\\s+")).filter(word -> word.startsWith(database + "_before_")).findFirst().orElseThrow();
        SERVER.dropAfterwards(kept);
        assertThat(orders(database)).containsExactly("oar", "rope", "flare");
    }

    @Test
    void inPlaceOnProductionAsksForTheName() throws SQLException {
        addStack("shop", "production");
        backup();
        SERVER.execute(database, "delete from orders");
        CliCall.Result nobody = run("restore", "database", "latest", "--in-place");
        assertThat(nobody.code()).isEqualTo(2);
        assertThat(nobody.err()).contains("no terminal to ask on", "Nothing was changed");
        assertThat(run("restore", "database", "latest", "--in-place", "--json").code()).isEqualTo(2);
        CliCall.Result wrong = CliCall.in(home).answering("shop").run("restore", "database", "latest", "--in-place");
        assertThat(wrong.code()).isEqualTo(130);
        assertThat(orders(database)).isEmpty();
        CliCall.Result right = CliCall.in(home).answering(database).run("restore", "database", "latest", "--in-place");
        assertThat(right.code()).as(right.err()).isZero();
        assertThat(right.questions()).isEqualTo("Type " + database + " to go on, anything else to stop: ");
        assertThat(orders(database)).hasSize(3);
        SERVER.execute(database, "delete from orders");
        assertThat(run("restore", "database", "latest", "--in-place", "--yes").code()).isZero();
        assertThat(orders(database)).hasSize(3);
    }

    @Test
    void aFailedPreflightEndsWith13AndChangesNothing() throws SQLException {
        BackupSet set = backup();
        SERVER.execute("postgres", "drop role if exists deckhand", "create role deckhand login password 'deck'");
        CliCall.in(home).withInput("deck").run("stack", "add", "deck", "--host", SERVER.address().host(), "--port", String.valueOf(SERVER.address().port()),
                "--tls", "disable", "--user", "deckhand", "--password-stdin");
        CliCall.Result plan = run("restore", "database", set.id(), "--stack", "deck", "--plan");
        assertThat(plan.out()).contains("FAIL");
        assertThat(plan.code()).isEqualTo(13);
        CliCall.Result result = run("restore", "database", set.id(), "--stack", "deck", "--json");
        assertThat(result.code()).isEqualTo(13);
        assertThat(json(result).get("error").get("code").asString()).isEqualTo("preflight");
    }

    @Test
    void setsAreCopiedToADestination() throws IOException {
        backup();
        Path folder = Files.createDirectory(home.resolve("usb"));
        assertThat(run("destination", "list").out()).startsWith("There is no destination yet.");
        assertThat(run("replicate").code()).isEqualTo(1);
        CliCall.Result nowhere = run("destination", "add", "usb", home.resolve("no/where").toString());
        assertThat(nowhere.code()).isEqualTo(1);
        assertThat(nowhere.out()).contains("FAIL", "The destination was not added.");
        assertThat(run("destination", "list").out()).startsWith("There is no destination yet.");
        CliCall.Result added = run("destination", "add", "usb", folder.toString());
        assertThat(added.code()).as(added.out()).isIn(0, 3); // the same disk as the repository is worth a warning
        assertThat(run("destination", "add", "usb", folder.toString()).code()).isEqualTo(2);
        assertThat(run("destination", "list").out()).contains("1 set waiting");
        CliCall.Result copied = run("replicate", "usb");
        assertThat(copied.code()).as(copied.err()).isZero();
        assertThat(copied.out()).startsWith("usb: 1 set copied");
        assertThat(run("replicate").out()).startsWith("usb: in step, 1 set there.");
        assertThat(json(run("replicate", "--json")).get(0).get("alreadyThere").size()).isEqualTo(1);
        assertThat(run("destination", "list").out()).contains("in step, 1 set there");
        assertThat(run("destination", "remove", "usb").code()).isZero();
        assertThat(folder).isNotEmptyDirectory();
    }

    @Test
    void theDoctorLooksAtToolsConnectionSpaceAndPermissions() {
        CliCall.Result result = run("doctor");
        assertThat(result.code()).as(result.out()).isIn(0, 3);
        assertThat(result.out()).contains("OK").doesNotContain("FAIL");
        run("stack", "add", "gone", "--host", "no-such-host.invalid", "--no-test");
        CliCall.Result both = run("doctor");
        assertThat(both.code()).isEqualTo(1);
        assertThat(both.out()).contains("FAIL", "no-such-host.invalid");
        assertThat(run("doctor", "--stack", "shop").out()).doesNotContain("no-such-host.invalid");
        assertThat(json(run("doctor", "--json")).isArray()).isTrue();
    }

    @Test
    void aBaseBackupIsPlannedTakenShownAndNotTakenForDatabases() {
        CliCall.Result plan = run("backup", "base", "--plan");
        assertThat(plan.code()).as(plan.err()).isZero();
        assertThat(plan.out()).startsWith("This would copy the whole server of the stack shop").contains("Nothing has been written");
        assertThat(run("sets", "list").out()).contains("no backup set yet");
        CliCall.Result taken = run("backup", "base", "--label", "weekly");
        assertThat(taken.code()).as(taken.err()).isZero();
        assertThat(taken.out()).contains("-shop-base").contains("The whole server, ");
        assertThat(run("sets", "list").out()).contains("the whole server");
        assertThat(run("sets", "show").out()).contains("consistent from ").contains("no earlier than ");
        assertThat(run("sets", "verify", "latest", "--deep").code()).isZero();
        CliCall.Result refused = run("restore", "database", CliCall.in(home).app().repository().find("latest").id());
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("is a copy of a whole server");
        String dump = backup().id();
        run("backup", "base");
        assertThat(run("restore", "database", "latest", "--plan").out()).contains(dump);
    }
}
