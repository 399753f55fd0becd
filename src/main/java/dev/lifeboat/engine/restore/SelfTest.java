package dev.lifeboat.engine.restore;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.FolderTree;
import dev.lifeboat.engine.Sizes;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.engine.postgres.ScratchServer;
import dev.lifeboat.engine.postgres.TemporaryCluster;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.DeliberateDamage;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.VerificationResult;
import dev.lifeboat.engine.repository.VerificationResult.Depth;
import dev.lifeboat.engine.secret.Unlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Tests the verifications themselves: a check that cannot fail proves nothing. Copies of a set are damaged on purpose, each in
 * another way, and every verification that must find it has to reject the copy; an undamaged copy has to pass. The set itself is
 * only read. Thread-safe.
 */
public final class SelfTest {

    private final ProvenVerification proving;
    private final Unlock unlock;

    public SelfTest(ProvenVerification proving, Unlock unlock) {
        this.proving = proving;
        this.unlock = unlock;
    }

    /**
     * One verification of one copy.
     *
     * @param damage empty for the undamaged copy, which has to pass
     * @param words  what the verification found wrong; empty when nothing
     */
    public record Case(Optional<DeliberateDamage> damage, Depth depth, List<String> words) {

        /** Whether it came out as it must. */
        public boolean ok() {
            return damage.isPresent() != words.isEmpty();
        }

        /** "a flipped bit". */
        public String inWords() {
            return damage.map(DeliberateDamage::inWords).orElse("nothing, an undamaged copy");
        }
    }

    /** @param setId whose copies were tried */
    public record Report(String setId, List<Case> cases) {

        public Report {
            cases = List.copyOf(cases);
        }

        public boolean ok() {
            return cases.stream().allMatch(Case::ok);
        }

        /** Those that came out wrong. */
        public List<Case> wrong() {
            return cases.stream().filter(one -> !one.ok()).toList();
        }
    }

    /**
     * The set whose copies cost least: the smallest with databases, otherwise the smallest. One that was found damaged is passed over.
     *
     * @throws Failure.NotFound when there is none
     */
    public static BackupSet smallest(Repository repository) {
        return repository.list().sets().stream().filter(set -> set.verified().filter(result -> !result.ok()).isEmpty() && !set.manifest().members().isEmpty())
                .min(Comparator.comparing((BackupSet set) -> set.manifest().databases().isEmpty()).thenComparing(set -> set.manifest().sizeBytes()))
                .orElseThrow(() -> new Failure.NotFound("There is no good set yet to make a damaged copy of.", "Take a backup first: lifeboat backup database"));
    }

    /**
     * Tries every damage that fits the set.
     *
     * @param withProof also with {@link Depth#PROVEN}, which takes its time
     * @throws Failure.StorageFailed when there is no room for a copy
     * @throws Failure.KeyNeeded     when the set is encrypted, and what is at hand does not open it
     */
    public Report run(BackupSet listed, boolean withProof, Progress progress, Cancellation cancellation) {
        BackupSet set = Repository.read(listed.folder());
        List<Optional<DeliberateDamage>> damages = new ArrayList<>(List.of(Optional.empty()));
        Arrays.stream(DeliberateDamage.values()).filter(damage -> damage.fits(set.manifest())).map(Optional::of).forEach(damages::add);
        List<Case> cases = new ArrayList<>();
        ScratchServer.removeAbandoned();
        Path place = TemporaryCluster.temporaryFolder(ScratchServer.PREFIX);
        try {
            requireRoom(set, place);
            Repository repository = Repository.openOrCreate(place.resolve("repository"));
            for (Optional<DeliberateDamage> damage : damages) {
                cancellation.check();
                cases.addAll(tried(damage, set, repository, withProof, progress, cancellation));
            }
        } finally {
            FolderTree.delete(place);
        }
        return new Report(set.id(), cases);
    }

    private List<Case> tried(Optional<DeliberateDamage> damage, BackupSet set, Repository repository, boolean withProof, Progress progress, Cancellation cancellation) {
        List<Case> cases = new ArrayList<>();
        Path folder = copy(set, repository.folder().resolve(set.id()), progress);
        try {
            damage.ifPresent(one -> one.doTo(Repository.read(folder)));
            BackupSet copy = Repository.read(folder);
            progress.note("Trying " + damage.map(DeliberateDamage::inWords).orElse("an undamaged copy"));
            for (Depth depth : Depth.values()) {
                boolean mayNotSee = depth == Depth.QUICK && damage.filter(DeliberateDamage::isHidden).isPresent();
                if (!mayNotSee && (depth != Depth.PROVEN || withProof)) {
                    cases.add(new Case(damage, depth, found(copy, depth, repository, progress, cancellation)));
                }
            }
        } finally {
            FolderTree.delete(folder);
        }
        return cases;
    }

    private List<String> found(BackupSet copy, Depth depth, Repository repository, Progress progress, Cancellation cancellation) {
        try {
            VerificationResult result = depth == Depth.PROVEN ? proving.run(repository, copy, progress, cancellation) : repository.verify(copy, depth, unlock, progress, cancellation);
            return result.problems();
        } catch (Failure.SetDamaged e) {
            return List.of(e.getMessage());
        }
    }

    /** The same bytes where the file system can share them. */
    private static Path copy(BackupSet set, Path to, Progress progress) {
        progress.phase("Copying the set", set.manifest().sizeBytes(), Unit.BYTES);
        try {
            for (String path : FolderTree.files(set.folder())) {
                Path target = to.resolve(path);
                Files.createDirectories(target.getParent());
                share(set.folder().resolve(path), target);
                progress.advance(Math.min(Files.size(target), set.manifest().sizeBytes()));
            }
            return to;
        } catch (IOException e) {
            throw AtomicFile.failed("Could not copy the set " + set.id(), e);
        }
    }

    private static void share(Path from, Path to) throws IOException {
        try {
            Files.createLink(to, from);
        } catch (IOException | UnsupportedOperationException e) {
            Files.copy(from, to); // another file system, or one without links
        }
    }

    private static void requireRoom(BackupSet set, Path place) {
        try {
            long free = Files.getFileStore(place).getUsableSpace();
            long needed = 2 * set.manifest().sizeBytes();
            if (free < needed) {
                throw new Failure.StorageFailed(true, "A damaged copy of " + set.id() + " takes up to " + Sizes.inWords(needed) + ", and " + Sizes.inWords(free) + " are free in "
                        + place.getParent() + ".", null, "Name a smaller set, or a larger folder with -Djava.io.tmpdir in LIFEBOAT_JAVA_OPTS.");
            }
        } catch (IOException e) {
            throw AtomicFile.failed("Could not ask for the free space of " + place, e);
        }
    }
}
