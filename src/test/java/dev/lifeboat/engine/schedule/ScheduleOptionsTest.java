package dev.lifeboat.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.backup.BackupChoices;
import dev.lifeboat.engine.backup.BackupHandling;
import dev.lifeboat.engine.backup.Hook;
import dev.lifeboat.engine.backup.SetOptions;
import dev.lifeboat.engine.repository.Compression;
import dev.lifeboat.engine.secret.Encryption;
import dev.lifeboat.engine.secret.Identity;
import dev.lifeboat.engine.secret.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The options of scheduled backups are kept, said again, and refused where they mean nothing. */
class ScheduleOptionsTest {

    @TempDir Path folder;

    private static Schedule of(Action action, BackupChoices choices) {
        return new Schedule("one", "shop", action, Cron.parse("0 4 * * *"), ZoneOffset.UTC, Duration.ZERO, Instant.EPOCH, choices);
    }

    private static BackupChoices choices(List<String> databases, List<String> volumes, boolean stop, Optional<Encryption> encryption, int parallel) {
        BackupHandling handling = new BackupHandling(Compression.GZIP, OptionalInt.of(2), OptionalLong.of(5 << 20), parallel, Optional.of(Duration.ofMinutes(90)),
                Optional.of(new Hook(List.of("docker", "pause", "it's \"it\" %h"), Duration.ofSeconds(30))), Optional.of(new Hook(List.of("tell"), Duration.ofSeconds(30))));
        return new BackupChoices(databases, volumes, stop, new SetOptions(Optional.of("by clock"), 9, encryption, handling));
    }

    @Test
    void allOfThemComeBackFromTheFile() throws Exception {
        Encryption keys = Encryption.to(List.of(Identity.generate().recipient()));
        Schedule schedule = of(Action.BACKUP_FULL, choices(List.of("shop", "stock"), List.of("files"), true, Optional.of(keys), 2));
        ScheduleStore store = new ScheduleStore(folder);
        store.save(schedule);
        assertThat(store.get("one")).isEqualTo(schedule);
        assertThat(store.get("one").choices()).isEqualTo(schedule.choices());
        Schedule open = of(Action.BACKUP_FULL, choices(List.of(), List.of(), false, Optional.of(Encryption.NONE), 1));
        store.save(open);
        assertThat(store.get("one").choices().common().encryption()).as("not as the stack says").contains(Encryption.NONE);
        store.save(of(Action.BACKUP_BASE, BackupChoices.USUAL));
        assertThat(store.get("one").choices()).isEqualTo(BackupChoices.USUAL);
        assertThat(Files.readString(folder.resolve("one.json"))).contains("\"options\" : null");
    }

    @Test
    void theCommandAndTheCrontabSayThemAgain() {
        Schedule schedule = of(Action.BACKUP_FULL, choices(List.of("shop"), List.of("files"), true, Optional.empty(), 2));
        assertThat(schedule.options()).containsExactly("--database", "shop", "--volume", "files", "--stop", "--label", "by clock", "--compression", "gzip", "--level", "9", "--workers", "2",
                "--parallel", "2", "--limit-rate", "5M", "--time-out", "90m", "--before", "docker pause 'it'\"'\"'s \"it\" %h'", "--after", "tell", "--hook-time-out", "30s");
        assertThat(Hook.of("docker pause 'it'\"'\"'s \"it\" %h'", Hook.USUAL).command()).containsExactly("docker", "pause", "it's \"it\" %h");
        assertThat(schedule.command()).startsWith("lifeboat backup full --stack shop --database shop --volume files --stop --label 'by clock' --compression gzip");
        assertThat(Crontab.of(List.of(schedule), List.of("lifeboat"), List.of(), ZoneOffset.UTC)).contains("\n0 4 * * * lifeboat backup full --stack shop --database shop").contains(" \\%h");
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void whatMeansNothingIsRefused(Action action) {
        boolean databases = action == Action.BACKUP_DATABASE || action == Action.BACKUP_FULL;
        assertThat(of(action, choices(List.of(), List.of(), false, Optional.empty(), 1)).problems().isEmpty()).isEqualTo(action.isBackup());
        assertThat(of(action, choices(List.of("shop"), List.of(), false, Optional.empty(), 1)).problems().isEmpty()).isEqualTo(databases);
        assertThat(of(action, choices(List.of(), List.of(), false, Optional.empty(), 2)).problems().isEmpty()).isEqualTo(databases);
        assertThat(of(action, choices(List.of(), List.of("files"), false, Optional.empty(), 1)).problems().isEmpty()).isEqualTo(action == Action.BACKUP_VOLUMES || action == Action.BACKUP_FULL);
        assertThat(of(action, choices(List.of(), List.of(), true, Optional.empty(), 1)).problems().isEmpty()).isEqualTo(action == Action.BACKUP_FULL);
    }

    @Test
    void aPassphraseIsNeverKept() {
        Schedule schedule = of(Action.BACKUP_DATABASE, choices(List.of(), List.of(), false, Optional.of(new Encryption.WithPassphrase(new Secret("open sesame"))), 1));
        assertThatThrownBy(() -> new ScheduleStore(folder).save(schedule)).isInstanceOf(Failure.BadInput.class).hasMessageContaining("passphrase");
        assertThat(folder).isEmptyDirectory();
    }
}
