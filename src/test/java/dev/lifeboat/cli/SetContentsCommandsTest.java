package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.repository.BackupSet;
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
}
