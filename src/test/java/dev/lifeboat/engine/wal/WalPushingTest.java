package dev.lifeboat.engine.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.engine.secret.Unlock;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.testing.LoggedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The files of a real server's log, as its archive_command hands them over. */
@Timeout(120)
class WalPushingTest {

    @TempDir Path folder;

    @Test
    void trap27_theSameOnceMoreIsAcceptedAndAnotherRefused() throws Exception {
        try (LoggedServer server = LoggedServer.start(folder, "wal_keep_size = 1GB"); LoggedServer other = LoggedServer.start(folder.resolve("other"), "wal_keep_size = 1GB")) {
            for (LoggedServer one : List.of(server, other)) {
                one.execute("create table t (i int)", "select pg_switch_wal()", "insert into t values (1)", "select pg_switch_wal()", "insert into t values (2)");
            }
            Path log = server.embedded().folder().resolve("data/pg_wal");
            List<Path> segments;
            try (Stream<Path> files = Files.list(log)) {
                segments = files.filter(file -> file.getFileName().toString().length() == 24).sorted().toList();
            }
            Path second = segments.get(1);
            WalPushing pushing = new WalPushing(server.ground().repository(), Optional.empty());
            WalStore store = new WalStore(server.ground().repository().folder(), server.ask("select system_identifier::text from pg_control_system()"), 16 << 20, Unlock.NONE);
            assertThat(pushing.push(segments.getFirst())).isEqualTo(WalPushing.Result.STORED);
            assertThat(pushing.push(second)).isEqualTo(WalPushing.Result.STORED);
            assertThat(pushing.push(second)).isEqualTo(WalPushing.Result.STORED);
            assertThat(store.stored(1)).hasSize(2);

            Path changed = Files.createDirectory(folder.resolve("changed")).resolve(second.getFileName());
            // A whole and sound segment in every respect, but not that one.
            Files.copy(other.embedded().folder().resolve("data/pg_wal").resolve(second.getFileName()), changed);
            assertThat(pushing.push(changed)).isEqualTo(WalPushing.Result.STORED); // of the other server, and put to that
            assertThat(store.stored(1)).hasSize(2);
            byte[] bytes = Files.readAllBytes(second);
            byte[] cut = java.util.Arrays.copyOf(bytes, bytes.length - 8192);
            Files.write(changed, cut);
            assertThatThrownBy(() -> pushing.push(changed)).isInstanceOf(Failure.SetDamaged.class).hasMessageContaining("has 16769024 bytes instead of 16777216");
            Files.copy(segments.getFirst(), changed, StandardCopyOption.REPLACE_EXISTING);
            assertThatThrownBy(() -> pushing.push(changed)).isInstanceOf(Failure.SetDamaged.class).hasMessageContaining("holds another place of the log");
            byte[] flipped = bytes.clone();
            flipped[8192 * 2 + 100] ^= 1;
            boolean zeros = bytes[8192 * 2 + 100] == 0;
            Files.write(changed, flipped);
            assertThatThrownBy(() -> pushing.push(changed)).isInstanceOf(Failure.SetDamaged.class).hasMessageContaining(zeros ? "behind the end of its log" : "damaged record");
            // Sound by itself, but it ends earlier than the stored one.
            byte[] shorter = bytes.clone();
            int end = lastRecord(bytes);
            java.util.Arrays.fill(shorter, end, shorter.length, (byte) 0);
            Files.write(changed, shorter);
            assertThatThrownBy(() -> pushing.push(changed)).isInstanceOf(Failure.VerificationFailed.class).hasMessageContaining("is stored already");
            assertThat(pushing.push(second)).isEqualTo(WalPushing.Result.STORED);

            Path backup = Files.writeString(log.resolve("000000010000000000000002.00000028.backup"), "START WAL LOCATION");
            assertThat(pushing.push(backup)).isEqualTo(WalPushing.Result.NOT_NEEDED);
            Path history = Files.writeString(log.resolve("00000002.history"), "1\t0/3000000\tno recovery target specified\n");
            assertThat(pushing.push(history)).isEqualTo(WalPushing.Result.STORED);
            assertThat(pushing.push(history)).isEqualTo(WalPushing.Result.STORED);
            Files.writeString(history, "1\t0/4000000\tno recovery target specified\n");
            assertThatThrownBy(() -> pushing.push(history)).isInstanceOf(Failure.VerificationFailed.class);
            assertThatThrownBy(() -> pushing.push(folder.resolve("pgpass"))).isInstanceOf(Failure.BadInput.class);
        }
    }

    /** Where the last record of the first page that is not filled begins. */
    private static int lastRecord(byte[] segment) {
        int at = 40;
        int last = at;
        var bytes = java.nio.ByteBuffer.wrap(segment).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        if ((bytes.getShort(2) & 1) != 0) at = at + bytes.getInt(16) + 7 & ~7;
        while (at < 8192 - 24 && bytes.getInt(at) > 0 && at + bytes.getInt(at) < 8192) {
            last = at;
            at = at + bytes.getInt(at) + 7 & ~7;
        }
        return last;
    }
}
