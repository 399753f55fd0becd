package dev.lifeboat.engine.backup;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Sizes;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.RateLimit;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.engine.postgres.DatabaseDump;
import dev.lifeboat.engine.postgres.DatabaseFacts;
import dev.lifeboat.engine.postgres.NotProtected;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.postgres.TableSizes;
import dev.lifeboat.engine.postgres.dump.DumpContents;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.repository.MemberPath;
import dev.lifeboat.engine.repository.MemberWriter;
import dev.lifeboat.engine.repository.SetWriter;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Dumps the databases of a plan, so many at the same time as it says. The first that fails ends the others. */
final class DatabaseDumps {

    private final DatabaseBackupPlan plan;
    private final Server server;
    private final DatabaseDump dump;
    private final Progress progress;
    private final Cancellation cancellation = new Cancellation();
    private final Cancellation asked;
    private final Optional<RateLimit> limit;
    private final boolean together;

    /** @param records in the order of the plan */
    record Dumped(List<Manifest.DatabaseRecord> records, List<String> warnings, Map<String, Long> phaseMillis) {}

    private record One(Manifest.DatabaseRecord record, List<String> warnings, long millis) {}

    DatabaseDumps(DatabaseBackupPlan plan, Server server, Progress progress, Cancellation asked) {
        this.plan = plan;
        this.server = server;
        this.progress = progress;
        this.asked = asked;
        dump = new DatabaseDump(plan.tools(), server);
        limit = plan.handling().bytesPerSecond().stream().mapToObj(rate -> new RateLimit(rate, cancellation)).findFirst();
        together = plan.handling().parallel() > 1 && plan.databaseBytes().size() > 1;
    }

    /** @param snapshots for each database the moment it is dumped as of; empty for now */
    Dumped into(SetWriter writer, Function<String, Optional<String>> snapshots) {
        try (Cancellation.Registration _ = asked.onCancel(cancellation::cancel)) {
            Map<String, One> dumped = together ? together(writer, snapshots) : oneByOne(writer, snapshots);
            List<Manifest.DatabaseRecord> records = new ArrayList<>();
            List<String> warnings = new ArrayList<>();
            Map<String, Long> phaseMillis = new LinkedHashMap<>();
            dumped.forEach((database, one) -> {
                records.add(one.record());
                warnings.addAll(one.warnings());
                phaseMillis.put("Dumping " + database, one.millis());
            });
            return new Dumped(List.copyOf(records), List.copyOf(warnings), phaseMillis);
        }
    }

    private Map<String, One> oneByOne(SetWriter writer, Function<String, Optional<String>> snapshots) {
        Map<String, One> dumped = new LinkedHashMap<>();
        for (String database : plan.databaseBytes().keySet()) {
            cancellation.check();
            DumpProgress tables = new DumpProgress("Dumping " + database, TableSizes.of(server, database, cancellation), progress);
            dumped.put(database, dump(database, snapshots.apply(database), writer, tables));
        }
        return dumped;
    }

    private Map<String, One> together(SetWriter writer, Function<String, Optional<String>> snapshots) {
        Map<String, TableSizes> sizes = new LinkedHashMap<>();
        plan.databaseBytes().keySet().forEach(database -> sizes.put(database, TableSizes.of(server, database, cancellation)));
        long total = sizes.values().stream().mapToLong(TableSizes::total).sum();
        progress.phase("Dumping " + Sizes.count(sizes.size(), "database"), total == 0 ? Progress.UNKNOWN : total, Unit.BYTES);
        Map<String, Future<One>> running = new LinkedHashMap<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(plan.handling().parallel(), Thread.ofVirtual().name("dump-", 0).factory())) {
            sizes.forEach((database, tables) -> running.put(database, pool.submit(() -> orEndTheOthers(database, snapshots.apply(database), writer, tables))));
        }
        RuntimeException first = running.values().stream().flatMap(one -> failure(one).stream())
                .reduce((one, other) -> one instanceof Failure.Cancelled ? other : one).orElse(null);
        if (first != null) {
            throw first;
        }
        Map<String, One> dumped = new LinkedHashMap<>();
        running.forEach((database, one) -> dumped.put(database, one.resultNow()));
        return dumped;
    }

    private One orEndTheOthers(String database, Optional<String> snapshot, SetWriter writer, TableSizes tables) {
        try {
            cancellation.check();
            return dump(database, snapshot, writer, new DumpProgress(tables, progress));
        } catch (RuntimeException e) {
            cancellation.cancel();
            throw e;
        }
    }

    private static Optional<RuntimeException> failure(Future<One> one) {
        try {
            one.get();
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(new Failure.Cancelled("Interrupted while databases were dumped."));
        }
    }

    private One dump(String database, Optional<String> snapshot, SetWriter writer, DumpProgress tables) {
        long began = System.nanoTime();
        DatabaseFacts facts = server.database(database).orElseThrow(() -> new Failure.NotFound("Database \"" + database + "\" is no longer on the server."));
        List<String> warnings = NotProtected.in(server, database);
        try (MemberWriter member = writer.member(MemberPath.ofDump(database), plan.handling().compression(), plan.zstdLevel(), plan.zstdWorkers())) {
            OutputStream copy = limit.map(rate -> rate.on(member)).orElse(member);
            DumpContents contents = dump.database(database, snapshot, copy, tables, cancellation);
            String stored = member.finish().path();
            tables.finished();
            progress.note(database + ": " + Sizes.count(contents.tables().size(), "table") + ", " + Sizes.count(contents.rows(), "row"));
            return new One(Manifest.DatabaseRecord.of(facts, stored, contents), warnings, SetTaking.millisSince(began));
        }
    }
}
