package dev.lifeboat.engine.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.repository.VerificationResult.Depth;
import dev.lifeboat.engine.secret.Encryption;
import dev.lifeboat.engine.secret.Identity;
import dev.lifeboat.engine.secret.Unlock;
import dev.lifeboat.testing.ChildJvm;
import dev.lifeboat.testing.SampleSets;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class ReEncryptionTest {

    private static final Instant AT = Instant.parse("2026-11-22T02:00:00Z");

    @TempDir Path folder;
    private final Identity old = Identity.generate();
    private final Identity fresh = Identity.generate();
    private Repository repository;

    @BeforeEach void open() {
        repository = Repository.openOrCreate(folder);
    }

    private BackupSet write(Encryption encryption, int bytes) {
        return write(repository, encryption, bytes);
    }

    private static BackupSet write(Repository repository, Encryption encryption, int bytes) {
        try (RepositoryLock lock = repository.lock("test"); SetWriter writer = repository.begin(lock, Kind.DATABASE, "shop", AT, encryption)) {
            SampleSets.member(writer, MemberPath.GLOBALS, bytes, 1);
            SampleSets.member(writer, "files/other.zst", bytes, 2);
            return writer.complete(SampleSets.manifest("shop", AT, List.of()));
        }
    }

    private static BackupSet anew(Repository repository, BackupSet set, Encryption encryption, Unlock unlock) {
        return new ReEncryption(repository, set, encryption, unlock, Progress.NONE, new Cancellation()).run();
    }

    private byte[] plain(BackupSet set, Unlock unlock) throws Exception {
        try (InputStream in = MemberReading.open(set, set.manifest().members().getFirst(), unlock)) {
            return in.readAllBytes();
        }
    }

    @Test void anOldSetIsForTheNewKeyOnlyAndHoldsTheSame() throws Exception {
        BackupSet set = write(Encryption.to(List.of(old.recipient())), 300_000);
        repository.pin(set, "before the move");
        byte[] before = plain(set, Unlock.with(old));
        BackupSet made = anew(repository, repository.find(set.id()), Encryption.to(List.of(fresh.recipient())), Unlock.with(old, fresh));
        assertThat(repository.list().sets()).extracting(BackupSet::id).containsExactly(made.id());
        assertThat(repository.list().orphans()).isEmpty();
        assertThat(made.id()).isEqualTo(set.id() + "-2");
        assertThat(repository.find(made.id()).pin().orElseThrow().note()).isEqualTo("before the move");
        assertThat(repository.verify(made, Depth.DEEP, Unlock.with(fresh), Progress.NONE, new Cancellation()).problems()).isEmpty();
        assertThat(plain(made, Unlock.with(fresh))).isEqualTo(before);
        assertThatThrownBy(() -> plain(made, Unlock.with(old))).isInstanceOf(Failure.KeyNeeded.class);
    }

    @Test void aPlainSetIsEncryptedAndBack() throws Exception {
        BackupSet set = write(Encryption.NONE, 1_000);
        BackupSet sealed = anew(repository, set, Encryption.to(List.of(fresh.recipient())), Unlock.with(fresh));
        assertThat(sealed.manifest().members()).extracting(Manifest.Member::path).containsExactly("databases/globals.sql.zst.age", "files/other.zst.age");
        BackupSet open = anew(repository, sealed, Encryption.NONE, Unlock.with(fresh));
        assertThat(open.manifest().members()).isEqualTo(set.manifest().members());
        assertThat(open.manifest().encryption()).isEmpty();
        assertThat(repository.verify(open, Depth.DEEP, Progress.NONE, new Cancellation()).problems()).isEmpty();
    }

    @Test void withoutTheKeyToReadItAgainNothingChanges() {
        BackupSet set = write(Encryption.to(List.of(old.recipient())), 1_000);
        Encryption target = Encryption.to(List.of(fresh.recipient()));
        assertThatThrownBy(() -> anew(repository, set, target, Unlock.with(old))).isInstanceOf(Failure.KeyNeeded.class);
        assertThatThrownBy(() -> anew(repository, set, target, Unlock.with(fresh))).isInstanceOf(Failure.KeyNeeded.class);
        assertThat(repository.list().sets()).extracting(BackupSet::id).containsExactly(set.id());
        assertThat(repository.list().orphans()).isEmpty();
    }

    @Test void aDamagedSetStaysAsItIs() throws Exception {
        for (Encryption encryption : List.of(Encryption.NONE, Encryption.to(List.of(old.recipient())))) {
            BackupSet set = write(encryption, 200_000);
            Path member = set.folder().resolve(set.manifest().members().get(1).path());
            byte[] bytes = Files.readAllBytes(member);
            bytes[150_000] ^= 1;
            Files.write(member, bytes);
            assertThatThrownBy(() -> anew(repository, set, Encryption.to(List.of(fresh.recipient())), Unlock.with(old, fresh)))
                    .isInstanceOf(Failure.SetDamaged.class).hasMessageContaining("it is as it was");
            assertThat(repository.list().sets()).extracting(BackupSet::id).containsExactly(set.id());
            dev.lifeboat.engine.FolderTree.delete(set.folder());
        }
    }

    /** Writes a set anew until it is killed, or done. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            Repository repository = Repository.open(Path.of(arguments[0]));
            Identity old = Identity.parse(arguments[1]);
            Identity fresh = Identity.parse(arguments[2]);
            System.out.println("ready");
            anew(repository, repository.find("latest"), Encryption.to(List.of(fresh.recipient())), Unlock.with(old, fresh));
        }
    }

    @Test void aKillAtAnyMomentLeavesTheOldOneOrTheNewOneWhole() throws Exception {
        Random random = new Random(4);
        for (int round = 0; round < 8; round++) {
            Path place = folder.resolve("round" + round);
            Repository own = Repository.openOrCreate(place);
            write(own, Encryption.to(List.of(old.recipient())), 12_000_000);
            try (ChildJvm child = ChildJvm.start(Child.class, place.toString(), old.secretKey().reveal(), fresh.secretKey().reveal())) {
                assertThat(child.line()).isEqualTo("ready");
                Thread.sleep(random.nextInt(700));
                child.kill();
            }
            List<BackupSet> left = own.list().sets();
            assertThat(left).as("round %d", round).isNotEmpty();
            for (BackupSet set : left) {
                assertThat(own.verify(set, Depth.DEEP, Unlock.with(old, fresh), Progress.NONE, new Cancellation()).problems()).as("round %d, %s", round, set.id()).isEmpty();
            }
            BackupSet made = anew(own, own.find("latest"), Encryption.to(List.of(fresh.recipient())), Unlock.with(old, fresh));
            assertThat(own.verify(made, Depth.DEEP, Unlock.with(fresh), Progress.NONE, new Cancellation()).problems()).isEmpty();
        }
    }
}
