package dev.lifeboat.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.FolderTree;
import dev.lifeboat.engine.audit.AuditEntry;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.Retention;
import dev.lifeboat.engine.schedule.Action;
import dev.lifeboat.engine.schedule.Cron;
import dev.lifeboat.engine.schedule.Schedule;
import dev.lifeboat.engine.secret.Identity;
import dev.lifeboat.engine.secret.Key;
import dev.lifeboat.engine.secret.Secret;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.engine.stack.TlsMode;
import dev.lifeboat.testing.Mounts;
import dev.lifeboat.testing.SampleSets;
import dev.lifeboat.testing.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program's own files on a disk that is full, and on one that cannot be written: what was in them stays, and it is said. */
@Timeout(120)
class OwnFilesTest {

    private static final Identity ONE = Identity.generate();
    private static final Identity OTHER = Identity.generate();
    private static final int ENOUGH = 4;

    @TempDir Path folder;
    private SmallDisk disk;
    private App app;

    @BeforeEach void mount() throws Exception {
        disk = SmallDisk.mount(folder.resolve("disk"), 256);
        Path cache = Files.createDirectory(folder.resolve("cache"));
        app = new App(new Folders(disk.folder().resolve("config"), disk.folder().resolve("state"), folder.resolve("data"), cache), Map.of("LIFEBOAT_KEY_PASSPHRASE", "open"));
        save(1);
    }

    @AfterEach void unmount() throws IOException {
        app.close();
        disk.close();
    }

    private static Stack stack(int version) {
        return new Stack("shop", Environment.DEVELOPMENT, new ServerAddress("db" + version + ".example.org", 5432, "postgres", "postgres", TlsMode.PREFER), List.of(), Optional.empty());
    }

    private static Schedule schedule(int version, Instant since) {
        return new Schedule("nightly", "shop", Action.VERIFY, Cron.parse(version + " 4 * * *"), ZoneOffset.UTC, Duration.ZERO, since);
    }

    /** Each of the program's files is written; a version tells them apart. */
    private Map<String, Runnable> saving(int version) {
        Map<String, Runnable> saving = new LinkedHashMap<>();
        saving.put("settings", () -> app.settings().save(app.settings().load().withZoomPercent(100 + 25 * version)));
        saving.put("stack", () -> app.stacks().save(stack(version)));
        saving.put("retention", () -> app.retentions().save("shop", new Retention(version, 0, 0, 0, Duration.ZERO, ZoneOffset.UTC)));
        saving.put("password", () -> app.passwords().store("db.example.org", 5432, "postgres", new Secret("secret" + version)));
        saving.put("schedule", () -> app.schedules().save(schedule(version, Instant.EPOCH), true));
        saving.put("key", () -> app.keys().add("key" + version, version == 1 ? ONE : OTHER, Key.Place.FILE));
        saving.put("audit", () -> app.audit().record("test", "shop", "done", "entry " + version));
        return saving;
    }

    private void save(int version) {
        saving(version).values().forEach(Runnable::run);
    }

    /** What is on the disk, without the guards and the log. */
    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (String file : FolderTree.files(disk.folder())) {
            if (!file.endsWith(".lock") && !file.contains("logs/") && !file.equals("ballast")) {
                contents.put(file, Files.readString(disk.folder().resolve(file), java.nio.charset.StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }

    private void assertUsable() {
        assertThat(app.stacks().get("shop").server().host()).startsWith("db");
        assertThat(app.settings().load().zoomPercent()).isPresent();
        assertThat(app.retentions().of("shop").daily()).isBetween(1, 2);
        assertThat(app.passwords().find("db.example.org", 5432, "postgres").orElseThrow().reveal()).startsWith("secret");
        assertThat(app.schedules().list()).hasSize(1);
        assertThat(app.keys().identity("key1")).isEqualTo(ONE);
        assertThat(app.audit().firstBreak()).isEmpty();
    }

    @Test void onAFullDiskTheOldFileStaysAndItIsSaid() throws Exception {
        for (String what : saving(2).keySet()) {
            Runnable saving = saving(2).get(what);
            for (int pages = 0; pages <= ENOUGH; pages++) {
                Map<String, String> before = contents();
                disk.leave(pages);
                try {
                    saving.run();
                    disk.empty();
                    break;
                } catch (Failure.StorageFailed e) {
                    disk.empty();
                    assertThat(e.full()).as(what).isTrue();
                    assertThat(e).as(what).hasMessageContaining("no space left on the disk");
                    assertThat(contents()).as(what + " with " + pages + " pages: " + e.getMessage()).isEqualTo(before);
                }
                assertUsable();
                assertThat(pages).as(what + " is never saved").isLessThan(ENOUGH);
            }
        }
        assertUsable();
        assertThat(app.stacks().get("shop").server().host()).isEqualTo("db2.example.org");
        assertThat(app.keys().identity("key2")).isEqualTo(OTHER);
    }

    /** An entry still fits into the last page, and its head does not: twice that looked as if the log had been forged. */
    @Test void anAuditLogOnAFullDiskIsNotTakenForAForgedOne() throws Exception {
        AuditLog audit = app.audit();
        disk.leave(0);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> audit.record("test", "shop", "done", "on a full disk")).isInstanceOf(Failure.StorageFailed.class);
            assertThat(audit.recordEnd("test", "shop", "done", "on a full disk").orElseThrow()).contains("no space left");
        }
        disk.empty();
        assertThat(audit.firstBreak()).isEmpty();
        audit.record("test", "shop", "done", "afterwards");
        assertThat(audit.firstBreak()).isEmpty();
        assertThat(audit.entries()).extracting(AuditEntry::detail).startsWith("afterwards", "entry 1").doesNotContain("on a full disk");
    }

    @Test void onAReadOnlyDiskTheOldFileStaysAndItIsSaid() throws Exception {
        Path view = Files.createDirectory(folder.resolve("view"));
        assumeThat(Mounts.readOnlyView(disk.folder(), view)).as("needs the right to mount").isTrue();
        App first = app;
        try (App readOnly = new App(new Folders(view.resolve("config"), view.resolve("state"), folder.resolve("data"), folder.resolve("cache")), Map.of("LIFEBOAT_KEY_PASSPHRASE", "open"))) {
            Map<String, String> before = contents();
            app = readOnly;
            saving(2).forEach((what, saving) -> assertThatThrownBy(saving::run).as(what).isInstanceOfSatisfying(Failure.StorageFailed.class, e -> {
                assertThat(e).hasMessageContaining("no permission to write there");
                assertThat(e.hints()).first().asString().contains("read-only");
            }));
            assertThat(readOnly.stacks().get("shop")).isEqualTo(stack(1));
            assertThat(contents()).isEqualTo(before);
        } finally {
            app = first;
            Mounts.unmount(view);
        }
    }

    @Test void aJobRunsThoughItsHistoryCannotBeWrittenAndSaysSo() throws Exception {
        disk.leave(0);
        var job = app.jobs().submit("Test", "shop", "lifeboat", (_, _) -> Outcome.done("Done."), Function.identity());
        assertThat(job.await().sentence()).isEqualTo("Done.");
        assertThat(job.snapshot().log()).anyMatch(line -> line.contains("job history could not be written") && line.contains("no space left"));
        disk.empty();
        assertThat(app.jobs().jobs()).hasSize(1);
    }

    @Test void theAgentRunsWhatIsDueOnceThoughItsStateCannotBeWritten() throws Exception {
        Repository repository = app.repository();
        BackupSet set = SampleSets.write(repository, "shop", Instant.now().minusSeconds(60), 2_000);
        app.schedules().save(schedule(0, Instant.now().minus(Duration.ofDays(2))), true);
        disk.leave(0);
        Cancellation end = new Cancellation();
        Thread agent = Thread.ofPlatform().start(() -> {
            try {
                app.agent().run(end);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        for (int tries = 0; repository.find(set.id()).verified().isEmpty(); tries++) {
            assertThat(tries).as("the set is verified").isLessThan(600);
            TimeUnit.MILLISECONDS.sleep(50);
        }
        Instant first = repository.find(set.id()).verified().orElseThrow().at();
        TimeUnit.SECONDS.sleep(3); // the agent looks again meanwhile
        assertThat(repository.find(set.id()).verified().orElseThrow().at()).isEqualTo(first);
        assertThat(app.jobs().jobs()).hasSize(1);
        end.cancel();
        agent.join();
    }
}
