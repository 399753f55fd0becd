package dev.lifeboat.engine.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.secret.Unlock;
import dev.lifeboat.engine.postgres.Lsn;
import dev.lifeboat.engine.postgres.SegmentName;
import dev.lifeboat.testing.ChildJvm;
import dev.lifeboat.testing.LoggedServer;
import dev.lifeboat.testing.Writers;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Receives the log of a real server that is written to, that stops, and that hardly keeps any log by itself. */
@Timeout(180)
class WalReceiverTest {

    private static final long SEGMENT = 16 << 20;

    @TempDir Path folder;
    private LoggedServer server;
    private WalStore store;

    @BeforeEach
    void server() {
        server = LoggedServer.start(folder);
        store = new WalStore(server.ground().repository().folder(), server.ask("select system_identifier::text from pg_control_system()"), SEGMENT, Unlock.NONE);
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    /** Every event of all that is stored, the segment that is being received too. */
    private List<WalEvent> events() throws Exception {
        List<WalEvent> events = new ArrayList<>();
        WalReader reader = new WalReader(store.systemIdentifier(), SEGMENT, events::add);
        NavigableSet<Long> stored = store.stored(1);
        for (long number = stored.isEmpty() ? 1 : stored.first(); ; number++) {
            SegmentName name = new SegmentName(1, number);
            if (!store.has(name) && !store.hasPartial(name)) {
                return events;
            }
            try (InputStream in = store.open(name)) {
                reader.segment(name, in);
            }
        }
    }

    private void assertNoHole() {
        NavigableSet<Long> stored = store.stored(1);
        assertThat(stored).containsExactlyElementsOf(LongStream.rangeClosed(stored.first(), stored.last()).boxed().toList());
    }

    @Test
    void theReaderFindsWhatTheServersOwnToolFinds() throws Exception {
        // The server's tool reads the server's own files afterwards: they must still be there.
        server.execute("alter system set wal_keep_size = '1GB'", "select pg_reload_conf()");
        server.await("current_setting('wal_keep_size') = '1GB'");
        try (Receiving receiving = Receiving.start(server.server(), server.ground().repository())) {
            server.execute("create table t (i int)", "insert into t select i from generate_series(1, 200000) i", "select pg_create_restore_point('before the change')",
                    "begin; insert into t values (1); rollback", "select pg_switch_wal()", "insert into t values (2)",
                    "do $$ begin for i in 1..500 loop insert into t select 1; commit; end loop; end $$");
            Receiving.untilCaughtUp(server);
            receiving.stop();
        }
        long first = store.stored(1).first();
        Process dump = new ProcessBuilder(server.embedded().binaries().bin().resolve("pg_waldump").toString(), "-p", server.embedded().folder().resolve("data/pg_wal").toString(),
                "-s", new SegmentName(1, first).start(SEGMENT).toString(), "-r", "Transaction").redirectErrorStream(true).start();
        List<String> lines = new String(dump.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> line.startsWith("rmgr: Transaction")).toList();
        assertThat(lines).hasSizeGreaterThan(500);
        List<String> seen = events().stream().filter(WalEvent::isTransaction).map(event -> event.transaction() + " " + event.kind() + " " + event.at().truncatedTo(java.time.temporal.ChronoUnit.SECONDS)).toList();
        List<String> expected = lines.stream().filter(line -> line.contains("COMMIT") || line.contains("ABORT")).map(line -> {
            String[] parts = line.replaceAll("\\s+", " ").split("tx: | lsn|desc: (?=COMMIT|ABORT)");
            String kind = line.contains("COMMIT") ? "COMMIT" : "ABORT";
            String time = line.substring(line.indexOf(kind) + kind.length() + 1, line.indexOf(kind) + kind.length() + 20).replace(' ', 'T') + "Z";
            return parts[1].replaceAll("[^0-9]", "") + " " + kind + " " + Instant.parse(time);
        }).toList();
        assertThat(seen).isEqualTo(expected);
        assertThat(events().stream().filter(event -> !event.isTransaction()).map(WalEvent::name)).containsExactly("before the change");
    }

    @Test
    void aKilledReceiverGoesOnWithoutAHoleUnderLoad() throws Exception {
        server.ground().repository();
        String[] arguments = {String.valueOf(server.embedded().address().port()), server.embedded().password().reveal(), server.ground().repository().folder().toString()};
        Lsn end;
        List<Writers.Commit> commits;
        try (Writers writers = Writers.start(() -> server.server().connect("postgres"), 2, 60_000)) {
            for (int kills = 0; kills < 3; kills++) {
                try (ChildJvm child = ChildJvm.start(Receiving.class, arguments)) {
                    assertThat(child.line()).isEqualTo("ready");
                    int before = store.stored(1).size();
                    while (store.stored(1).size() < before + 2) TimeUnit.MILLISECONDS.sleep(20);
                    child.kill();
                }
            }
            commits = writers.commits();
        }
        try (Receiving receiving = Receiving.start(server.server(), server.ground().repository())) {
            end = Lsn.of(server.ask("select pg_current_wal_flush_lsn()::text"));
            Receiving.untilCaughtUp(server);
            assertThat(receiving.stop().gaps()).isEmpty();
        }
        assertNoHole();
        assertThat(store.stored(1)).hasSizeGreaterThan(5);
        List<WalEvent> events = events();
        assertThat(events.stream().filter(event -> event.kind() == WalEvent.Kind.COMMIT).count()).isGreaterThanOrEqualTo(commits.stream().filter(commit -> commit.at().isAfter(events.getFirst().at().plusSeconds(1))).count());
        assertThat(commits.getLast().at()).isAfter(events.getFirst().at().plusSeconds(1));
        assertThat(events.getLast().end()).isLessThanOrEqualTo(end);
    }

    @Test
    void aServerThatStopsAndComesBackIsGoneOnWith() throws Exception {
        try (Receiving receiving = Receiving.start(server.server(), server.ground().repository())) {
            server.execute("create table t (i int)", "insert into t select i from generate_series(1, 300000) i");
            Receiving.untilCaughtUp(server);
            server.embedded().stop("immediate");
            server.embedded().start();
            server.execute("insert into t select i from generate_series(1, 300000) i");
            Receiving.untilCaughtUp(server);
            assertThat(receiving.notes()).anyMatch(note -> note.contains("Trying again in 1 s"));
            assertThat(receiving.stop().gaps()).isEmpty();
        }
        assertNoHole();
        events();
    }

    @Test
    void trap33_aSlotThatTheServerGaveUpIsAGapThatIsSaid() throws Exception {
        server.execute("alter system set max_slot_wal_keep_size = '16MB'", "select pg_reload_conf()");
        try (Receiving receiving = Receiving.start(server.server(), server.ground().repository())) {
            server.execute("create table t (i int, filler text)", "insert into t select i, repeat('x', 500) from generate_series(1, 60000) i");
            Receiving.untilCaughtUp(server);
            assertThat(receiving.notes()).noneMatch(note -> note.contains("without a limit"));
            receiving.stop();
        }
        long before = store.stored(1).last();
        boolean partial = store.hasPartial(new SegmentName(1, before + 1));
        for (int i = 0; i < 6; i++) {
            server.execute("insert into t select i, repeat('x', 500) from generate_series(1, 60000) i", "checkpoint");
        }
        server.await("(select wal_status from pg_replication_slots) = 'lost'");
        try (Receiving receiving = Receiving.start(server.server(), server.ground().repository())) {
            server.execute("insert into t values (1, 'after')", "select pg_switch_wal()", "insert into t values (2, 'after')");
            Receiving.untilCaughtUp(server);
            // Wherever it went on from, this ends a segment.
            server.execute("select pg_switch_wal()", "insert into t values (3, 'after')");
            Receiving.untilCaughtUp(server);
            assertThat(receiving.stop().gaps()).hasSize(2).anyMatch(gap -> gap.contains("gave up the slot")).anyMatch(gap -> gap.contains("Take a new base backup"));
        }
        assertThat(store.has(new SegmentName(1, before + 1))).isFalse();
        assertThat(store.hasPartial(new SegmentName(1, before + 1))).as("nothing of it was received in the second run").isEqualTo(partial);
        assertThat(store.stored(1).last()).isGreaterThan(before + 2);
    }

    @Test
    void trap33_anUnlimitedSlotIsWarnedOf() throws Exception {
        try (Receiving receiving = Receiving.start(server.server(), server.ground().repository())) {
            server.execute("create table t (i int)");
            Receiving.untilCaughtUp(server);
            assertThat(receiving.notes()).anyMatch(note -> note.contains("without a limit") && note.contains("max_slot_wal_keep_size"));
        }
    }
}
