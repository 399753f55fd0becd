package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Looking into sets, comparing and moving them as commands, with sets of a real server. */
class SetContentsCommandsTest {

    @RegisterExtension static final TestServer SERVER = new TestServer();

    @TempDir Path home;

    private String database;

    @BeforeEach
    void aStack() throws SQLException {
        SERVER.tools();
        database = SERVER.createDatabase("shop");
        SERVER.execute(database, "create table orders (id int primary key, what text)", "insert into orders values (1, 'oar'), (2, null), (3, ''), (4, E'a\\nb\\x1b[2J'), (5, 'NULL')",
                "create table empty_one (id int primary key)", "create schema other", "create table other.orders (id serial)");
        CliCall.Result added = CliCall.in(home).withInput(SERVER.embedded().password().reveal()).run("stack", "add", "shop", "--host", SERVER.address().host(),
                "--port", String.valueOf(SERVER.address().port()), "--tls", "disable", "--password-stdin", "--database", database, "--environment", "development");
        assertThat(added.code()).as(added.err()).isZero();
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

    @Test
    void lookListsTablesAndPagesThroughRows() {
        backup();
        assertThat(run("sets", "look").out()).startsWith("Database " + database + ": 3 tables, 5 rows, ").containsPattern("public\\.orders +5\n");
        CliCall.Result rows = run("sets", "look", "latest", "--table", "public.orders");
        assertThat(rows.code()).as(rows.err()).isZero();
        assertThat(rows.out()).isEqualTo("""
                id   what
                1    oar
                2    NULL
                3
                4    a\\nb\\x1b[2J
                5    "NULL"

                Rows 1 to 5 of 5 in public.orders.
                """);
        assertThat(run("sets", "look", "--table", "public.orders", "--limit", "2", "--offset", "1").out())
                .endsWith("\nRows 2 to 3 of 5 in public.orders. Go on with --offset 3.\n");
        assertThat(run("sets", "look", "--table", "empty_one").out()).isEqualTo("No rows of 0 in public.empty_one.\n");
        JsonNode page = json(run("sets", "look", "--table", "\"public\".\"orders\"", "--limit", "4", "--json"));
        assertThat(page.get("rows").toString()).isEqualTo("[[\"1\",\"oar\"],[\"2\",null],[\"3\",\"\"],[\"4\",\"a\\nb\\u001B[2J\"]]");
        assertThat(page.get("more").asBoolean()).isTrue();
        assertThat(json(run("sets", "look", "--json")).get("databases").get(0).get("tables").size()).isEqualTo(3);
    }

    @Test
    void lookSaysWhatItCannotFind() {
        backup();
        assertThat(run("sets", "look", "--table", "nowhere").code()).isEqualTo(1);
        CliCall.Result two = run("sets", "look", "--table", "orders");
        assertThat(two.code()).isEqualTo(2);
        assertThat(two.err()).contains("2 tables", "\"other\".\"orders\" in " + database);
        assertThat(run("sets", "look", "--database", "nowhere").err()).contains("no database \"nowhere\"", "It has: " + database);
        assertThat(run("sets", "look", "--table", "public.orders", "--limit", "0").code()).isEqualTo(2);
        assertThat(run("sets", "look", "--table", "public.orders", "--offset", "-1").code()).isEqualTo(2);
    }

    @Test
    void lookFailsClearlyOnADamagedDump() throws IOException {
        BackupSet set = backup();
        Path dump = set.folder().resolve(set.manifest().databases().getFirst().member());
        byte[] bytes = Files.readAllBytes(dump);
        Files.write(dump, Arrays.copyOf(bytes, bytes.length / 2));
        CliCall.Result cut = run("sets", "look", "--table", "public.orders");
        assertThat(cut.code()).isEqualTo(14);
        assertThat(cut.err()).contains("bytes instead of " + bytes.length, "sets verify " + set.id() + " --deep");
        Arrays.fill(bytes, 10, bytes.length, (byte) 0x55);
        Files.write(dump, bytes);
        CliCall.Result changed = run("sets", "look", "--table", "public.orders");
        assertThat(changed.code()).isEqualTo(14);
        assertThat(changed.err()).contains("cannot be read as it should");
        Files.delete(dump);
        assertThat(run("sets", "look", "--table", "public.orders").err()).contains("is missing");
    }

    @Test
    void diffTellsWhatChangedAndEndsWith3() throws SQLException {
        BackupSet first = backup();
        CliCall.Result same = run("sets", "diff", "latest", "--live");
        assertThat(same.code()).as(same.err()).isZero();
        assertThat(same.out()).isEqualTo(first.id() + " and live are equal: 3 tables are the same.\n");
        SERVER.execute(database, "update orders set what = 'sail' where id = 1", "insert into other.orders default values", "create table added (id int)");
        CliCall.Result live = run("sets", "diff", "latest", "--live", "--json");
        assertThat(live.code()).isEqualTo(3);
        BackupSet second = backup();
        CliCall.Result diff = run("sets", "diff", first.id(), second.id(), "--json");
        assertThat(diff.code()).isEqualTo(3);
        assertThat(json(diff).get("differences")).isEqualTo(json(live).get("differences"));
        assertThat(json(diff).get("differences").findValuesAsString("name"))
                .containsExactly("other.orders", "public.added", "public.orders", "other.orders_id_seq", "TABLE", "TABLE DATA");
        String text = run("sets", "diff", first.id(), second.id()).out();
        assertThat(text).startsWith("6 differences; 1 table is the same.\n").containsPattern("table other\\.orders +0 rows +1 row\n")
                .containsPattern("table public\\.added +not there +0 rows\n").containsPattern("table public\\.orders +5 rows, content [0-9a-f]{8} +5 rows, content [0-9a-f]{8}\n")
                .containsPattern("sequence other\\.orders_id_seq +1 \\(not used yet\\) +1\n");
        assertThat(run("sets", "diff", first.id(), first.id()).code()).isZero();
        assertThat(run("sets", "diff", first.id()).code()).isEqualTo(2);
        assertThat(run("sets", "diff", first.id(), second.id(), "--live").code()).isEqualTo(2);
    }

    @Test
    void aDatabaseThatIsGoneIsADifferenceToTheLiveOnes() throws SQLException {
        BackupSet set = backup();
        SERVER.execute("postgres", "drop database \"" + database + "\" with (force)");
        CliCall.Result gone = run("sets", "diff", set.id(), "--live");
        assertThat(gone.code()).as(gone.err()).isEqualTo(3);
        assertThat(gone.out()).startsWith("1 difference; 0 tables are the same.").containsPattern("the database +there, 5 rows +not there");
    }

    @Test
    void aSetIsCarriedElsewhereAndLookedIntoThere() throws IOException {
        BackupSet set = backup();
        Path tar = home.resolve("shop.tar");
        CliCall.Result exported = run("sets", "export", "latest", tar.toString());
        assertThat(exported.code()).as(exported.err()).isZero();
        assertThat(exported.out()).startsWith(set.id() + " is in " + tar + ", ");
        assertThat(run("sets", "export", "latest", tar.toString()).code()).isEqualTo(2);
        Path other = home.resolve("other");
        Repository.openOrCreate(other);
        JsonNode imported = json(run("sets", "import", tar.toString(), "--repository", other.toString(), "--json"));
        assertThat(imported.get("id").asString()).isEqualTo(set.id());
        assertThat(imported.get("alreadyThere").asBoolean()).isFalse();
        assertThat(run("sets", "import", tar.toString(), "--repository", other.toString()).out()).isEqualTo(set.id() + " was there already, and is the same.\n");
        assertThat(run("sets", "verify", set.id(), "--deep", "--repository", other.toString()).code()).isZero();
        assertThat(run("sets", "look", set.id(), "--table", "public.orders", "--repository", other.toString()).out()).contains("Rows 1 to 5 of 5");
        assertThat(run("restore", "database", tar.toString(), "--plan").err()).contains("Take it in: lifeboat sets import " + tar);
        Path third = home.resolve("third");
        Repository.openOrCreate(third);
        CliCall.Result restored = run("restore", "database", tar.toString(), "--repository", third.toString());
        assertThat(restored.code()).as(restored.err()).isZero();
        assertThat(restored.out()).startsWith(set.id() + " was taken into the repository.").contains("proven to be equal");
        java.util.regex.Pattern.compile("\\S+_restored_\\d{8}_\\d{6}").matcher(restored.out()).results().forEach(copy -> SERVER.dropAfterwards(copy.group()));
        Files.write(tar, Arrays.copyOf(Files.readAllBytes(tar), 2000));
        CliCall.Result cut = run("sets", "import", tar.toString());
        assertThat(cut.code()).isEqualTo(14);
        assertThat(cut.err()).contains("shop.tar was not imported: ");
        assertThat(run("sets", "import", home.resolve("nowhere.tar").toString()).code()).isEqualTo(1);
    }
}
