package dev.lifeboat.bench;

import dev.lifeboat.app.StackPools;
import dev.lifeboat.app.demo.EmbeddedServer;
import dev.lifeboat.app.demo.ServerBinaries;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.orm.Db;
import dev.lifeboat.orm.Rows;
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
import java.util.Optional;

/**
 * What the Browser asks of the server when a table of ten million rows is chosen: its catalog and its first page, over a
 * local connection, beside the bare statement. The drawing comes on top; the window's log and a stopwatch tell it.
 *
 * <p>Arguments: millions of rows (default 10), rounds (default 20).
 */
public final class PageBenchmark {

    private PageBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        int millions = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20;
        Path folder = Files.createTempDirectory("lifeboat-benchmark-");
        try (EmbeddedServer server = EmbeddedServer.start(ServerBinaries.find(new Tools()))) {
            Passwords passwords = new Passwords(folder.resolve("pgpass"), Map.of());
            passwords.store(server.address().host(), server.address().port(), server.address().user(), server.password());
            Stack stack = new Stack("bench", Environment.DEVELOPMENT, server.address(), List.of(), Optional.empty());
            try (Connection bare = DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + server.address().port() + "/postgres",
                    server.address().user(), server.password().reveal()); Statement statement = bare.createStatement()) {
                statement.execute("create unlogged table big as select i as id, md5(i::text) as name, now() as at, i % 7 = 0 as odd from generate_series(1, "
                        + millions * 1_000_000L + ") i");
                statement.execute("alter table big add primary key (id)");
                statement.execute("vacuum analyze big");
                measure(new StackPools(passwords).readOnly(stack, "postgres"), statement, rounds);
            }
        } finally {
            new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
        }
    }

    private static void measure(Db db, Statement bare, int rounds) throws SQLException {
        List<Double> bareMillis = new ArrayList<>();
        List<Double> catalogMillis = new ArrayList<>();
        List<Double> pageMillis = new ArrayList<>();
        try (db) {
            for (int round = 0; round < rounds; round++) {
                long began = System.nanoTime();
                readAll(bare);
                long read = System.nanoTime();
                Rows rows = db.rows("public", "big");
                long described = System.nanoTime();
                if (rows.page(100).rows().size() != 100) {
                    throw new IllegalStateException("not a whole page");
                }
                bareMillis.add((read - began) / 1e6);
                catalogMillis.add((described - read) / 1e6);
                pageMillis.add((System.nanoTime() - described) / 1e6);
            }
        }
        print("first page, bare statement", bareMillis);
        print("catalog of the table", catalogMillis);
        print("first page, Lifeboat", pageMillis);
    }

    private static void readAll(Statement bare) throws SQLException {
        try (ResultSet rows = bare.executeQuery("select id, name, at, odd from big order by id limit 101")) {
            while (rows.next()) {
                rows.getString(2);
            }
        }
    }

    private static void print(String name, List<Double> millis) {
        List<Double> sorted = millis.stream().sorted().toList();
        System.out.printf("%-30s first %7.1f ms   median %6.1f ms   worst %7.1f ms%n", name, millis.getFirst(), sorted.get(sorted.size() / 2), sorted.getLast());
    }
}
