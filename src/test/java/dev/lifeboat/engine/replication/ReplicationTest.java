package dev.lifeboat.engine.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.audit.AuditEntry;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.engine.replication.place.Places;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.VerificationResult.Depth;
import dev.lifeboat.testing.Mounts;
import dev.lifeboat.testing.SampleSets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ReplicationTest {

    private static final Instant AT = Instant.parse("2026-11-22T02:00:00Z");

    @TempDir Path folder;
    private Repository repository;
    private Replication replication;
    private AuditLog audit;
    private Destination usb;
    private Path place;

    @BeforeEach void make() {
        repository = Repository.openOrCreate(folder.resolve("repository"));
        audit = new AuditLog(folder.resolve("audit.jsonl"));
        replication = new Replication(audit, new Places(), folder.resolve("mirrors"));
        place = folder.resolve("usb");
        usb = new Destination("usb", place, Optional.empty());
    }

    private Replication.Result copy(Destination to) {
        return replication.copy(repository, to, Progress.NONE, new Cancellation());
    }

    private DestinationState state() {
        return replication.state(repository, usb);
    }

    /** Counts bytes, and cancels when there were enough of them. */
    private static final class Counting implements Progress {
        private final Cancellation cancellation = new Cancellation();
        private final long cancelAfter;
        private long total;
        private long bytes;

        Counting(long cancelAfter) {
            this.cancelAfter = cancelAfter;
        }

        @Override public void phase(String name, long total, Unit unit) {
            this.total = total;
        }

        @Override public void advance(long amount) {
            bytes += amount;
            if (bytes > cancelAfter) {
                cancellation.cancel();
            }
        }

        @Override public void item(String name) {}

        @Override public void note(String line) {}
    }

    @Test void aCopyIsARepositoryOfItsOwn() {
        BackupSet one = SampleSets.write(repository, "shop", AT, 100_000);
        BackupSet two = SampleSets.write(repository, "other", AT.plusSeconds(60), 50_000);
        assertThat(state().waiting()).containsExactly(one.id(), two.id());
        assertThat(state().problem()).isEmpty();
        Counting progress = new Counting(Long.MAX_VALUE);
        Replication.Result result = replication.copy(repository, usb, progress, progress.cancellation);
        assertThat(result.copied()).containsExactly(two.id(), one.id());
        assertThat(result.bytes()).isGreaterThanOrEqualTo(one.manifest().sizeBytes() + two.manifest().sizeBytes());
        assertThat(progress.total).isEqualTo(one.manifest().sizeBytes() + two.manifest().sizeBytes());
        assertThat(progress.bytes).isEqualTo(progress.total);

        Repository there = Repository.open(place);
        assertThat(there.list().sets()).extracting(BackupSet::manifest).containsExactly(two.manifest(), one.manifest());
        assertThat(there.list().orphans()).isEmpty();
        assertThat(there.verify(there.find(one.id()), Depth.QUICK, Progress.NONE, new Cancellation()).problems()).isEmpty();
        assertThat(there.id()).isNotEqualTo(repository.id());

        DestinationState after = state();
        assertThat(after.waiting()).isEmpty();
        assertThat(after.waitingBytes()).isZero();
        assertThat(after.copied()).extracting(DestinationState.Copy::setId).containsExactly(two.id(), one.id());
        assertThat(after.lastCopied()).isPresent();
        assertThat(after.problem()).isEmpty();

        Replication.Result again = copy(usb);
        assertThat(again).isEqualTo(new Replication.Result("usb", List.of(), List.of(two.id(), one.id()), 0));
        assertThat(audit.entries()).extracting(AuditEntry::outcome).containsExactly("done", "started", "done", "started");
    }

    @Test void onlyTheSetsOfItsStack() {
        SampleSets.write(repository, "shop", AT, 10);
        BackupSet other = SampleSets.write(repository, "other", AT, 10);
        Destination some = new Destination("some", folder.resolve("some"), Optional.of("other"));
        assertThat(copy(some).copied()).containsExactly(other.id());
        assertThat(replication.state(repository, some).waiting()).isEmpty();
    }

    @Test void aCancelledCopyIsTakenUpByHashAndNeverVisible() throws Exception {
        BackupSet set = SampleSets.write(repository, "shop", AT, 5_000_000);
        Counting cancelling = new Counting(2_000_000);
        assertThatThrownBy(() -> replication.copy(repository, usb, cancelling, cancelling.cancellation)).isInstanceOf(Failure.Cancelled.class);
        Repository there = Repository.open(place);
        assertThat(there.list().sets()).isEmpty();
        assertThat(there.list().orphans()).hasSize(1);
        assertThat(state().waiting()).containsExactly(set.id());
        assertThat(audit.entries().getFirst().outcome()).isEqualTo("cancelled");
        assertThat(copy(usb).bytes()).isGreaterThanOrEqualTo(set.manifest().sizeBytes());
        assertThat(there.list().sets()).hasSize(1);
        assertThat(there.list().orphans()).isEmpty();
    }

    @Test void whatAnEarlierTryLeftIsKeptOnlyWhenItsHashIsRight() throws Exception {
        BackupSet set = SampleSets.write(repository, "shop", AT, 1_000_000);
        copy(usb);
        Path there = place.resolve(set.id());
        Path member = there.resolve("databases/globals.sql.zst");
        Path hidden = place.resolve("." + set.id() + ".0123456789abcdef.partial");

        Files.delete(there.resolve("manifest.json"));
        Files.move(there, hidden);
        assertThat(copy(usb).bytes()).as("all files were there").isZero();

        Files.delete(there.resolve("manifest.json"));
        FileTime time = Files.getLastModifiedTime(member);
        byte[] bytes = Files.readAllBytes(member);
        bytes[500_000] ^= 1;
        Files.write(member, bytes);
        Files.setLastModifiedTime(member, time);
        Files.move(there, hidden);
        assertThat(copy(usb).bytes()).as("same size and time, other content").isEqualTo(set.manifest().sizeBytes());
        assertThat(Files.mismatch(member, set.folder().resolve("databases/globals.sql.zst"))).isEqualTo(-1);
    }

    @Test void aDamagedSetIsNotCopiedAndTheOthersAre() throws Exception {
        BackupSet good = SampleSets.write(repository, "shop", AT, 1_000);
        BackupSet bad = SampleSets.write(repository, "shop", AT.plusSeconds(60), 1_000);
        Path member = bad.folder().resolve("databases/globals.sql.zst");
        byte[] bytes = Files.readAllBytes(member);
        bytes[500] ^= 1;
        Files.write(member, bytes);
        assertThatThrownBy(() -> copy(usb)).isInstanceOf(Failure.VerificationFailed.class).hasMessageContaining("1 of 2 sets could not be copied")
                .satisfies(e -> assertThat(((Failure) e).hints()).singleElement().asString().contains(bad.id()).contains("not as it was written"));
        assertThat(Repository.open(place).list().sets()).extracting(BackupSet::id).containsExactly(good.id());
        assertThat(state().waiting()).containsExactly(bad.id());
    }

    @Test void aCopyThatDiffersIsReportedAndNotReplaced() throws Exception {
        BackupSet set = SampleSets.write(repository, "shop", AT, 1_000);
        copy(usb);
        Path manifest = place.resolve(set.id()).resolve("manifest.json");
        String tampered = Files.readString(manifest).replace("a label", "b label");
        Files.writeString(manifest, tampered);
        assertThat(state().problem().orElseThrow()).contains("differs");
        assertThatThrownBy(() -> copy(usb)).isInstanceOf(Failure.VerificationFailed.class);
        assertThat(Files.readString(manifest)).isEqualTo(tampered);
        Files.delete(place.resolve(set.id()).resolve("databases/globals.sql.zst"));
        assertThat(state().waiting()).containsExactly(set.id());
        Repository there = Repository.open(place);
        assertThat(there.verify(there.find("latest"), Depth.QUICK, Progress.NONE, new Cancellation()).ok()).isFalse();
        assertThat(state().problem().orElseThrow()).contains("failed its verification");
    }

    @Test void aDiskThatIsNotMountedIsNeverMadeAnew() throws Exception {
        SampleSets.write(repository, "shop", AT, 1_000);
        copy(usb);
        Path away = folder.resolve("away");
        Files.move(place, away);
        for (boolean emptyMountPoint : new boolean[] {false, true}) {
            if (emptyMountPoint) {
                Files.createDirectory(place);
            }
            assertThat(state().problem().orElseThrow()).contains("not at " + place);
            assertThatThrownBy(() -> copy(usb)).isInstanceOf(Failure.NoRepository.class).hasMessageContaining("not at");
            assertThat(replication.test(usb, repository)).last().satisfies(check -> {
                assertThat(check.level()).isEqualTo(Check.Level.FAIL);
                assertThat(check.hints().getFirst()).contains("mounted");
            });
            assertThat(Files.exists(place.resolve("lifeboat-repository.json"))).isFalse();
        }
        Repository.openOrCreate(place);
        assertThatThrownBy(() -> copy(usb)).isInstanceOf(Failure.NoRepository.class).hasMessageContaining("another repository");
    }

    @Test void theTestSaysWhatIsWrong() throws Exception {
        List<Check> good = replication.test(usb, repository);
        assertThat(good).extracting(Check::name).containsExactly("Folder", "Round trip", "Free space", "Other disk");
        assertThat(good).extracting(Check::level).containsExactly(Check.Level.OK, Check.Level.OK, Check.Level.OK, Check.Level.WARN);
        assertThat(good.getFirst().result()).isEqualTo(place + " was made.");
        assertThat(replication.test(usb, repository).getFirst().result()).isEqualTo(place + " is there and ours.");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThat(replication.test(new Destination("empty", empty, Optional.empty()), repository).getFirst().result()).isEqualTo(empty + " was empty; it is ours now.");
        try (Stream<Path> left = Files.list(place)) {
            assertThat(left.map(path -> path.getFileName().toString()).filter(name -> !name.startsWith(".lifeboat-repository"))).containsExactly("lifeboat-repository.json");
        }
        Path link = Files.createSymbolicLink(folder.resolve("link"), repository.folder());
        for (Path bad : List.of(repository.folder(), repository.folder().resolve("inside"), folder, link, link.resolve("inside"))) {
            Destination wrong = new Destination("wrong", bad, Optional.empty());
            assertThat(replication.test(wrong, repository)).as(bad.toString()).singleElement().satisfies(check -> assertThat(check.level()).isEqualTo(Check.Level.FAIL));
            assertThatThrownBy(() -> copy(wrong)).isInstanceOf(Failure.NoRepository.class);
            assertThat(replication.state(repository, wrong).problem()).isPresent();
        }
        Files.createDirectory(folder.resolve("full"));
        Files.writeString(folder.resolve("full/letter.txt"), "Dear John");
        assertThat(replication.test(new Destination("full", folder.resolve("full"), Optional.empty()), repository)).singleElement()
                .satisfies(check -> assertThat(check.result()).contains("holds other things"));
        assertThat(replication.test(new Destination("far", folder.resolve("no/such/disk"), Optional.empty()), repository)).singleElement()
                .satisfies(check -> assertThat(check.hints().getFirst()).contains("mounted"));
    }

    @Test void anotherDiskThatFillsUp() throws Exception {
        BackupSet old = SampleSets.write(repository, "shop", AT, 3_000_000);
        BackupSet young = SampleSets.write(repository, "shop", AT.plusSeconds(60), 3_000_000);
        Path mount = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(Mounts.tmpfs(mount, "5m"), "needs the right to mount");
        try {
            Destination disk = new Destination("disk", mount.resolve("lifeboat"), Optional.empty());
            List<Check> checks = replication.test(disk, repository);
            assertThat(checks).last().satisfies(check -> assertThat(check.level()).isEqualTo(Check.Level.OK));
            assertThat(checks.get(2).level()).isEqualTo(Check.Level.WARN);
            assertThatThrownBy(() -> copy(disk)).isInstanceOfSatisfying(Failure.StorageFailed.class, e -> assertThat(e.full()).isTrue());
            assertThat(replication.state(repository, disk).copied()).extracting(DestinationState.Copy::setId).containsExactly(young.id());
            assertThat(replication.state(repository, disk).waiting()).containsExactly(old.id());
        } finally {
            Mounts.unmount(mount);
        }
    }

    @Test void theStoreKeepsDestinations() {
        DestinationStore store = new DestinationStore(folder.resolve("destinations"));
        Destination nas = new Destination("nas", folder.resolve("nas"), Optional.of("shop"));
        store.save(usb);
        store.save(nas);
        assertThat(store.list()).containsExactly(nas, usb);
        store.remove("nas");
        assertThatThrownBy(() -> store.get("nas")).isInstanceOf(Failure.NotFound.class);
        assertThatThrownBy(() -> store.save(new Destination("x", Path.of("relative"), Optional.empty()))).isInstanceOf(Failure.BadInput.class);
        assertThatThrownBy(() -> store.save(new Destination("Big Name", folder, Optional.empty()))).isInstanceOf(Failure.BadInput.class);
    }
}
