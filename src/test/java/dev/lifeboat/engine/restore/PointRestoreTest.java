package dev.lifeboat.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.engine.secret.Unlock;
import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.FolderTree;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.postgres.Lsn;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.wal.Receiving;
import dev.lifeboat.engine.wal.RecoveryTarget;
import dev.lifeboat.engine.wal.RecoveryWindow;
import dev.lifeboat.engine.wal.RecoveryWindows;
import dev.lifeboat.testing.LoggedServer;
import dev.lifeboat.testing.Writers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Brings a real server back to moments of its past, from its base backup and its log. */
@Timeout(300)
class PointRestoreTest {

    @TempDir Path folder;
    private Path places;
    private LoggedServer server;
    private int number;
    private final List<PointReport> running = new ArrayList<>();

    @BeforeEach
    void server() throws IOException {
        places = Files.createTempDirectory("lb-point-");
        Files.setPosixFilePermissions(places, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        server = LoggedServer.start(folder);
    }

    @AfterEach
    void stop() throws Exception {
        for (PointReport report : running) {
            if (!report.promoted()) shell(report.commands().get("stop"));
        }
        if (server != null) server.close();
        FolderTree.delete(places);
    }

    private PointRestore restore() {
        return new PointRestore(new Tools(), server.ground().audit());
    }

    private PointPlan plan(RecoveryTarget target, boolean promote) {
        return restore().plan(server.ground().stack(), server.ground().repository(), target, new PointPlan.Place.Folder(places.resolve("p" + number++)), promote);
    }

    private PointReport bringBack(RecoveryTarget target, boolean promote) {
        PointReport report;
        try {
            report = restore().run(plan(target, promote), Progress.NONE, new Cancellation());
        } catch (Failure e) {
            throw new AssertionError(e.getMessage() + "\n" + String.join("\n", e.hints()), e);
        }
        running.add(report);
        assertThat(report.proof()).allMatch(check -> check.level() == Check.Level.OK);
        return report;
    }

    private static String shell(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("bash", "-c", command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.strip();
    }

    private static String ask(PointReport report, String sql) throws IOException, InterruptedException {
        return shell(report.commands().get("look") + " -AtXc \"" + sql + "\"");
    }

    private RecoveryWindow window() {
        return new RecoveryWindows(server.ground().repository(), Unlock.NONE).of("shop").getFirst();
    }

    @Test
    void randomMomentsUnderLoadHaveEverythingBeforeAndNothingAfter() throws Exception {
        List<Writers.Commit> commits;
        BackupSet base;
        try (Receiving _ = Receiving.start(server.server(), server.ground().repository())) {
            try (Writers writers = Writers.start(() -> server.server().connect("postgres"), 3, 20_000)) {
                Receiving.untilCaughtUp(server);
                base = server.backUp();
                TimeUnit.SECONDS.sleep(4);
                Receiving.untilCaughtUp(server);
                commits = writers.commits();
            }
        }
        Instant stopped = base.manifest().base().orElseThrow().stoppedAt();
        long seed = System.nanoTime();
        Random random = new Random(seed);
        // Before the last commit began: there must be one that is not to come back.
        long span = commits.stream().map(Writers.Commit::from).max(Comparator.naturalOrder()).orElseThrow().toEpochMilli() - stopped.toEpochMilli() - 1;
        for (int i = 0; i < 3; i++) {
            Instant moment = stopped.plusMillis(random.nextLong(span)).plusNanos(random.nextInt(1000) * 1000L);
            PointReport report = bringBack(new RecoveryTarget.Time(moment), false);
            TreeSet<Long> there = Stream.of(ask(report, "select id from load").split("\n")).map(Long::valueOf).collect(Collectors.toCollection(TreeSet::new));
            assertThat(there).as("seed " + seed + ", " + moment).containsAll(commits.stream().filter(commit -> !commit.at().isAfter(moment)).map(Writers.Commit::id).toList());
            assertThat(there).as("seed " + seed + ", " + moment).doesNotContainAnyElementsOf(commits.stream().filter(commit -> commit.from().isAfter(moment)).map(Writers.Commit::id).toList());
            assertThat(report.log()).anyMatch(line -> line.contains("recovery stopping before"));
            assertThat(report.lastCommit().orElseThrow()).isBeforeOrEqualTo(moment);
            assertThat(ask(report, "select pg_is_in_recovery(), current_setting('archive_mode'), current_setting('listen_addresses')")).isEqualTo("t|off|");
            shell(report.commands().get("stop"));
            running.remove(report);
        }
    }

    @Test
    void everyKindOfTargetAndAnIdleServersLastSecond() throws Exception {
        String known;
        String position;
        Instant idle;
        try (Receiving _ = Receiving.start(server.server(), server.ground().repository())) {
            server.execute("create table t (i int)");
            Receiving.untilCaughtUp(server);
            server.backUp();
            server.execute("insert into t values (1)", "select pg_create_restore_point('before the change')", "insert into t values (2)");
            known = server.ask("with w as (insert into t values (3) returning 1) select pg_current_xact_id()::text from w");
            server.execute("insert into t values (4)");
            position = server.ask("select pg_current_wal_lsn()::text");
            server.execute("insert into t values (5)");
            idle = Instant.parse(server.ask("select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"));
            Receiving.untilCaughtUp(server);
            TimeUnit.SECONDS.sleep(5); // what is told of the receiver is told every two
        }
        assertThat(window().until()).isAfterOrEqualTo(idle);
        assertThat(window().points()).extracting(RecoveryWindow.Point::name).containsExactly("before the change");
        String all = "select coalesce(string_agg(i::text, ',' order by i), '') from t";
        assertThat(ask(bringBack(new RecoveryTarget.Named("before the change"), false), all)).isEqualTo("1");
        assertThat(ask(bringBack(new RecoveryTarget.Transaction(Long.parseLong(known)), false), all)).isEqualTo("1,2,3");
        assertThat(ask(bringBack(new RecoveryTarget.Position(Lsn.of(position)), false), all)).isEqualTo("1,2,3,4");
        // Nothing was committed after this: the server's own target by time would end with an error.
        assertThat(ask(bringBack(new RecoveryTarget.Time(idle), false), all)).isEqualTo("1,2,3,4,5");
    }

    @Test
    void whatIsOutsideOfTheWindowIsRefusedNamingIt() throws Exception {
        assertThatThrownBy(() -> plan(new RecoveryTarget.Time(Instant.now()), false)).isInstanceOf(Failure.NotFound.class).hasMessageContaining("There is no base backup");
        try (Receiving _ = Receiving.start(server.server(), server.ground().repository())) {
            server.execute("create table t (i int)");
            Receiving.untilCaughtUp(server);
            server.backUp();
            server.execute("insert into t values (1)");
            Receiving.untilCaughtUp(server);
        }
        RecoveryWindow window = window();
        for (RecoveryTarget outside : List.of(new RecoveryTarget.Time(window.from().minusMillis(1)), new RecoveryTarget.Time(window.until().plusSeconds(3600)),
                new RecoveryTarget.Position(Lsn.of("0/1000000")), new RecoveryTarget.Position(Lsn.of("FF/0")), new RecoveryTarget.Named("nobody made it"), new RecoveryTarget.Transaction(4_000_000_000L))) {
            assertThatThrownBy(() -> plan(outside, false)).as(outside.inWords()).isInstanceOfSatisfying(Failure.BadInput.class,
                    e -> assertThat(e.hints()).anyMatch(hint -> hint.contains(window.from().toString()) && hint.contains("positions")));
        }
    }

    @Test
    void trap28_aMissingADamagedAndAForeignSegmentAreNamedAndTheWindowEndsBeforeThem() throws Exception {
        try (Receiving _ = Receiving.start(server.server(), server.ground().repository())) {
            server.execute("create table t (i int, filler text)");
            Receiving.untilCaughtUp(server);
            server.backUp();
            for (int i = 0; i < 4; i++) server.execute("insert into t select i, repeat('x', 600) from generate_series(1, 30000) i", "select pg_switch_wal()");
            server.execute("insert into t values (0, 'last')");
            Receiving.untilCaughtUp(server);
        }
        RecoveryWindow whole = window();
        Path log = whole.store().folder().resolve("00000001");
        String third = whole.segments().get(3).text(16 << 20);
        Path stored = log.resolve(third + ".zst");
        byte[] bytes = Files.readAllBytes(stored);
        Instant last = whole.until();

        Files.move(stored, log.resolve("away"));
        RecoveryWindow cut = window();
        assertThat(cut.segments()).hasSize(3);
        assertThat(cut.until()).isBefore(last);
        assertThat(cut.why()).contains("the segment " + third + " of the log is missing");
        assertThatThrownBy(() -> plan(new RecoveryTarget.Time(last), false)).isInstanceOfSatisfying(Failure.BadInput.class,
                e -> assertThat(e.hints()).anyMatch(hint -> hint.contains(third)));
        Files.move(log.resolve("away"), stored);

        byte[] damaged = bytes.clone();
        damaged[damaged.length / 2] ^= 1;
        Files.write(stored, damaged);
        assertThatThrownBy(() -> plan(new RecoveryTarget.Time(last), false)).isInstanceOf(Failure.SetDamaged.class).hasMessageContaining(third);

        Files.write(stored, Files.readAllBytes(log.resolve(whole.segments().get(2).text(16 << 20) + ".zst")));
        assertThatThrownBy(() -> plan(new RecoveryTarget.Time(last), false)).isInstanceOf(Failure.SetDamaged.class).hasMessageContaining(third).hasMessageContaining("holds another place of the log");
        Files.write(stored, bytes);
        assertThat(ask(bringBack(new RecoveryTarget.Time(last), false), "select count(*) from t")).isEqualTo("120001");
    }

    @Test
    void aPromotedCopyIsAServerOfItsOwnAndTheNextBackupOfItGoesOnOnItsTimeline() throws Exception {
        Instant before;
        try (Receiving _ = Receiving.start(server.server(), server.ground().repository())) {
            server.execute("create table t (i int)");
            Receiving.untilCaughtUp(server);
            server.backUp();
            server.execute("insert into t values (1)");
            before = Instant.parse(server.ask("select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"));
            server.execute("delete from t");
            Receiving.untilCaughtUp(server);
        }
        PointReport report = bringBack(new RecoveryTarget.Time(before), true);
        assertThat(report.promoted()).isTrue();
        Path data = Path.of(report.place());
        assertThat(data.resolve("recovery.signal")).doesNotExist();
        assertThat(data.resolve("postmaster.pid")).doesNotExist();
        assertThat(data.resolve("pg_wal/00000002.history")).exists();
        assertThat(server.ground().audited()).containsExactly("started", "done", "started", "done");
        // In the old one's place, with its settings.
        server.embedded().stop("fast");
        Path old = server.embedded().folder().resolve("data");
        Files.move(old, old.resolveSibling("old"));
        Files.move(data, old);
        server.embedded().start();
        assertThat(server.ask("select count(*)::text from t")).isEqualTo("1");
        try (Receiving _ = Receiving.start(server.server(), server.ground().repository())) {
            server.execute("insert into t values (2)");
            Receiving.untilCaughtUp(server);
            BackupSet next = server.backUp();
            assertThat(next.manifest().base().orElseThrow().timeline()).isEqualTo(2);
            server.execute("insert into t values (3)");
            Receiving.untilCaughtUp(server);
        }
        // From the first backup too, along the new timeline.
        RecoveryWindow first = new RecoveryWindows(server.ground().repository(), Unlock.NONE).of("shop").getLast();
        assertThat(first.timeline()).isEqualTo(2);
        assertThat(first.why()).isEqualTo("no newer log has been stored");
        assertThat(ask(bringBack(new RecoveryTarget.Time(window().until()), false), "select string_agg(i::text, ',' order by i) from t")).isEqualTo("1,2,3");
    }

    @Test
    void aFailureLeavesNothingBehind() throws Exception {
        try (Receiving _ = Receiving.start(server.server(), server.ground().repository())) {
            server.execute("create table t (i int)");
            Receiving.untilCaughtUp(server);
            server.backUp();
            server.execute("insert into t values (1)");
            Receiving.untilCaughtUp(server);
        }
        Path occupied = Files.createDirectory(places.resolve("occupied"));
        Files.writeString(occupied.resolve("precious"), "x");
        PointPlan plan = plan(new RecoveryTarget.Time(window().until()), false);
        PointPlan there = new PointPlan(plan.stack(), plan.window(), plan.target(), plan.stop(), new PointPlan.Place.Folder(occupied), false, plan.neededBytes());
        assertThatThrownBy(() -> restore().run(there, Progress.NONE, new Cancellation())).isInstanceOf(Failure.PreflightFailed.class).hasMessageContaining("is not empty");
        assertThat(occupied.resolve("precious")).exists();
        Cancellation cancellation = new Cancellation();
        assertThatThrownBy(() -> restore().run(plan, new dev.lifeboat.engine.backup.Probe("Bringing the log", 0.5, cancellation::cancel), cancellation)).isInstanceOf(Failure.Cancelled.class);
        assertThat(((PointPlan.Place.Folder) plan.place()).path()).doesNotExist();
    }
}
