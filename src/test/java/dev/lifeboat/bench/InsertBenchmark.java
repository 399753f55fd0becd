package dev.lifeboat.bench;

import dev.lifeboat.app.demo.EmbeddedServer;
import dev.lifeboat.app.demo.ServerBinaries;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.orm.Db;
import dev.lifeboat.orm.PoolSettings;
import dev.lifeboat.orm.Repo;
import dev.lifeboat.orm.annotation.Generated;
import dev.lifeboat.orm.annotation.Id;
import dev.lifeboat.orm.annotation.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * From how many rows on COPY is quicker than one INSERT from arrays, on a local server: what {@code Repo.insertMany} decides by.
 * Each figure is the best of five, after two rounds that warm up.
 */
public final class InsertBenchmark {
    /** What is inserted. */
    @Table("bench_rows")
    public record Entry(@Id @Generated Long id, String name, int number, UUID uuid, @Generated Instant createdAt) {}

    private InsertBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        try (EmbeddedServer server = EmbeddedServer.start(ServerBinaries.find(new Tools()));
                Db db = Db.pooled(PoolSettings.of("jdbc:postgresql://127.0.0.1:" + server.address().port() + "/postgres",
                        server.address().user(), server.password().reveal()))) {
            db.schema().create(Entry.class);
            Repo<Entry, Long> entries = db.repo(Entry.class, Entry::id);
            for (int round = 0; round < 3; round++) {
                for (int size : List.of(1, 2, 5, 10, 20, 50, 100, 200, 1_000, 5_000)) {
                    measure(db, entries, size, round == 2);
                }
            }
        }
    }

    private static void measure(Db db, Repo<Entry, Long> entries, int size, boolean print) {
        List<Entry> rows = IntStream.range(0, size).mapToObj(i -> new Entry(null, "name " + i, i, new UUID(1, i), null)).toList();
        double insert = Double.MAX_VALUE;
        double copy = Double.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            db.sql("truncate bench_rows").run();
            insert = Math.min(insert, micros(size, () -> entries.insertAll(rows)));
            copy = Math.min(copy, micros(size, () -> entries.copyIn(rows.stream())));
        }
        if (print) {
            System.out.printf("%5d rows: insertAll %7.0f us, copyIn %7.0f us, ratio %.2f%n", size, insert, copy, copy / insert);
        }
    }

    private static double micros(int size, Runnable work) {
        int times = Math.clamp(20_000 / size, 20, 500);
        long began = System.nanoTime();
        for (int i = 0; i < times; i++) {
            work.run();
        }
        return (System.nanoTime() - began) / 1e3 / times;
    }
}
