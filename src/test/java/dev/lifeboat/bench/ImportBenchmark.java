package dev.lifeboat.bench;

import dev.lifeboat.app.demo.EmbeddedServer;
import dev.lifeboat.app.demo.ServerBinaries;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.engine.transfer.CsvForm;
import dev.lifeboat.engine.transfer.ImportPlan;
import dev.lifeboat.engine.transfer.ImportReport;
import dev.lifeboat.engine.transfer.ImportTarget;
import dev.lifeboat.engine.transfer.TableImport;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postgresql.PGConnection;

/**
 * Imports a generated file beside the server's own COPY of it, with the most heap that was used. Give the JVM a small
 * heap: memory must not grow with the file.
 *
 * <p>Argument: megabytes of the file (default 200).
 */
public final class ImportBenchmark {

    private ImportBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        int megabytes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
        Path folder = Files.createTempDirectory("lifeboat-benchmark-");
        try (EmbeddedServer server = EmbeddedServer.start(ServerBinaries.find(new Tools()))) {
            Path file = write(folder.resolve("big.csv"), megabytes * 1_000_000L);
            Passwords passwords = new Passwords(folder.resolve("pgpass"), Map.of());
            passwords.store(server.address().host(), server.address().port(), server.address().user(), server.password());
            Stack stack = new Stack("bench", Environment.DEVELOPMENT, server.address(), List.of(), Optional.empty());
            TableImport imports = new TableImport(stack, new Server(server.address(), passwords), new AuditLog(folder.resolve("audit.jsonl")));
            try (Connection bare = DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + server.address().port() + "/postgres",
                    server.address().user(), server.password().reveal()); Statement statement = bare.createStatement()) {
                statement.execute("create table big(id bigint primary key, name text not null, amount numeric(12, 2), at timestamptz, note text)");
                double copy = seconds(() -> {
                    try (InputStream in = Files.newInputStream(file)) {
                        bare.unwrap(PGConnection.class).getCopyAPI().copyIn("copy big from stdin with (format csv, header)", in);
                    }
                });
                statement.execute("truncate big");
                System.out.printf("%d MB, heap of %d MB%n", Files.size(file) / 1_000_000, Runtime.getRuntime().maxMemory() / 1_000_000);
                System.out.printf("server's own COPY of the file  %6.1f s%n", copy);
                ImportPlan plan = new ImportPlan(file, CsvForm.USUAL, new ImportTarget.Table("public", "big"),
                        List.of(Optional.of("id"), Optional.of("name"), Optional.of("amount"), Optional.of("at"), Optional.of("note")));
                report("trial", copy, () -> imports.tryOut("postgres", plan, Progress.NONE, new Cancellation()));
                statement.execute("truncate big");
                report("import", copy, () -> imports.run("postgres", plan, Progress.NONE, new Cancellation()));
                report("import again, refused", copy, () -> imports.run("postgres", plan, Progress.NONE, new Cancellation()));
            }
        } finally {
            new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
        }
    }

    private static Path write(Path file, long bytes) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("id,name,amount,at,note\r\n");
            long written = 0;
            for (long id = 1; written < bytes; id++) {
                String row = id + ",\"Name, " + id + "\"," + id % 1000 + ".5,2026-11-24 12:00:00+00," + (id % 3 == 0 ? "" : "\"two\nlines \"\"quoted\"\" of row " + id + "\"") + "\r\n";
                out.write(row);
                written += row.length();
            }
        }
        return file;
    }

    private interface Work {
        void run() throws Exception;
    }

    private interface Import {
        ImportReport run();
    }

    private static double seconds(Work work) throws Exception {
        long started = System.nanoTime();
        work.run();
        return (System.nanoTime() - started) / 1e9;
    }

    private static void report(String what, double copy, Import work) throws Exception {
        System.gc();
        List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP).toList();
        pools.forEach(MemoryPoolMXBean::resetPeakUsage);
        ImportReport[] report = new ImportReport[1];
        double seconds = seconds(() -> report[0] = work.run());
        long peak = pools.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        System.out.printf("%-30s %6.1f s (%.1f of COPY)  %,d rows, %d problems, peak heap %d MB%n", what, seconds, seconds / copy, report[0].rows(), report[0].problems().size(), peak / 1_000_000);
    }
}
