package dev.lifeboat.engine.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.FolderTree;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.replication.Destination;
import dev.lifeboat.engine.replication.Replication;
import dev.lifeboat.engine.replication.place.Places;
import dev.lifeboat.testing.ChildJvm;
import dev.lifeboat.testing.SampleSets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that do everything to one repository at the same time. */
@Timeout(300)
class ManyProcessesTest {

    private static final Instant AT = Instant.parse("2026-11-22T02:00:00Z");
    private static final Retention ONE_DAY = new Retention(1, 0, 0, 0, Duration.ZERO, ZoneId.of("UTC"));
    private static final List<String> WORK = List.of("write", "prune", "verify", "export", "import", "replicate", "pin", "clean");
    private static final int ROUNDS = 60;

    @TempDir Path folder;

    /** Does this and that. Says how each came out: done, kept out by another, or what it worked on was deleted. */
    private static final class Worker {

        private final Path folder;
        private final int number;
        private final Repository repository;

        Worker(Path folder, int number) {
            this.folder = folder;
            this.number = number;
            repository = Repository.open(folder.resolve("repository")).cachedIn(folder.resolve("cache"));
        }

        static void main(String[] arguments) {
            Worker worker = new Worker(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
            Random random = new Random(worker.number);
            System.out.println("begins");
            for (int round = 0; round < ROUNDS; round++) {
                String work = WORK.get(random.nextInt(WORK.size()));
                System.out.println(work + " " + worker.outcome(work, round));
            }
            System.out.println("done");
        }

        private String outcome(String work, int round) {
            try {
                run(work, round);
                return "done";
            } catch (Failure.RepositoryLocked e) {
                return "locked";
            } catch (Failure.NotFound e) {
                return "gone";
            } catch (Failure e) {
                return e + " " + e.hints();
            }
        }

        private void run(String work, int round) {
            Cancellation never = new Cancellation();
            switch (work) {
                case "write" -> SampleSets.write(repository, "shop", AT.plusSeconds(round * 100L + number), 200_000);
                case "prune" -> {
                    Pruning pruning = new Pruning(repository, Clock.fixed(AT.plus(Duration.ofDays(2)), ZoneOffset.UTC));
                    Set<String> going = pruning.preview("shop", ONE_DAY).stream().filter(fate -> !fate.kept()).map(fate -> fate.set().id()).collect(Collectors.toSet());
                    pruning.run("shop", ONE_DAY, going, Progress.NONE, never);
                }
                case "verify" -> {
                    for (BackupSet set : repository.list().sets()) {
                        if (!repository.verify(set, VerificationResult.Depth.DEEP, Progress.NONE, never).ok()) {
                            throw new Failure.SetDamaged(set.id(), null);
                        }
                    }
                }
                case "export" -> {
                    Path file = folder.resolve("export-" + number + "-" + round + ".tar");
                    new SetExport(repository.list().sets().getLast(), Progress.NONE, never).into(file);
                }
                case "import" -> new ArchiveImport(folder.resolve("other.tar"), repository, Progress.NONE, never).run();
                case "replicate" -> new Replication(new AuditLog(folder.resolve("audit.jsonl")), new Places(), folder.resolve("mirrors"))
                        .copy(repository, new Destination("usb", folder.resolve("usb"), Optional.empty()), Progress.NONE, never);
                case "pin" -> repository.unpin(repository.list().sets().getLast());
                default -> new Cleaning(repository).run(Progress.NONE, never);
            }
        }
    }

    @Test void trap48_everythingAtTheSameTimeByThreeProcessesLeavesEverythingWhole() throws Exception {
        Repository repository = Repository.openOrCreate(folder.resolve("repository"));
        BackupSet good = SampleSets.write(repository, "keep", AT, 200_000);
        repository.verify(good, VerificationResult.Depth.DEEP, Progress.NONE, new Cancellation());
        BackupSet other = SampleSets.write(Repository.openOrCreate(folder.resolve("elsewhere")), "shop", AT.minusSeconds(86_400), 200_000);
        new SetExport(other, Progress.NONE, new Cancellation()).into(folder.resolve("other.tar"));
        List<ChildJvm> children = new ArrayList<>();
        List<String> outcomes = new ArrayList<>();
        try {
            for (int number = 1; number <= 3; number++) {
                children.add(ChildJvm.start(Worker.class, folder.toString(), String.valueOf(number)));
            }
            for (ChildJvm child : children) {
                String last = "";
                for (String line = child.line(); line != null; line = child.line()) {
                    last = line;
                    outcomes.add(line);
                }
                assertThat(last).isEqualTo("done");
            }
        } finally {
            children.forEach(ChildJvm::close);
        }
        outcomes.removeIf(line -> line.equals("begins") || line.equals("done"));
        assertThat(outcomes).hasSize(3 * ROUNDS).allMatch(line -> line.matches("[a-z]+ (done|locked|gone)"));
        for (String work : WORK) {
            assertThat(outcomes).as(work + " among " + outcomes).contains(work + " done");
        }
        assertWhole(repository, good);
        assertWhole(Repository.open(folder.resolve("usb")), good);
        assertThat(new AuditLog(folder.resolve("audit.jsonl")).firstBreak()).isEmpty();
        assertThat(folder).isDirectoryNotContaining("glob:**.partial");
        for (String file : FolderTree.files(folder)) {
            if (file.startsWith("export-")) {
                Repository fresh = Repository.openOrCreate(folder.resolve("from-" + file));
                assertThat(new ArchiveImport(folder.resolve(file), fresh, Progress.NONE, new Cancellation()).run().alreadyThere()).isFalse();
            }
        }
        repository.lock("the next run").close();
    }

    private static void assertWhole(Repository repository, BackupSet good) {
        Repository.Listing listing = repository.list();
        assertThat(listing.unreadable()).isEmpty();
        assertThat(listing.orphans()).isEmpty();
        assertThat(listing.sets()).extracting(BackupSet::id).contains(good.id());
        assertThat(listing.sets()).allSatisfy(set ->
                assertThat(repository.verify(set, VerificationResult.Depth.DEEP, Progress.NONE, new Cancellation()).problems()).isEmpty());
        assertThat(Files.exists(repository.folder().resolve("lock.json"))).isFalse();
    }
}
