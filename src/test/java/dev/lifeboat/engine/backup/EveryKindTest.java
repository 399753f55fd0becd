package dev.lifeboat.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Compression;
import dev.lifeboat.engine.repository.Kind;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.VerificationResult;
import dev.lifeboat.engine.replication.DestinationStore;
import dev.lifeboat.engine.replication.Replication;
import dev.lifeboat.engine.replication.place.Places;
import dev.lifeboat.engine.repository.RetentionStore;
import dev.lifeboat.engine.schedule.Action;
import dev.lifeboat.engine.schedule.Cron;
import dev.lifeboat.engine.schedule.Schedule;
import dev.lifeboat.engine.schedule.ScheduleStore;
import dev.lifeboat.engine.schedule.ScheduledWork;
import dev.lifeboat.engine.secret.Encryption;
import dev.lifeboat.engine.secret.Identity;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.secret.Unlock;
import dev.lifeboat.engine.stack.DockerSide;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.engine.stack.StackStore;
import dev.lifeboat.testing.Mounts;
import dev.lifeboat.testing.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What can be chosen about a set means the same for every kind: compression, rate, time, hooks, label, encryption, and the room that is looked for. */
@Timeout(300)
class EveryKindTest {

    @RegisterExtension static final TestEngine DOCKER = TestEngine.docker();

    private static String server;
    private static String volume;
    private static String writer;

    @TempDir Path folder;
    private DockerGround ground;
    private Backups backups;

    @BeforeAll
    static void stack() throws Exception {
        server = DOCKER.startPostgres("kinds");
        DOCKER.run("exec", server, "psql", "-q", "-U", "postgres", "-h", "127.0.0.1", "-c",
                "create table rows as select i, string_agg(md5(i::text || j::text), '') as filler from generate_series(1, 4000) i, generate_series(1, 10) j group by i");
        volume = DOCKER.volume("kinds");
        writer = DOCKER.start("kinds-writer", TestEngine.BUSYBOX, "-v", volume + ":/files", "--stop-signal", "KILL");
    }

    @BeforeEach
    void ground() {
        ground = new DockerGround(DOCKER, folder);
        var audit = new AuditLog(folder.resolve("audit.jsonl"));
        var passwords = new Passwords(folder.resolve("none"), Map.of("PGPASSWORD", "secret"));
        var databases = new DatabaseBackup(new Tools(), passwords, audit);
        var volumes = new VolumeBackup(audit);
        backups = new Backups(databases, volumes, new FullBackup(databases, volumes, passwords, audit, folder.resolve("held")), new BaseBackup(new Tools(), passwords, audit));
    }

    private Stack shop() {
        return ground.stack(server, List.of(new DockerSide.StackService(writer, true)), volume);
    }

    private BackupPlan plan(Kind kind, Repository repository, SetOptions common) {
        BackupChoices choices = new BackupChoices(List.of(), List.of(), true, common);
        return switch (kind) {
            case DATABASE -> backups.databases().plan(shop(), repository, choices.ofDatabases());
            case VOLUMES -> backups.volumes().plan(shop(), repository, choices.ofVolumes());
            case FULL -> backups.full().plan(shop(), repository, choices.full());
            case BASE -> backups.base().plan(shop(), repository, choices.base());
        };
    }

    private BackupSet run(BackupPlan plan) {
        return switch (plan) {
            case DatabaseBackupPlan databases -> backups.databases().run(databases, Progress.NONE, new Cancellation());
            case VolumeBackupPlan volumes -> backups.volumes().run(volumes, Progress.NONE, new Cancellation());
            case FullBackupPlan full -> backups.full().run(full, Progress.NONE, new Cancellation());
            case BaseBackupPlan base -> backups.base().run(base, Progress.NONE, new Cancellation());
        };
    }

    private BackupSet take(Kind kind, SetOptions common) {
        return run(plan(kind, ground.repository(), common));
    }

    private static SetOptions with(BackupHandling handling) {
        return new SetOptions(Optional.empty(), 3, Optional.empty(), handling);
    }

    private static BackupHandling compressed(Compression how) {
        return new BackupHandling(how, OptionalInt.of(0), OptionalLong.empty(), 1, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private Hook script(String name, String line) throws IOException {
        Path script = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + line + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return new Hook(List.of(script.toString()), Duration.ofMinutes(1));
    }

    private void nothingIsLeft() throws Exception {
        assertThat(ground.repository().list().sets()).isEmpty();
        assertThat(ground.repository().list().orphans()).isEmpty();
        assertThat(ground.helpers()).isEmpty();
        assertThat(DOCKER.run("inspect", "--format", "{{.State.Status}}", writer)).isEqualTo("running");
        if (Files.exists(folder.resolve("held"))) assertThat(folder.resolve("held")).isEmptyDirectory();
    }

    /** How much was read of what the rate is about: roles and the lists of files are not. */
    private static long read(BackupSet set) {
        return set.manifest().members().stream().filter(member -> !member.path().contains("globals") && !member.path().contains(".index.") && !member.path().contains("backup_manifest"))
                .mapToLong(Manifest.Member::rawBytes).sum();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void isCompressedLabelledAndEncryptedAsChosenAndReadBack(Kind kind) throws Exception {
        DOCKER.run("exec", writer, "sh", "-c", "busybox head -c 2000000 /dev/zero > /files/zeros");
        Identity identity = Identity.generate();
        for (Compression how : List.of(Compression.GZIP, Compression.NONE)) {
            BackupSet set = take(kind, new SetOptions(Optional.of("by-" + how.word()), 9, Optional.of(Encryption.to(List.of(identity.recipient()))), compressed(how)));
            assertThat(set.manifest().kind()).isEqualTo(kind);
            assertThat(set.manifest().label()).contains("by-" + how.word());
            assertThat(set.manifest().members()).filteredOn(EveryKindTest::isBackedUp).allSatisfy(member -> {
                assertThat(member.compression()).isEqualTo(how.word());
                assertThat(member.path()).endsWith(how.suffix() + ".age");
            });
            if (how == Compression.NONE) {
                assertThat(set.manifest().sizeBytes()).isGreaterThan(set.manifest().rawBytes());
            } else {
                assertThat(set.manifest().sizeBytes()).isLessThan(set.manifest().rawBytes());
            }
            String needed = Files.readString(set.folder().resolve("RESTORE.md")).lines().filter(line -> line.startsWith("Needed: ")).findFirst().orElseThrow();
            assertThat(needed).startsWith("Needed: age, " + (how == Compression.GZIP ? "gzip, " : "")).doesNotContain("zstd");
            Unlock unlock = Unlock.with(identity);
            assertThat(ground.repository().verify(set, VerificationResult.Depth.DEEP, unlock, Progress.NONE, new Cancellation()).problems()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void isNotReadFasterThanTheRate(Kind kind) throws Exception {
        DOCKER.run("exec", writer, "sh", "-c", "busybox head -c 3000000 /dev/urandom > /files/noise");
        long rate = kind == Kind.BASE ? 20_000_000 : 2_000_000;
        BackupSet set = take(kind, with(new BackupHandling(Compression.ZSTD, OptionalLong.of(rate), 1, Optional.empty(), Optional.empty(), Optional.empty())));
        long bytes = read(set);
        assertThat(bytes).isGreaterThan(1_000_000);
        // A lower bound, which no busy machine breaks: the last pieces of a tenth of a second are let through before their time is over.
        assertThat(set.manifest().durationMillis()).isGreaterThanOrEqualTo(bytes * 1_000 / rate - 500);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void hooksRunAroundItInTheirOrder(Kind kind) throws Exception {
        Path said = folder.resolve("said");
        String state = "; DOCKER_HOST=" + DOCKER.address() + " docker inspect --format '{{.State.Status}}' " + writer + " >> '" + said + "'";
        Hook before = script("before", "echo \"before $LIFEBOAT_KIND $LIFEBOAT_SET\" >> '" + said + "'" + state);
        Hook after = script("after", "echo \"after $LIFEBOAT_KIND $LIFEBOAT_OUTCOME\" >> '" + said + "'" + state);
        BackupSet set = take(kind, with(new BackupHandling(Compression.ZSTD, OptionalLong.empty(), 1, Optional.empty(), Optional.of(before), Optional.of(after))));
        String word = kind.name().toLowerCase(java.util.Locale.ROOT);
        assertThat(Files.readAllLines(said)).containsExactly("before " + word + " " + set.id(), "running", "after " + word + " done", "running");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aHookThatFailsBeforeLeavesNothingAndTheOneAfterIsTold(Kind kind) throws Exception {
        Path said = folder.resolve("said");
        Hook before = script("before", "echo 'not now' >&2; exit 7");
        Hook after = script("after", "echo \"$LIFEBOAT_OUTCOME\" > '" + said + "'");
        Failure.ToolFailed failure = catchThrowableOfType(Failure.ToolFailed.class, () ->
                take(kind, with(new BackupHandling(Compression.ZSTD, OptionalLong.empty(), 1, Optional.empty(), Optional.of(before), Optional.of(after)))));
        assertThat(failure).hasMessageContaining("not now");
        assertThat(said).hasContent("failed\n");
        nothingIsLeft();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aBackupThatTakesTooLongLeavesNoSetAndNoStoppedService(Kind kind) throws Exception {
        DOCKER.run("exec", writer, "sh", "-c", "busybox head -c 3000000 /dev/urandom > /files/noise");
        BackupHandling slow = new BackupHandling(Compression.ZSTD, OptionalLong.of(5_000), 1, Optional.of(Duration.ofSeconds(4)), Optional.empty(), Optional.empty());
        assertThatThrownBy(() -> take(kind, with(slow))).isInstanceOf(Failure.TimedOut.class).hasMessageContaining("4 s");
        nothingIsLeft();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatIsExpectedNotToFitIsNotBegun(Kind kind) throws Exception {
        DOCKER.run("exec", writer, "sh", "-c", "busybox head -c 3000000 /dev/urandom > /files/noise");
        Path small = Files.createDirectory(folder.resolve("small"));
        assumeTrue(Mounts.tmpfs(small, "128m"), "file systems cannot be mounted here");
        try {
            Repository repository = Repository.openOrCreate(small.resolve("repository"));
            SetOptions plain = with(compressed(Compression.NONE));
            assertThat(plan(kind, repository, plain).estimate()).as("nothing to go by yet").isEmpty();
            BackupSet first = run(plan(kind, repository, plain));
            BackupPlan fits = plan(kind, repository, plain);
            BackupEstimate estimate = fits.estimate().orElseThrow();
            assertThat((double) estimate.storedBytes()).isBetween(first.manifest().sizeBytes() * 0.7, first.manifest().sizeBytes() * 1.3);
            assertThat(fits.terms().room(repository.freeBytes()).level()).isEqualTo(Check.Level.OK);
            assertThat(plan(kind, repository, with(compressed(Compression.ZSTD))).estimate()).as("it was compressed otherwise").isEmpty();
            fill(small, repository.freeBytes() - estimate.storedBytes() / 2);
            Path said = folder.resolve("said");
            BackupPlan plan = plan(kind, repository, with(new BackupHandling(Compression.NONE, OptionalLong.empty(), 1, Optional.empty(), Optional.of(script("before", "touch '" + said + "'")), Optional.empty())));
            assertThat(plan.terms().room(plan.freeBytes()).level()).isEqualTo(Check.Level.FAIL);
            Failure.StorageFailed failure = catchThrowableOfType(Failure.StorageFailed.class, () -> run(plan));
            assertThat(failure).hasMessageContaining("The backup was not begun").hasMessageContaining("there is not enough room");
            assertThat(failure.full()).isTrue();
            assertThat(said).doesNotExist();
            assertThat(repository.list().sets()).extracting(BackupSet::id).containsExactly(first.id());
            assertThat(DOCKER.run("inspect", "--format", "{{.State.Status}}", writer)).isEqualTo("running");
        } finally {
            Mounts.unmount(small);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aScheduleOfItRunsWithItsOptions(Kind kind) throws Exception {
        Path said = folder.resolve("said");
        Hook after = script("after", "echo \"$LIFEBOAT_OUTCOME\" > '" + said + "'");
        SetOptions common = new SetOptions(Optional.of("by clock"), 3, Optional.empty(),
                new BackupHandling(Compression.GZIP, OptionalLong.empty(), 1, Optional.empty(), Optional.empty(), Optional.of(after)));
        var action = java.util.Arrays.stream(Action.values()).filter(one -> one.kind().filter(kind::equals).isPresent()).findFirst().orElseThrow();
        var schedule = new Schedule("one", "shop", action, Cron.parse("0 4 * * *"), ZoneOffset.UTC, Duration.ZERO, Instant.EPOCH, new BackupChoices(List.of(), List.of(), kind == Kind.FULL, common));
        var audit = new AuditLog(folder.resolve("audit.jsonl"));
        var stacks = new StackStore(folder.resolve("stacks"));
        stacks.save(shop());
        var schedules = new ScheduleStore(folder.resolve("schedules"));
        schedules.save(schedule);
        new ScheduledWork(stacks, ground::repository, backups, Unlock.NONE, new RetentionStore(folder.resolve("retention")), new DestinationStore(folder.resolve("destinations")),
                new Replication(audit, new Places(), folder.resolve("mirrors")), audit, Clock.systemUTC()).run(schedules.get("one"), Progress.NONE, new Cancellation());
        Manifest made = ground.repository().find("latest").manifest();
        assertThat(made.kind()).isEqualTo(kind);
        assertThat(made.label()).contains("by clock");
        assertThat(made.members()).filteredOn(EveryKindTest::isBackedUp).allMatch(member -> member.compression().equals("gzip"));
        if (kind == Kind.FULL) assertThat(made.docker().orElseThrow().capture().orElseThrow().mode()).isEqualTo("stop");
        assertThat(Files.readString(said).strip()).isIn("done", "warned");
    }

    private static void fill(Path place, long bytes) throws IOException {
        byte[] zeros = new byte[1 << 16];
        try (var out = Files.newOutputStream(place.resolve("filler"))) {
            for (long left = bytes; left > 0; left -= zeros.length) out.write(zeros, 0, (int) Math.min(left, zeros.length));
        }
    }

    /** What the stack is made of lies beside it, as it is. */
    private static boolean isBackedUp(Manifest.Member member) {
        return !member.path().startsWith("stack/");
    }
}
