package dev.lifeboat.engine.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.testing.SampleSets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PruningTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Retention ONE_DAY = new Retention(1, 0, 0, 0, Duration.ZERO, ZoneId.of("UTC"));

    @TempDir Path folder;
    private Repository repository;
    private Pruning pruning;

    @BeforeEach
    void history() {
        repository = Repository.openOrCreate(folder.resolve("repository"));
        pruning = new Pruning(repository, Clock.fixed(NOW, ZoneOffset.UTC));
        for (int day = 18; day <= 22; day++) {
            BackupSet set = SampleSets.write(repository, "shop", Instant.parse("2026-11-" + day + "T02:00:00Z"), 2_000);
            repository.verify(set, VerificationResult.Depth.QUICK, Progress.NONE, new Cancellation());
        }
    }

    private Set<String> going() {
        return pruning.preview("shop", ONE_DAY).stream().filter(fate -> !fate.kept()).map(fate -> fate.set().id()).collect(Collectors.toSet());
    }

    private List<String> run(Set<String> agreed) {
        return pruning.run("shop", ONE_DAY, agreed, Progress.NONE, new Cancellation());
    }

    @Test
    void whatWasAgreedGoesWithItsNotesAndTheRestIsWhole() throws Exception {
        assertThat(run(going())).containsExactly("20261118T020000Z-shop-database", "20261119T020000Z-shop-database",
                "20261120T020000Z-shop-database", "20261121T020000Z-shop-database");
        assertThat(repository.list().sets()).singleElement().satisfies(set -> {
            assertThat(set.id()).isEqualTo("20261122T020000Z-shop-database");
            assertThat(repository.verify(set, VerificationResult.Depth.DEEP, Progress.NONE, new Cancellation()).ok()).isTrue();
        });
        assertThat(repository.list().orphans()).isEmpty();
        try (var notes = Files.list(repository.folder().resolve("verified"))) {
            assertThat(notes.map(file -> file.getFileName().toString())).containsExactly("20261122T020000Z-shop-database.json");
        }
    }

    @Test
    void aSetThatIsPinnedAfterThePreviewStays() {
        Set<String> agreed = going();
        BackupSet wanted = repository.find("20261119");
        repository.pin(wanted, "before the move");
        assertThat(run(agreed)).doesNotContain(wanted.id()).hasSize(3);
        assertThat(repository.find("20261119").pin().orElseThrow().note()).isEqualTo("before the move");
        repository.unpin(repository.find("20261119"));
        assertThat(going()).containsExactly(wanted.id());
    }

    @Test
    void trap45_whenTheLastGoodSetIsFoundDamagedMeanwhileNothingGoes() throws Exception {
        Set<String> agreed = going();
        for (BackupSet set : repository.list().sets()) {
            Files.write(set.folder().resolve(MemberPath.GLOBALS), new byte[] {1});
            repository.verify(set, VerificationResult.Depth.QUICK, Progress.NONE, new Cancellation());
        }
        assertThat(run(agreed)).isEmpty();
        assertThat(repository.list().sets()).hasSize(5);
    }

    @Test
    void aSetThatNobodyAgreedToLoseStays() {
        assertThat(run(Set.of("20261118T020000Z-shop-database"))).containsExactly("20261118T020000Z-shop-database");
        assertThat(repository.list().sets()).hasSize(4);
    }

    @Test
    void trap48_whileSomebodyWritesNothingGoes() {
        try (RepositoryLock _ = repository.lock("a backup")) {
            assertThatThrownBy(() -> run(going())).isInstanceOf(Failure.RepositoryLocked.class);
        }
        assertThat(repository.list().sets()).hasSize(5);
    }

    @Test
    void whatAKillInTheMiddleLeavesIsAnOrphanAndNoSet() throws Exception {
        // As after the first step of a deletion: the set has lost its name and a part of its files.
        Path doomed = repository.folder().resolve(SetFiles.Partial.name("20261118T020000Z-shop-database", "0123456789abcdef"));
        Files.move(repository.find("20261118").folder(), doomed);
        Files.delete(doomed.resolve(MemberPath.GLOBALS));
        assertThat(repository.list().sets()).hasSize(4);
        assertThat(repository.list().unreadable()).isEmpty();
        assertThat(repository.list().orphans()).containsExactly(doomed);
        assertThat(run(going())).hasSize(3);
    }

    @Test
    void aPinThatCannotBeReadStillPins() throws Exception {
        repository.pin(repository.find("20261118"), "");
        Files.writeString(repository.folder().resolve("pinned/20261118T020000Z-shop-database.json"), "{ not json");
        assertThat(run(going())).hasSize(3).doesNotContain("20261118T020000Z-shop-database");
    }
}
