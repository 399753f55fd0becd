package dev.lifeboat.engine.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.FolderTree;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.postgres.SegmentName;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.secret.Unlock;
import dev.lifeboat.testing.LoggedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Deletes log of a real server that no base backup needs, and not a segment more. */
@Timeout(180)
class LogPruningTest {

    private static final long SEGMENT = 16 << 20;

    @TempDir Path folder;

    private static long firstNeeded(BackupSet set) {
        return SegmentName.at(1, set.manifest().base().orElseThrow().start(), SEGMENT).number();
    }

    @Test
    void trap45_theLogGoesWithTheBaseBackupThatNeededItAndNotBefore() throws Exception {
        try (LoggedServer server = LoggedServer.start(folder)) {
            Repository repository = server.ground().repository();
            WalStore store = new WalStore(repository.folder(), server.ask("select system_identifier::text from pg_control_system()"), SEGMENT, Unlock.NONE);
            LogPruning pruning = new LogPruning(repository);
            BackupSet first;
            BackupSet second;
            try (Receiving _ = Receiving.start(server.server(), repository)) {
                server.execute("create table t (i int)", "select pg_switch_wal()", "insert into t values (1)", "select pg_switch_wal()", "insert into t values (2)");
                Receiving.untilCaughtUp(server);
                int before = store.stored(1).size();
                assertThat(pruning.run("shop", Progress.NONE, new Cancellation())).as("there is no base backup").isEqualTo(LogPruning.Going.NOTHING);
                first = server.backUp();
                server.execute("insert into t values (3)", "select pg_switch_wal()", "insert into t values (4)", "select pg_switch_wal()", "insert into t values (5)");
                second = server.backUp();
                server.execute("select pg_switch_wal()", "insert into t values (6)");
                Receiving.untilCaughtUp(server);
                assertThat(store.stored(1)).hasSizeGreaterThan(before + 3);
            }
            long oldest = store.stored(1).first();
            assertThat(oldest).isLessThan(firstNeeded(first));
            assertThat(pruning.preview("other", Set.of())).isEqualTo(LogPruning.Going.NOTHING);
            assertThat(pruning.preview("shop", Set.of()).segments()).isEqualTo((int) (firstNeeded(first) - oldest));
            LogPruning.Going both = pruning.preview("shop", Set.of(first.id()));
            assertThat(both.segments()).isEqualTo((int) (firstNeeded(second) - oldest));
            assertThat(pruning.preview("shop", Set.of(first.id(), second.id()))).as("without a base backup all stays").isEqualTo(LogPruning.Going.NOTHING);

            Path manifest = first.folder().resolve("manifest.json");
            byte[] whole = Files.readAllBytes(manifest);
            Files.writeString(manifest, "{");
            assertThat(pruning.run("shop", Progress.NONE, new Cancellation())).as("a set that cannot be read may need it").isEqualTo(LogPruning.Going.NOTHING);
            Files.write(manifest, whole);

            RecoveryWindow window = new RecoveryWindows(repository, Unlock.NONE).of("shop").getFirst();
            FolderTree.delete(first.folder());
            assertThat(pruning.run("shop", Progress.NONE, new Cancellation())).isEqualTo(both);
            assertThat(store.stored(1).first()).isEqualTo(firstNeeded(second));
            try (var files = Files.list(store.folder().resolve("00000001"))) {
                assertThat(files.filter(file -> file.toString().endsWith(".json"))).as("facts go with their segment").hasSameSizeAs(store.stored(1));
            }
            RecoveryWindow after = new RecoveryWindows(repository, Unlock.NONE).of("shop").getFirst();
            assertThat(after.base().id()).isEqualTo(second.id());
            assertThat(after.until()).isEqualTo(window.until());
            assertThat(after.segments()).isEqualTo(window.segments());
            assertThat(pruning.run("shop", Progress.NONE, new Cancellation())).isEqualTo(LogPruning.Going.NOTHING);
        }
    }

    @Test
    void trap32_theOldTimelineGoesWhenOnlyABackupOfTheNewOneIsKept() throws Exception {
        try (LoggedServer server = LoggedServer.start(folder)) {
            Repository repository = server.ground().repository();
            WalStore store = new WalStore(repository.folder(), server.ask("select system_identifier::text from pg_control_system()"), SEGMENT, Unlock.NONE);
            BackupSet base = server.backUp();
            long first = firstNeeded(base);
            Path old = Files.createDirectories(store.folder().resolve("00000001"));
            Path younger = Files.createDirectories(store.folder().resolve("00000002"));
            for (long number = first - 1; number < first + 3; number++) {
                Files.writeString(old.resolve(new SegmentName(1, number).text(SEGMENT) + ".zst"), "log");
                Files.writeString(younger.resolve(new SegmentName(2, number).text(SEGMENT) + ".zst"), "log");
            }
            LogPruning pruning = new LogPruning(repository);
            assertThat(pruning.preview("shop", Set.of()).segments()).as("where timeline 2 comes from is not known").isEqualTo(1 + 1);
            store.keepHistory(2, "1\t" + new SegmentName(1, first + 1).start(SEGMENT) + "\tno recovery target specified\n");
            assertThat(pruning.preview("shop", Set.of()).segments()).isEqualTo(1 + 1);
            store.keepHistory(2, "7\t0/5000000\tno recovery target specified\n");
            assertThat(pruning.preview("shop", Set.of()).segments()).as("it came from another one").isEqualTo(1 + 4);
            // The backup is of timeline 2 now: what timeline 1 has is of no use.
            Path manifest = base.folder().resolve("manifest.json");
            Files.writeString(manifest, Files.readString(manifest).replaceFirst("\"timeline\" : 1", "\"timeline\" : 2"));
            assertThat(pruning.preview("shop", Set.of()).segments()).isEqualTo(4 + 1);
        }
    }
}
