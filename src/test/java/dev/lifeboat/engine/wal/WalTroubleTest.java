package dev.lifeboat.engine.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.postgres.SegmentName;
import dev.lifeboat.engine.secret.Unlock;
import dev.lifeboat.testing.LoggedServer;
import dev.lifeboat.testing.SmallDisk;
import java.nio.file.Path;
import java.util.NavigableSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The log of a real server is received onto a disk that fills up, and one that is pulled out. */
@Timeout(180)
class WalTroubleTest {

    private static final int SEGMENT_PAGES = (16 << 20) / SmallDisk.PAGE;

    @TempDir Path folder;
    private LoggedServer server;
    private SmallDisk disk;
    private WalStore store;

    @BeforeEach
    void server() throws Exception {
        disk = SmallDisk.mount(folder.resolve("repository"), 4 * SEGMENT_PAGES);
        server = LoggedServer.start(folder);
        store = new WalStore(server.ground().repository().folder(), server.ask("select system_identifier::text from pg_control_system()"), 16 << 20, Unlock.NONE);
        server.execute("create table t (i int, t text)");
    }

    @AfterEach
    void stop() throws Exception {
        if (server != null) {
            server.close();
        }
        disk.close();
    }

    private void writeSegments(int count) {
        for (int i = 0; i < count; i++) {
            server.execute("insert into t select i, repeat('x', 100) from generate_series(1, 1000) i", "select pg_switch_wal()");
        }
    }

    private static void awaitEnd(Receiving receiving) throws InterruptedException {
        for (int tries = 0; receiving.isAtWork(); tries++) {
            assertThat(tries).as("the receiver goes on: " + receiving.notes()).isLessThan(600);
            Thread.sleep(50);
        }
    }

    @Test
    void aFullDiskEndsTheReceiverAndNothingIsMissingAfterwards() throws Exception {
        server.ground().repository();
        try (Receiving receiving = Receiving.start(server.server(), server.ground().repository())) {
            Receiving.untilCaughtUp(server);
            disk.leave(SEGMENT_PAGES / 2);
            writeSegments(3);
            awaitEnd(receiving);
            assertThatThrownBy(receiving::stop).isInstanceOf(ExecutionException.class).cause().isInstanceOfSatisfying(Failure.StorageFailed.class, e -> {
                assertThat(e.full()).isTrue();
                assertThat(e.hints()).first().asString().contains("Free some space");
            });
        }
        disk.empty();
        try (Receiving receiving = Receiving.start(server.server(), server.ground().repository())) {
            Receiving.untilCaughtUp(server);
            assertThat(receiving.stop().gaps()).isEmpty();
        }
        NavigableSet<Long> stored = store.stored(1);
        assertThat(stored).containsExactlyElementsOf(LongStream.rangeClosed(stored.first(), stored.last()).boxed().toList());
        for (long number : stored) {
            store.requireUnchanged(new SegmentName(1, number));
        }
    }

    /** What lies under the mount would be told to the server as safe, and be missing for ever. */
    @Test
    void aDiskThatIsPulledOutEndsTheReceiverAndNothingIsKeptInItsPlace() throws Exception {
        server.ground().repository();
        try (Receiving receiving = Receiving.start(server.server(), server.ground().repository())) {
            Receiving.untilCaughtUp(server);
            disk.vanish();
            writeSegments(3);
            awaitEnd(receiving);
            assertThatThrownBy(receiving::stop).isInstanceOf(ExecutionException.class).cause()
                    .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.hints()).first().asString().contains("mounted"));
        }
        assertThat(disk.folder()).isEmptyDirectory();
    }
}
