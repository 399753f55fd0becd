package dev.lifeboat.bench;

import dev.lifeboat.app.demo.EmbeddedServer;
import dev.lifeboat.app.demo.ServerBinaries;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.backup.DatabaseBackup;
import dev.lifeboat.engine.backup.DatabaseBackupPlan;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.restore.DatabaseRestore;
import dev.lifeboat.engine.restore.RestorePlan;
import dev.lifeboat.engine.restore.RestoreReport;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.Stack;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Backup and restore of a database of about 1 GB, ours and the bare tools' in turn, so that noise meets both:
 * {@code pg_dump -Fc -Z0 | zstd -3 -T2 > file} and {@code zstd -dc file | pg_restore}. Ours includes the content
 * hashes, SHA-256, the globals, fsync and the read-back; the phases are printed apart. What the same hashes would cost
 * as queries on the server is measured too: that is why they are taken from the stream.
 *
 * <p>Arguments: thousands of rows (default 1,100: about 1 GB on disk) and rounds (default 3). Needs bash and zstd.
 */
public final class EngineBenchmark {

    private final EmbeddedServer server;
    private final Path folder;
    private final Map<String, List<Double>> seconds = new LinkedHashMap<>();

    private EngineBenchmark(EmbeddedServer server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    public static void main(String[] arguments) throws Exception {
        int thousands = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_100;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        Path folder = Files.createTempDirectory("lifeboat-benchmark-");
        try (EmbeddedServer server = EmbeddedServer.start(ServerBinaries.find(new Tools()), "max_wal_size = 4GB", "autovacuum = off")) {
            new EngineBenchmark(server, folder).run(thousands, rounds);
        } finally {
            new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
        }
    }

    private void run(int thousands, int rounds) throws Exception {
        makeDatabase(thousands);
        Passwords passwords = new Passwords(folder.resolve("pgpass"), Map.of());
        passwords.store(server.address().host(), server.address().port(), server.address().user(), server.password());
        AuditLog audit = new AuditLog(folder.resolve("audit.jsonl"));
        Tools tools = new Tools();
        DatabaseBackup backup = new DatabaseBackup(tools, passwords, audit);
        DatabaseRestore restore = new DatabaseRestore(tools, passwords, audit);
        Repository repository = Repository.openOrCreate(folder.resolve("repository"));
        Stack stack = new Stack("bench", Environment.DEVELOPMENT, server.address(), List.of("bench"), Optional.of(server.binaries().bin()));

        BackupSet set = null;
        for (int round = 1; round <= rounds; round++) {
            time("backup, bare tools", () -> shell("pg_dump -Fc -Z0 bench | zstd -q -f -3 -T2 -o " + folder.resolve("bare.zst")));
            time("content hashes by queries, instead of from the stream", () -> sql("bench",
                    "select count(*), sum(hashtextextended(t::text, 0)::numeric) from accounts t",
                    "select count(*), sum(hashtextextended(t::text, 0)::numeric) from invocations t"));
            DatabaseBackupPlan plan = backup.plan(stack, repository, DatabaseBackupPlan.Options.DEFAULT);
            long began = System.nanoTime();
            set = backup.run(plan, Progress.NONE, new Cancellation());
            add("backup, Lifeboat", began);
            set.manifest().phaseMillis().forEach((phase, millis) -> add("  of it " + phase, millis / 1000.0));
        }
        for (int round = 1; round <= rounds; round++) {
            sql("postgres", "drop database if exists bare", "create database bare template template0", "checkpoint");
            time("restore, bare tools", () -> shell("zstd -q -dc " + folder.resolve("bare.zst") + " | pg_restore --exit-on-error -d bare"));
            sql("postgres", "drop database bare", "checkpoint");
            RestorePlan plan = restore.plan(set, stack, new RestorePlan.Options(List.of("bench"), RestorePlan.Mode.ASIDE));
            long began = System.nanoTime();
            RestoreReport report = restore.run(plan, Progress.NONE, new Cancellation());
            add("restore, Lifeboat, with preflight, ANALYZE and proof", began);
            report.phaseMillis().forEach((phase, millis) -> add("  of it " + phase, millis / 1000.0));
            sql("postgres", "drop database \"" + plan.targets().getFirst().asideName() + '"');
        }
        print();
    }

    private void makeDatabase(int thousands) throws SQLException {
        sql("postgres", "create database bench template template0");
        sql("bench", """
                create table accounts as select i as id, mod(i, 100) as branch, 0 as balance, repeat(' ', 84) as filler
                  from generate_series(1, %d) i""".formatted(thousands * 2_000L),
                "alter table accounts add primary key (id)",
                """
                create table invocations as select i as id, md5('u' || i)::uuid as uuid, 1 + mod(i, 400) as function_id,
                    case when mod(i, 20) = 0 then 'error' else 'success' end as status, (random() * 3000)::int as duration_ms,
                    case when mod(i, 20) = 0 then 'FormatException: unexpected character in handler.dart:' || mod(i, 300) end as error,
                    jsonb_build_array(jsonb_build_object('level', 'info', 'msg', 'Invocation started, request ' || md5('r' || i)),
                      jsonb_build_object('level', 'debug', 'msg', 'Fetched ' || mod(i, 977) || ' rows from upstream', 'n', i)) as logs,
                    timestamp '2026-01-01' + i * interval '15 seconds' as at,
                    jsonb_build_object('method', 'POST', 'path', '/api/v1/items/' || i, 'ua', 'Dart/3.5 (dart:io)') as request
                  from generate_series(1, %d) i""".formatted(thousands * 1_000L),
                "alter table invocations add primary key (id)",
                "create unique index on invocations (uuid)", "create index on invocations (function_id)", "create index on invocations (at desc)",
                "vacuum analyze", "checkpoint");
    }

    private void sql(String database, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + server.address().port() + "/" + database,
                server.address().user(), server.password().reveal()); Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    private void time(String name, Step step) throws Exception {
        long began = System.nanoTime();
        step.run();
        add(name, began);
    }

    private void add(String name, long beganNanos) {
        add(name, (System.nanoTime() - beganNanos) / 1e9);
    }

    private void add(String name, double value) {
        seconds.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    }

    private void shell(String command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", "set -o pipefail; " + command).inheritIO();
        builder.environment().put("PATH", server.binaries().bin() + ":" + System.getenv("PATH"));
        builder.environment().put("PGHOST", server.address().host());
        builder.environment().put("PGPORT", String.valueOf(server.address().port()));
        builder.environment().put("PGUSER", server.address().user());
        builder.environment().put("PGPASSWORD", server.password().reveal());
        int exit = builder.start().waitFor();
        if (exit != 0) {
            throw new IOException("exit code " + exit + " of: " + command);
        }
    }

    private void print() {
        seconds.forEach((name, values) -> System.out.printf("%-56s %7.2f s%s%n", name, median(values), ratio(name, values)));
        long heap = ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage).mapToLong(usage -> usage.getUsed()).sum();
        System.out.printf("heap: at most %d MiB used (sum of the pools' peaks), limit %d MiB%n", heap >> 20, Runtime.getRuntime().maxMemory() >> 20);
    }

    private String ratio(String name, List<Double> values) {
        String bare = name.startsWith("backup") ? "backup, bare tools" : name.startsWith("restore") ? "restore, bare tools" : null;
        return bare == null ? "" : "   %.2f".formatted(median(values) / median(seconds.get(bare)));
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
