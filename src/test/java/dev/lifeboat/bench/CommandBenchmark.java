package dev.lifeboat.bench;

import dev.lifeboat.app.demo.EmbeddedServer;
import dev.lifeboat.app.demo.ServerBinaries;
import dev.lifeboat.engine.postgres.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whole commands as a person calls them, each in a new process, and what the stock tools need for the same, in turn, so
 * that noise meets both: backup of a database, base backup, verification, restore. Prints wall and processor time (of the
 * command and the tools it starts, not of the server) and their ratios to the peer; asserts nothing.
 *
 * <p>Arguments: thousands of rows (default 300: about 300 MB on disk), rounds (default 3), the program (default
 * {@code target/lifeboat/bin/lifeboat}, which {@code ./mvnw package} makes). Needs bash, zstd, age, and PostgreSQL's tools.
 */
public final class CommandBenchmark {

    private final EmbeddedServer server;
    private final Path folder;
    private final String program;
    private final Map<String, List<double[]>> figures = new LinkedHashMap<>();

    private CommandBenchmark(EmbeddedServer server, Path folder, String program) {
        this.server = server;
        this.folder = folder;
        this.program = program;
    }

    public static void main(String[] arguments) throws Exception {
        int thousands = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 300;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        String program = Path.of(arguments.length > 2 ? arguments[2] : "target/lifeboat/bin/lifeboat").toAbsolutePath().toString();
        Path folder = Files.createTempDirectory("lifeboat-benchmark-");
        try (EmbeddedServer server = EmbeddedServer.start(ServerBinaries.find(new Tools()), "max_wal_size = 4GB", "autovacuum = off")) {
            CommandBenchmark benchmark = new CommandBenchmark(server, folder, program);
            benchmark.prepare(thousands);
            for (int round = 0; round < rounds; round++) {
                benchmark.round();
            }
            benchmark.print();
        } finally {
            new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
        }
    }

    private void prepare(int thousands) throws IOException, InterruptedException {
        run("createdb bench && psql -Xq bench", """
                create table accounts as select i as id, mod(i, 100) as branch, 0 as balance, repeat(' ', 84) as filler from generate_series(1, %d) i;
                alter table accounts add primary key (id);
                create table invocations as select i as id, md5('u' || i)::uuid as uuid, 1 + mod(i, 400) as function_id,
                    case when mod(i, 20) = 0 then 'error' else 'success' end as status, (random() * 3000)::int as duration_ms,
                    case when mod(i, 20) = 0 then 'FormatException: unexpected character in handler.dart:' || mod(i, 300) end as error,
                    jsonb_build_array(jsonb_build_object('level', 'info', 'msg', 'Invocation started, request ' || md5('r' || i)),
                      jsonb_build_object('level', 'debug', 'msg', 'Fetched ' || mod(i, 977) || ' rows from upstream', 'n', i)) as logs,
                    timestamp '2026-01-01' + i * interval '15 seconds' as at,
                    jsonb_build_object('method', 'POST', 'path', '/api/v1/items/' || i, 'ua', 'Dart/3.5 (dart:io)') as request
                  from generate_series(1, %d) i;
                alter table invocations add primary key (id);
                create unique index on invocations (uuid);
                create index on invocations (function_id);
                create index on invocations (at desc);
                vacuum analyze;
                checkpoint;
                """.formatted(thousands * 2_000L, thousands * 1_000L));
        run("age-keygen -o key 2>/dev/null && $L stack add bench --url postgresql://$PGUSER@$PGHOST:$PGPORT/postgres?sslmode=disable --database bench"
                + " --tools $BIN --password-stdin >/dev/null && $L keys import main key --in file >/dev/null", server.password().reveal() + "\n");
    }

    private void round() throws IOException, InterruptedException {
        String dump = "pg_dump -Fc -Z0 bench";
        time("backup database: pg_dump -Fc -Z0 | zstd -3 -T2", dump + " | zstd -qf -3 -T2 -o d.zst");
        time("backup database: the same | age, and sha256sum of it", dump + " | zstd -q -3 -T2 | age -r $(age-keygen -y key) | tee d.age | sha256sum");
        time("backup database: the seed's script", "pg_dump --no-owner --no-acl --clean --if-exists bench >f.sql && gzip -f f.sql && tar -czf f.tar.gz f.sql.gz");
        time("backup database: lifeboat", "$L backup database --stack bench");
        time("backup database: lifeboat --encrypt-to", "$L backup database --stack bench --encrypt-to main");

        time("verify: sha256sum of the set", "sha256sum $(ls -d R/*-bench-database/ | tail -n 1)/databases/*");
        time("verify: age -d | zstd -t", "age -d -i key $(ls -d R/*-bench-database/ | tail -n 1)/databases/bench.dump.zst.age | zstd -qt");
        time("verify: lifeboat, quick", "$L sets verify latest");
        time("verify: lifeboat --deep", "$L sets verify latest --deep");

        String again = "dropdb --if-exists back && createdb back && psql -Xqc checkpoint && ";
        run(again + "true", "");
        time("restore database: zstd -dc | pg_restore", "zstd -qdc d.zst | pg_restore --exit-on-error -d back");
        run(again + "zstd -qdfc d.zst >d.dump", "");
        time("restore database: pg_restore -j2 of a plain file", "pg_restore -j2 --exit-on-error -d back d.dump");
        run("dropdb back && psql -Xqc checkpoint", "");
        time("restore database: lifeboat --aside, encrypted", "$L restore database latest --aside");
        run("for d in $(psql -XAtc \"select datname from pg_database where datname like 'bench\\_%'\"); do dropdb $d; done; psql -Xqc checkpoint", "");

        time("backup base: pg_basebackup -Ft | zstd -3 -T2", "pg_basebackup -c fast -Ft -X fetch -D - | zstd -qf -3 -T2 -o b.zst");
        time("backup base: lifeboat", "$L backup base --stack bench");
        run("rm -rf R/*-bench-*", "");
    }

    private void time(String name, String command) throws IOException, InterruptedException {
        String[] told = run("TIMEFORMAT='%R %U %S'; time { " + command + " >>out; }", "").strip().split("\\s+");
        int from = told.length - 3; // what the tools say to stderr comes first
        figures.computeIfAbsent(name, _ -> new ArrayList<>())
                .add(new double[] {Double.parseDouble(told[from]), Double.parseDouble(told[from + 1]) + Double.parseDouble(told[from + 2])});
    }

    /** @return what it prints to stderr */
    private String run(String command, String input) throws IOException, InterruptedException {
        Path told = folder.resolve("stderr");
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", "set -e -o pipefail; " + command).directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(told.toFile());
        builder.environment().putAll(Map.of("PGHOST", server.address().host(), "PGPORT", String.valueOf(server.address().port()), "PGUSER", server.address().user(),
                "PGPASSWORD", server.password().reveal(), "BIN", server.binaries().bin().toString(), "L", program, "LIFEBOAT_HOME", folder.resolve("home").toString(),
                "LIFEBOAT_KEY_PASSPHRASE", "a passphrase of the benchmark", "LC_ALL", "C.UTF-8"));
        builder.environment().put("PATH", server.binaries().bin() + ":" + System.getenv("PATH"));
        Files.createDirectories(folder.resolve("home/data/repository"));
        if (Files.notExists(folder.resolve("R"))) {
            Files.createSymbolicLink(folder.resolve("R"), folder.resolve("home/data/repository"));
        }
        Process process = builder.start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        int exit = process.waitFor();
        if (exit != 0) {
            throw new IOException("exit code " + exit + " of: " + command + "\n" + Files.readString(told));
        }
        return Files.readString(told);
    }

    private void print() {
        Map<String, double[]> peers = new LinkedHashMap<>();
        figures.forEach((name, all) -> {
            double[] middle = {middle(all, 0), middle(all, 1)};
            double[] peer = peers.computeIfAbsent(name.substring(0, name.indexOf(':')), _ -> middle); // the first of each group
            System.out.printf(Locale.ROOT, "%-56s wall %6.2f s (least %6.2f) %5.2f   processor %6.2f s %5.2f%n", name, middle[0], least(all), middle[0] / peer[0],
                    middle[1], middle[1] / peer[1]);
        });
    }

    private static double middle(List<double[]> all, int which) {
        return all.stream().map(one -> one[which]).sorted().toList().get(all.size() / 2);
    }

    private static double least(List<double[]> all) {
        return all.stream().mapToDouble(one -> one[0]).min().orElseThrow();
    }
}
