package dev.lifeboat.engine.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.FolderTree;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.replication.place.HostKey;
import dev.lifeboat.engine.replication.place.Location;
import dev.lifeboat.engine.replication.place.Places;
import dev.lifeboat.engine.replication.place.SshLogin;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.VerificationResult;
import dev.lifeboat.engine.repository.VerificationResult.Depth;
import dev.lifeboat.testing.Mounts;
import dev.lifeboat.testing.SampleSets;
import dev.lifeboat.testing.TestSsh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Destinations on another host: a real sshd and rsync. */
@Timeout(120)
class SshReplicationTest {

    private static final Instant AT = Instant.parse("2026-11-22T02:00:00Z");

    @RegisterExtension static final TestSsh SSH = new TestSsh();

    @TempDir Path folder;
    private Repository repository;
    private Replication replication;
    private Path there;

    @BeforeEach void make() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/rsync")), "rsync is not installed (rsync)");
        repository = Repository.openOrCreate(folder.resolve("repository"));
        replication = new Replication(new AuditLog(folder.resolve("audit.jsonl")), new Places(), folder.resolve("mirrors"));
        there = folder.resolve("there");
    }

    @AfterEach void everythingIsAllowedAgain() throws IOException {
        SSH.authorize("");
    }

    private static Location.Ssh at(String folder) throws IOException {
        return new Location.Ssh(new SshLogin("127.0.0.1", Optional.of(SSH.port()), Optional.of(System.getProperty("user.name")), Optional.of(SSH.keyFile())), folder,
                HostKey.parse(SSH.hostKey()));
    }

    private Destination nas() throws IOException {
        return new Destination("nas", at(there.toString()), Destination.Filter.ALL, Destination.Terms.TRUSTED);
    }

    private Replication.Result copy(Destination to) {
        return replication.copy(repository, to, Progress.NONE, new Cancellation());
    }

    private static void damage(Path file) throws IOException {
        FileTime time = Files.getLastModifiedTime(file);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, time);
    }

    @Test void aCopyIsARepositoryOfItsOwn() throws Exception {
        BackupSet one = SampleSets.write(repository, "shop", AT, 100_000);
        BackupSet two = SampleSets.write(repository, "other", AT.plusSeconds(60), 50_000);
        Replication.Result first = copy(nas());
        assertThat(first.copied()).containsExactly(two.id(), one.id());
        assertThat(first.bytes()).isGreaterThanOrEqualTo(one.manifest().sizeBytes() + two.manifest().sizeBytes());

        Repository copy = Repository.open(there);
        assertThat(copy.list().sets()).extracting(BackupSet::manifest).containsExactly(two.manifest(), one.manifest());
        assertThat(copy.list().orphans()).isEmpty();
        assertThat(copy.verify(copy.find(one.id()), Depth.QUICK, Progress.NONE, new Cancellation()).problems()).isEmpty();
        assertThat(FolderTree.files(there)).noneMatch(path -> path.contains("partial") || path.startsWith("locks/"));
        assertThat(Files.getPosixFilePermissions(there.resolve(one.id()).resolve("manifest.json"))).hasSize(2);

        assertThat(copy(nas())).isEqualTo(new Replication.Result("nas", List.of(), List.of(two.id(), one.id()), 0));
        DestinationState state = replication.state(repository, nas());
        assertThat(state.waiting()).isEmpty();
        assertThat(state.problem()).isEmpty();
        assertThat(state.copied()).extracting(DestinationState.Copy::setId).containsExactly(two.id(), one.id());
    }

    @Test void whatIsThereIsNotSentAgain() throws Exception {
        BackupSet one = SampleSets.write(repository, "shop", AT, 1_000_000);
        copy(nas());
        BackupSet two = SampleSets.write(repository, "shop", AT.plusSeconds(60), 10);
        assertThat(copy(nas()).bytes()).isLessThan(100_000);
        Files.delete(there.resolve(one.id()).resolve("manifest.json")); // as when the last step was cut off
        Replication.Result again = copy(nas());
        assertThat(again.copied()).containsExactly(one.id());
        assertThat(again.bytes()).isZero();
        assertThat(again.alreadyThere()).containsExactly(two.id());
    }

    @Test void whatWasCutOffIsTakenUpByItsContent() throws Exception {
        BackupSet set = SampleSets.write(repository, "shop", AT, 4_000_000);
        copy(nas());
        Path member = there.resolve(set.id()).resolve("databases/globals.sql.zst");
        Path partial = Files.createDirectory(member.resolveSibling(".lifeboat-partial")).resolve(member.getFileName());
        byte[] all = Files.readAllBytes(member);
        Files.write(partial, java.util.Arrays.copyOf(all, 3_000_000));
        Files.delete(member);
        Files.delete(there.resolve(set.id()).resolve("manifest.json"));
        assertThat(copy(nas()).bytes()).as("three quarters were there").isBetween(900_000L, 1_100_000L);
        assertThat(Files.mismatch(member, set.folder().resolve("databases/globals.sql.zst"))).isEqualTo(-1);
        assertThat(Files.exists(partial)).isFalse();
    }

    @Test void sameSizeAndTimeButOtherContentIsSentAgain() throws Exception {
        BackupSet set = SampleSets.write(repository, "shop", AT, 1_000_000);
        copy(nas());
        damage(there.resolve(set.id()).resolve("databases/globals.sql.zst"));
        Files.delete(there.resolve(set.id()).resolve("manifest.json"));
        assertThat(copy(nas()).copied()).containsExactly(set.id());
        Repository copy = Repository.open(there);
        assertThat(copy.verify(copy.find(set.id()), Depth.QUICK, Progress.NONE, new Cancellation()).ok()).isTrue();
    }

    @Test void aDamagedSetIsNotCopiedAndTheOthersAre() throws Exception {
        BackupSet good = SampleSets.write(repository, "shop", AT, 1_000);
        BackupSet bad = SampleSets.write(repository, "shop", AT.plusSeconds(60), 1_000);
        damage(bad.folder().resolve("databases/globals.sql.zst"));
        for (boolean restricted : new boolean[] {false, true}) {
            restrict(restricted);
            assertThatThrownBy(() -> copy(restricted ? behindRrsync() : nas())).isInstanceOf(Failure.VerificationFailed.class)
                    .satisfies(e -> assertThat(((Failure) e).hints()).singleElement().asString().contains(bad.id()).contains("not as it was written"));
            assertThat(Repository.open(there).list().sets()).extracting(BackupSet::id).containsExactly(good.id());
            assertThat(Files.exists(there.resolve(bad.id()))).isFalse();
            FolderTree.delete(there);
            FolderTree.delete(repository.folder().resolve("destinations"));
        }
    }

    private void restrict(boolean restricted) throws IOException {
        if (restricted) {
            assumeTrue(Files.isExecutable(Path.of("/usr/bin/rrsync")), "rrsync is not installed (rsync)");
            SSH.authorize("command=\"/usr/bin/rrsync " + folder + "\",restrict");
        }
    }

    private Destination behindRrsync() throws IOException {
        return new Destination("nas", at("there"), Destination.Filter.ALL, Destination.Terms.TRUSTED);
    }

    @Test void worksWhereOnlyRsyncMayBeRun() throws Exception {
        BackupSet set = SampleSets.write(repository, "shop", AT, 300_000);
        restrict(true);
        List<Check> checks = replication.test(behindRrsync(), repository);
        assertThat(checks).as(checks.toString()).extracting(Check::level).containsOnly(Check.Level.OK);
        assertThat(checks.get(1).result()).contains("commands may not be run there");
        assertThat(copy(behindRrsync()).copied()).containsExactly(set.id());
        Repository copy = Repository.open(there);
        assertThat(copy.verify(copy.find(set.id()), Depth.QUICK, Progress.NONE, new Cancellation()).ok()).isTrue();
        assertThat(replication.verify(behindRrsync(), set, Progress.NONE, new Cancellation()).ok()).isTrue();
        damage(there.resolve(set.id()).resolve("databases/globals.sql.zst"));
        assertThat(replication.verify(behindRrsync(), set, Progress.NONE, new Cancellation()).problems()).singleElement().asString().contains("globals.sql.zst has changed");
    }

    @Test void everythingComesBackWhenOnlyTheDestinationIsLeft() throws Exception {
        BackupSet one = SampleSets.write(repository, "shop", AT, 200_000);
        BackupSet two = SampleSets.write(repository, "shop", AT.plusSeconds(60), 300_000);
        copy(nas());
        FolderTree.delete(repository.folder());
        FolderTree.delete(folder.resolve("mirrors"));

        Replication fresh = new Replication(new AuditLog(folder.resolve("fresh.jsonl")), new Places(), folder.resolve("fresh"));
        Repository seen = fresh.look(nas(), new Cancellation());
        assertThat(seen.list().sets()).extracting(BackupSet::manifest).containsExactly(two.manifest(), one.manifest());
        for (BackupSet set : seen.list().sets()) {
            assertThat(fresh.verify(nas(), set, Progress.NONE, new Cancellation()).problems()).isEmpty();
            BackupSet fetched = fresh.fetch(nas(), set, Progress.NONE, new Cancellation());
            VerificationResult whole = seen.verify(fetched, Depth.QUICK, Progress.NONE, new Cancellation());
            assertThat(whole.problems()).isEmpty();
            fresh.release(nas(), fetched);
            assertThat(Files.exists(fetched.folder().resolve("databases/globals.sql.zst"))).isFalse();
        }
    }

    @Test void whatWasAlteredThereIsNotFetched() throws Exception {
        BackupSet set = SampleSets.write(repository, "shop", AT, 200_000);
        copy(nas());
        damage(there.resolve(set.id()).resolve("databases/globals.sql.zst"));
        BackupSet seen = replication.look(nas(), new Cancellation()).find(set.id());
        assertThatThrownBy(() -> replication.fetch(nas(), seen, Progress.NONE, new Cancellation())).isInstanceOf(Failure.SetDamaged.class).hasMessageContaining("globals.sql.zst");
        VerificationResult result = replication.verify(nas(), seen, Progress.NONE, new Cancellation());
        assertThat(result.problems()).singleElement().asString().contains("globals.sql.zst has changed");
        assertThat(replication.state(repository, nas()).problem().orElseThrow()).contains("failed its verification");
        Files.delete(there.resolve(set.id()).resolve("databases/globals.sql.zst"));
        Files.writeString(there.resolve(set.id()).resolve("extra.txt"), "x");
        assertThat(replication.verify(nas(), seen, Progress.NONE, new Cancellation()).problems()).hasSize(2)
                .anyMatch(problem -> problem.contains("globals.sql.zst is missing")).anyMatch(problem -> problem.contains("extra.txt does not belong"));
    }

    @Test void theTestNamesEachStep() throws Exception {
        List<Check> checks = replication.test(nas(), repository);
        assertThat(checks).extracting(Check::name).containsExactly("Resolve and connect", "Authenticate", "List", "Repository", "Put", "Ranged get", "Hash", "Delete", "Lock");
        assertThat(checks).as(checks.toString()).extracting(Check::level).containsOnly(Check.Level.OK);
        assertThat(checks.getFirst().result()).contains(HostKey.parse(SSH.hostKey()).fingerprint());
        assertThat(FolderTree.files(there)).containsExactly("lifeboat-repository.json");
        SSH.authorizeNobody();
        assertThat(replication.test(nas(), repository)).last().satisfies(check -> {
            assertThat(check.name()).isEqualTo("Authenticate");
            assertThat(check.level()).isEqualTo(Check.Level.FAIL);
            assertThat(check.hints().getFirst()).contains("authorized_keys");
        });
        Files.createDirectory(folder.resolve("full"));
        Files.writeString(folder.resolve("full/letter.txt"), "Dear John");
        SSH.authorize("");
        assertThat(replication.test(new Destination("full", at(folder.resolve("full").toString()), Destination.Filter.ALL, Destination.Terms.TRUSTED), repository)).last()
                .satisfies(check -> assertThat(check.result()).contains("holds other things"));
    }

    @Test void anotherHostKeyIsRefused() throws Exception {
        BackupSet set = SampleSets.write(repository, "shop", AT, 1_000);
        Destination pinned = nas();
        assertThat(replication.places().hostKey(at("x").login())).isEqualTo(HostKey.parse(SSH.hostKey()));
        String before = HostKey.parse(SSH.hostKey()).fingerprint();
        SSH.changeHostKey();
        String after = HostKey.parse(SSH.hostKey()).fingerprint();
        assertThatThrownBy(() -> copy(pinned)).isInstanceOf(Failure.ConnectionFailed.class).hasMessageContaining("host key").hasMessageContaining(before).hasMessageContaining(after);
        assertThat(replication.test(pinned, repository)).singleElement().satisfies(check -> assertThat(check.result()).contains(before).contains(after).contains("nothing was sent"));
        assertThat(Files.exists(there)).isFalse();
        assertThat(copy(nas()).copied()).containsExactly(set.id());
    }

    @Test void onlyEncryptedSetsGoWhereItIsNotTrusted() throws Exception {
        BackupSet set = SampleSets.write(repository, "shop", AT, 1_000);
        Destination stranger = new Destination("nas", at(there.toString()), Destination.Filter.ALL, new Destination.Terms(false, Optional.empty(), Optional.empty()));
        Replication.Result result = copy(stranger);
        assertThat(result.copied()).isEmpty();
        assertThat(result.refused()).containsExactly(set.id());
        assertThat(Repository.open(there).list().sets()).isEmpty();
        assertThat(replication.state(repository, stranger).problem().orElseThrow()).contains("1 set is not encrypted").contains("not trusted");
        assertThat(replication.test(stranger, repository)).last().satisfies(check -> assertThat(check.level()).isEqualTo(Check.Level.WARN));
    }

    @Test void aFullDiskThereIsNamed() throws Exception {
        SampleSets.write(repository, "shop", AT, 3_000_000);
        BackupSet young = SampleSets.write(repository, "shop", AT.plusSeconds(60), 3_000_000);
        Path mount = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(Mounts.tmpfs(mount, "5m"), "needs the right to mount");
        try {
            Destination disk = new Destination("disk", at(mount.resolve("lifeboat").toString()), Destination.Filter.ALL, Destination.Terms.TRUSTED);
            assertThatThrownBy(() -> copy(disk)).isInstanceOfSatisfying(Failure.StorageFailed.class, e -> assertThat(e.full()).isTrue());
            assertThat(Repository.open(mount.resolve("lifeboat")).list().sets()).extracting(BackupSet::id).isSubsetOf(Set.of(young.id()));
        } finally {
            Mounts.unmount(mount);
        }
    }

    @Test void aHostThatIsGoneIsNamedAndTheCopyGoesOnLater() throws Exception {
        BackupSet set = SampleSets.write(repository, "shop", AT, 8_000_000);
        Destination slow = new Destination("nas", at(there.toString()), Destination.Filter.ALL, new Destination.Terms(true, Optional.of(2_000_000L), Optional.empty()));
        Thread killer = Thread.ofVirtual().start(() -> {
            try {
                while (!Files.exists(there.resolve(set.id()).resolve("databases"))) {
                    Thread.sleep(20);
                }
                Thread.sleep(1500);
                SSH.stop();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        assertThatThrownBy(() -> copy(slow)).isInstanceOf(Failure.ConnectionFailed.class).hasMessageContaining("127.0.0.1");
        killer.join();
        assertThatThrownBy(() -> copy(slow)).isInstanceOf(Failure.ConnectionFailed.class).hasMessageContaining("does not answer");
        SSH.startAgain();
        assertThat(copy(nas()).copied()).containsExactly(set.id());
        Repository copy = Repository.open(there);
        assertThat(copy.verify(copy.find(set.id()), Depth.QUICK, Progress.NONE, new Cancellation()).ok()).isTrue();
    }

    @Test void twoLifeboatsDoNotWorkThereAtOnce() throws Exception {
        SampleSets.write(repository, "shop", AT, 1_000);
        replication.test(nas(), repository);
        Files.createDirectories(there.resolve("locks"));
        Path lock = there.resolve("locks/0123456789abcdef.json");
        String owner = "{\"process\":{\"host\":\"%s\",\"pid\":%d},\"purpose\":\"copying\",\"since\":\"2026-11-22T02:00:00Z\",\"token\":\"0123456789abcdef\"}";
        Files.writeString(lock, owner.formatted("another-host", 1));
        assertThatThrownBy(() -> copy(nas())).isInstanceOf(Failure.RepositoryLocked.class).hasMessageContaining("another-host").hasMessageContaining("copying");
        assertThat(FolderTree.files(there.resolve("locks"))).containsExactly("0123456789abcdef.json");
        Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minusSeconds(13 * 3600)));
        assertThat(copy(nas()).copied()).as("silent for longer than 12 hours").hasSize(1);
        assertThat(Files.exists(lock)).isFalse();
    }

    @Test void aPlaceThatLostItsMarkIsNotMadeAnew() throws Exception {
        SampleSets.write(repository, "shop", AT, 1_000);
        copy(nas());
        FolderTree.delete(there);
        assertThatThrownBy(() -> copy(nas())).isInstanceOf(Failure.NoRepository.class).hasMessageContaining("not at").hasMessageContaining(there.toString());
        assertThat(Files.exists(there)).isFalse();
        Repository.openOrCreate(there);
        assertThatThrownBy(() -> copy(nas())).isInstanceOf(Failure.NoRepository.class).hasMessageContaining("another repository");
    }
}
