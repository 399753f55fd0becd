package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Archives that ContainerPub's scripts made, made as they made them: pg_dump, gzip and tar, nothing checked. */
class ScriptArchivesTest {

    @RegisterExtension static final TestServer SERVER = new TestServer();

    private static final String TIME = "20260711_020000";

    @TempDir Path home;
    private Path data;
    private String main;
    private String functions;

    @BeforeEach void twoDatabasesAndTheirArchives() throws Exception {
        SERVER.tools();
        main = SERVER.createDatabase("dart_cloud");
        functions = SERVER.createDatabase("functions_db");
        SERVER.execute(main, "create table users (id serial primary key, email varchar(255) unique not null, note text)",
                "insert into users (email, note) values ('a@b.c', E'back\\\\slash and\\ttab'), ('d@e.f', null), ('g', E'\\\\.')",
                "create table \"Odd \"\"name\" (\"a b\" int)", "insert into \"Odd \"\"name\" select generate_series(1, 5000)",
                "create function trap() returns text language sql as $f$ select '\nCOPY public.users (id) FROM stdin;\n\\! touch /tmp/never\n'::text $f$",
                "comment on table users is 'it''s \\ a; trap'");
        SERVER.execute(functions, "create table function_data (id serial primary key, key varchar(255), value jsonb)", "insert into function_data (key, value) values ('k', '{\"a\": 1}')");
        data = Files.createDirectories(home.resolve("data"));
        sh("mkdir -p volumes databases");
        for (String database : List.of(main, functions)) {
            dump(database, "");
        }
        Files.writeString(data.resolve("backup_" + TIME + ".meta"), "Backup Date: today\nDatabases: " + main + "\n");
        CliCall.Result added = CliCall.in(home).withInput(SERVER.embedded().password().reveal()).run("stack", "add", "shop", "--host", SERVER.address().host(),
                "--port", String.valueOf(SERVER.address().port()), "--tls", "disable", "--password-stdin");
        assertThat(added.err()).isEmpty();
    }

    private void dump(String database, String more) throws Exception {
        sh("'" + SERVER.embedded().binaries().bin() + "/pg_dump' --format=plain --no-owner --no-acl --clean --if-exists " + more + " '" + database + "' | gzip -6 > '" + database + "_" + TIME + ".sql.gz'");
    }

    private void sh(String script) throws Exception {
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", script).directory(data.toFile()).redirectErrorStream(true);
        shell.environment().put("PGHOST", SERVER.address().host());
        shell.environment().put("PGPORT", String.valueOf(SERVER.address().port()));
        shell.environment().put("PGUSER", SERVER.address().user());
        shell.environment().put("PGPASSWORD", SERVER.embedded().password().reveal());
        Process process = shell.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private CliCall.Result run(String... arguments) {
        return CliCall.in(home).run(arguments);
    }

    private List<String> column(String database, String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (var connection = SERVER.connect(database); var statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    private String archive(String database) {
        return data.resolve(database + "_" + TIME + ".sql.gz").toString();
    }

    @Test void oneDumpBecomesASetThatSaysWhatItIsAndRestoresProven() throws Exception {
        CliCall.Result imported = run("sets", "import", archive(main), "--zone", "Europe/Berlin");
        assertThat(imported.code()).as(imported.err()).isZero();
        assertThat(imported.out()).startsWith("20260711T000000Z-shop-database is in the repository").contains("plain SQL without roles, owners and rights");
        BackupSet set = CliCall.in(home).app().repository().find("latest");
        assertThat(set.manifest().databases().getFirst().rows()).isEqualTo(5003);
        assertThat(set.manifest().members()).extracting(member -> member.path()).contains("databases/backup.meta.zst");
        assertThat(run("sets", "verify", "latest", "--deep").out()).contains("is good");
        assertThat(run("sets", "show", "latest").out()).contains("users", "5,000", "it is not known where").doesNotContain("unknown:0");
        assertThat(Files.readString(set.folder().resolve("RESTORE.md"))).contains("(" + set.manifest().server().inWords() + ")", "sha256sum, and psql and createdb of PostgreSQL")
                .doesNotContain("unknown", ":0)");
        assertThat(run("sets", "look", "latest", "--table", "public.users").err()).contains("plain SQL");
        CliCall.Result restored = run("restore", "database", "latest");
        assertThat(restored.code()).as(restored.err() + restored.out()).isZero();
        String copy = Stream.of(restored.out().split("\\s+")).filter(word -> word.startsWith(main + "_restored_")).findFirst().orElseThrow().replaceAll("[.,]$", "");
        SERVER.dropAfterwards(copy);
        assertThat(column(copy, "select coalesce(note, '-') from users order by id")).containsExactly("back\\slash and\ttab", "-", "\\.");
        assertThat(column(copy, "select nextval('users_id_seq')::text")).containsExactly("4");
        assertThat(Path.of("/tmp/never")).doesNotExist();
        assertThat(run("sets", "import", archive(main), "--zone", "Europe/Berlin").out()).contains("was there already");
    }

    @Test void aFullBackupAndACompleteOneHoldBoth() throws Exception {
        sh("tar -czf full_backup_" + TIME + ".tar.gz *.sql.gz && mkdir vol && echo x > vol/f && tar -czf volumes/functions_volume_" + TIME + ".tar.gz -C vol . "
                + "&& (cd volumes && tar -czf volumes_backup_" + TIME + ".tar.gz *.tar.gz) && cp full_backup_" + TIME + ".tar.gz databases/ "
                + "&& tar -czf complete_backup_20260712_030000.tar.gz databases volumes/volumes_backup_" + TIME + ".tar.gz");
        CliCall.Result full = run("sets", "import", data.resolve("full_backup_" + TIME + ".tar.gz").toString());
        assertThat(full.code()).as(full.err()).isZero();
        assertThat(CliCall.in(home).app().repository().find("latest").manifest().databases()).extracting(database -> database.facts().name()).containsExactlyInAnyOrder(main, functions);
        CliCall.Result complete = run("sets", "import", data.resolve("complete_backup_20260712_030000.tar.gz").toString());
        assertThat(complete.code()).as(complete.err()).isZero();
        BackupSet both = CliCall.in(home).app().repository().find("latest");
        assertThat(both.manifest().databases()).hasSize(2);
        // The root and one file of "x" and a line feed; the archive is read back against the index that was made of it.
        assertThat(both.manifest().volumes()).singleElement().satisfies(volume -> {
            assertThat(volume.name()).isEqualTo("functions_data");
            assertThat(volume.files()).isEqualTo(2);
            assertThat(volume.bytes()).isEqualTo(2);
        });
        assertThat(complete.out()).contains("not at the moment of the databases");
        assertThat(run("sets", "verify", "latest", "--deep").code()).isZero();
        CliCall.Result alone = run("sets", "import", data.resolve("volumes/functions_volume_" + TIME + ".tar.gz").toString());
        assertThat(alone.code()).as(alone.err()).isZero();
        assertThat(alone.out()).contains("-shop-volumes is in the repository");
    }

    /** trap1: the scripts tarred the server's files while it ran. */
    @Test void trap01_theFilesOfAServerThatWasNotStoppedAreRefused() throws Exception {
        // pg_control has the state of the cluster at its byte 16: 6 is in production, 1 shut down.
        sh("mkdir -p pg/global && printf 17 > pg/PG_VERSION && printf '0123456789abcdef\\006\\000\\000\\000rest' > pg/global/pg_control "
                + "&& tar -czf volumes/postgres_volume_" + TIME + ".tar.gz -C pg .");
        CliCall.Result refused = run("sets", "import", data.resolve("volumes/postgres_volume_" + TIME + ".tar.gz").toString());
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("not stopped when the scripts copied them");
        assertThat(CliCall.in(home).app().repository().list().sets()).isEmpty();
        sh("printf '0123456789abcdef\\001\\000\\000\\000rest' > pg/global/pg_control && tar -czf volumes/postgres_volume_20260711_020001.tar.gz -C pg .");
        assertThat(run("sets", "import", data.resolve("volumes/postgres_volume_20260711_020001.tar.gz").toString()).code()).isZero();
        byte[] whole = Files.readAllBytes(data.resolve("volumes/postgres_volume_20260711_020001.tar.gz"));
        Files.write(data.resolve("volumes/postgres_volume_20260711_020002.tar.gz"), Arrays.copyOf(whole, whole.length / 2));
        assertThat(run("sets", "import", data.resolve("volumes/postgres_volume_20260711_020002.tar.gz").toString()).code()).isEqualTo(14);
        assertThat(CliCall.in(home).app().repository().list().orphans()).isEmpty();
    }

    @Test void aFolderIsTakenInWholeAndADamagedOneKeepsNoOtherFromIt() throws Exception {
        dump(functions, "");
        byte[] whole = Files.readAllBytes(Path.of(archive(functions)));
        Files.write(Path.of(archive(functions)), Arrays.copyOf(whole, whole.length / 2));
        CliCall.Result result = run("sets", "import", data.toString());
        assertThat(result.code()).isEqualTo(14);
        assertThat(result.out()).contains("is in the repository", "FAIL", functions, "cut off");
        assertThat(CliCall.in(home).app().repository().list().sets()).hasSize(1);
        assertThat(CliCall.in(home).app().repository().list().orphans()).isEmpty();
    }

    @Test void restoresStraightFromTheFile() throws Exception {
        SERVER.execute(functions, "delete from function_data");
        CliCall.Result restored = run("restore", "database", archive(functions), "--in-place");
        assertThat(restored.code()).as(restored.err() + restored.out()).isZero();
        Stream.of(restored.out().split("\\s+")).filter(word -> word.startsWith(functions + "_before_")).findFirst().ifPresent(SERVER::dropAfterwards);
        assertThat(column(functions, "select value::text from function_data")).containsExactly("{\"a\": 1}");
        assertThat(run("restore", "database", archive(functions), "--plan").err()).contains("A plan changes nothing");
    }

    /** trap8, trap9, trap37: a dump is a program, and a pipe hides how pg_dump ended. */
    @Test void trap8_whatIsNoWholeDumpIsRefused() throws Exception {
        String sql = unzip(archive(main));
        refused(sql.substring(0, sql.length() / 2), "cut off");
        refused(sql.replace("-- PostgreSQL database dump complete", ""), "cut off");
        refused(sql.replace("SET client_encoding", "\\! touch /tmp/never\nSET client_encoding"), "command for psql");
        refused(sql.replace("SET client_encoding", "SELECT 1 \\gexec\nSET client_encoding"), "command for psql");
        zip(sql.replace("SET client_encoding", "\\restrict abc\nSET client_encoding") + "\\unrestrict abc\n");
        CliCall.Result restricted = run("restore", "database", archive(main));
        assertThat(restricted.code()).as(restricted.err()).isZero();
        Stream.of(restricted.out().split("\\s+")).filter(word -> word.startsWith(main + "_restored_")).findFirst().ifPresent(copy -> SERVER.dropAfterwards(copy.replaceAll("[.,]$", "")));
        assertThat(Path.of("/tmp/never")).doesNotExist();
    }

    @Test void trap37_anErrorInItStopsTheRestoreAndLeavesNothing() throws Exception {
        zip(unzip(archive(functions)).replace("SET client_encoding", "SELECT 1/0;\nSET client_encoding"), functions);
        CliCall.Result result = run("restore", "database", archive(functions));
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("psql");
        assertThat(column("postgres", "select datname from pg_database where datname like '" + functions + "_restored%'")).isEmpty();
    }

    private void refused(String sql, String why) throws IOException {
        zip(sql);
        CliCall.Result result = run("sets", "import", archive(main));
        assertThat(result.code()).isEqualTo(14);
        assertThat(result.err()).contains("was not imported", why);
        assertThat(CliCall.in(home).app().repository().list().sets()).isEmpty();
    }

    private static String unzip(String file) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(Path.of(file))))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void zip(String sql) throws IOException {
        zip(sql, main);
    }

    private void zip(String sql, String database) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(sql.getBytes(StandardCharsets.UTF_8));
        }
        Files.write(Path.of(archive(database)), bytes.toByteArray());
    }
}
