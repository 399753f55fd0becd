package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.FolderTree;
import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Sha256;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.engine.secret.Unlock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** One verification of one set. For one thread. */
final class Verification {

    private final BackupSet set;
    private final VerificationResult.Depth depth;
    private final Unlock unlock;
    private final Progress progress;
    private final Cancellation cancellation;
    private final List<String> problems = new ArrayList<>();

    Verification(BackupSet set, VerificationResult.Depth depth, Unlock unlock, Progress progress, Cancellation cancellation) {
        this.set = set;
        this.depth = depth;
        this.unlock = unlock;
        this.progress = progress;
        this.cancellation = cancellation;
    }

    VerificationResult run() {
        long start = System.nanoTime();
        try {
            Set<String> whole = checksums();
            foreignFiles();
            if (depth == VerificationResult.Depth.DEEP) {
                deep(whole);
            }
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read the set " + set.id(), e);
        }
        return new VerificationResult(Instant.now(), depth, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start), List.copyOf(problems));
    }

    /** A set that is known to be damaged is called so, whether or not it can be opened. */
    private void deep(Set<String> whole) {
        try {
            problems.addAll(new DeepReading(set, whole, unlock, progress, cancellation).problems());
        } catch (Failure.KeyNeeded e) {
            if (problems.isEmpty()) {
                throw e;
            }
            problems.add("What is encrypted was not read: " + e.getMessage());
        }
    }

    /** @return the paths of the members whose stored bytes are those that were written */
    private Set<String> checksums() throws IOException {
        progress.phase("Checking checksums", set.manifest().sizeBytes(), Unit.BYTES);
        Set<String> whole = new TreeSet<>();
        for (Manifest.Member member : set.manifest().members()) {
            progress.item(member.path());
            Optional<String> problem = problemOf(member);
            problem.ifPresentOrElse(problems::add, () -> whole.add(member.path()));
        }
        sumsFile();
        return whole;
    }

    private Optional<String> problemOf(Manifest.Member member) throws IOException {
        Path file = set.folder().resolve(member.path());
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(member.path() + " is missing.");
        }
        long size = Files.size(file);
        if (size != member.sizeBytes()) {
            return Optional.of(member.path() + " has " + size + " bytes instead of " + member.sizeBytes() + ": it "
                    + (size < member.sizeBytes() ? "was cut off." : "has grown."));
        }
        String hash = FileHash.of(file, progress, cancellation);
        return hash.equals(member.sha256()) ? Optional.empty()
                : Optional.of(member.path() + " has changed: its SHA-256 is " + hash + ", it should be " + member.sha256() + ".");
    }

    /** The manifest and the file for sha256sum must say the same, and both files for people must be as written. */
    private void sumsFile() throws IOException {
        Path sums = set.folder().resolve(SetFiles.SUMS);
        Path instructions = set.folder().resolve(SetFiles.INSTRUCTIONS);
        if (!Files.isRegularFile(instructions)) {
            problems.add(SetFiles.INSTRUCTIONS + " is missing.");
        }
        if (!Files.isRegularFile(sums)) {
            problems.add(SetFiles.SUMS + " is missing.");
            return;
        }
        Optional<Checksums> found = Checksums.parse(new String(Files.readAllBytes(sums), StandardCharsets.UTF_8));
        if (found.isEmpty()) {
            problems.add(SetFiles.SUMS + " is damaged.");
            return;
        }
        Map<String, String> said = found.get().byPath();
        String instructionsHash = Files.isRegularFile(instructions) ? Sha256.of(Files.readAllBytes(instructions)) : said.getOrDefault(SetFiles.INSTRUCTIONS, "");
        Checksums expected = Checksums.of(set.manifest(), instructionsHash, Files.readAllBytes(set.folder().resolve(SetFiles.MANIFEST)));
        if (!said.equals(expected.byPath())) {
            Set<String> differing = new TreeSet<>(said.keySet());
            differing.addAll(expected.byPath().keySet());
            if (said.containsKey(SetFiles.MANIFEST) && expected.byPath().containsKey(SetFiles.MANIFEST) && differing.remove(SetFiles.MANIFEST)
                    && !said.get(SetFiles.MANIFEST).equals(expected.byPath().get(SetFiles.MANIFEST))) {
                problems.add(SetFiles.MANIFEST + " has changed: its SHA-256 is not the one in " + SetFiles.SUMS + ".");
            }
            differing.removeIf(path -> said.containsKey(path) && said.get(path).equals(expected.byPath().get(path)));
            if (!differing.isEmpty()) {
                problems.add(SetFiles.SUMS + " does not agree with the set about: " + String.join(", ", differing) + ".");
            }
        }
    }

    private void foreignFiles() throws IOException {
        Set<String> foreign = FolderTree.files(set.folder());
        foreign.removeAll(SetFiles.BESIDE_MEMBERS);
        set.manifest().members().forEach(member -> foreign.remove(member.path()));
        foreign.forEach(path -> problems.add(path + " does not belong to the set."));
    }
}
