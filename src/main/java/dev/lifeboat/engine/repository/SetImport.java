package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Sha256;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Copies a set from elsewhere into a repository, the manifest last, in the same hidden folder and with the same last
 * rename as {@link SetWriter}. An earlier copy that was cut short is taken up: what already lies there is kept when its
 * hash is right, whatever its time. For one thread.
 *
 * <p>Each file is read back after its fsync and compared. That proves what the system gives to a reader now; a page that
 * is still in its cache is not asked of the disk again.
 */
public final class SetImport {

    private static final int BUFFER = 1 << 20;

    private final BackupSet set;
    private final Repository into;
    private final RepositoryLock lock;
    private final Progress progress;
    private final Cancellation cancellation;
    private final byte[] buffer = new byte[BUFFER];
    private byte[] manifestJson;
    private long copied;

    /**
     * @param lock of {@code into}
     * @throws Failure.SetDamaged when the set's manifest cannot be used
     * @throws Failure.NotFound   when the set was deleted meanwhile
     */
    public SetImport(BackupSet set, Repository into, RepositoryLock lock, Progress progress, Cancellation cancellation) {
        Repository.requireThere(set);
        this.set = Repository.read(set.folder()); // what lies there, not what a cache remembers
        this.into = into;
        this.lock = lock;
        this.progress = progress;
        this.cancellation = cancellation;
    }

    /** Whether the set lies there already: the same manifest, and every member with its size. */
    public static boolean isThere(BackupSet set, Repository there) {
        Path copy = there.folder().resolve(set.id());
        try {
            if (Files.mismatch(set.folder().resolve(SetFiles.MANIFEST), copy.resolve(SetFiles.MANIFEST)) != -1) {
                return false;
            }
            for (Manifest.Member member : set.manifest().members()) {
                Path file = copy.resolve(member.path());
                if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) != member.sizeBytes()) {
                    return false;
                }
            }
            return true;
        } catch (NoSuchFileException _) {
            return false;
        } catch (IOException e) {
            throw AtomicFile.failed("Could not compare " + set.id() + " with its copy in " + there.folder(), e);
        }
    }

    /**
     * Copies; advances the progress by the bytes of the members. When it fails or is cancelled, what was copied stays
     * hidden and is taken up by the next try.
     *
     * @return bytes that had to be copied
     * @throws Failure.NotFound           when the set was deleted meanwhile
     * @throws Failure.SetDamaged         when the set that is copied is not as its manifest says
     * @throws Failure.VerificationFailed when something of that name lies there and is not this set, or when what was
     *                                    written reads back differently
     */
    public long run() {
        Path target = into.folder().resolve(set.id());
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new Failure.VerificationFailed("The copy " + target + " differs from the set: it is damaged, or the set here was changed.",
                    List.of("Verify both. Remove the one that is damaged, then copy again."));
        }
        try {
            Path folder = begin();
            for (Map.Entry<String, String> file : files().entrySet()) {
                copy(file.getKey(), file.getValue(), folder);
            }
            finish(folder, target);
            return copied;
        } catch (IOException e) {
            Repository.requireThere(set);
            throw AtomicFile.failed("Could not copy " + set.id() + " to " + into.folder(), e);
        }
    }

    /** The members and the files for people, with the hash each must have. */
    private Map<String, String> files() throws IOException {
        manifestJson = Files.readAllBytes(set.folder().resolve(SetFiles.MANIFEST));
        Map<String, String> files = SetChecksums.of(set);
        files.remove(SetFiles.MANIFEST); // which is written last
        return files;
    }

    /** The hidden folder: that of an earlier try, which becomes ours by its name, or a new one. */
    private Path begin() throws IOException {
        lock.check();
        Path own = into.folder().resolve(SetFiles.Partial.name(set.id(), lock.token()));
        try (DirectoryStream<Path> hidden = Files.newDirectoryStream(into.folder(), "." + set.id() + ".*.partial")) {
            for (Path earlier : hidden) {
                SetFiles.Partial partial = SetFiles.Partial.ofNameOrNull(earlier.getFileName().toString());
                if (partial != null && partial.id().equals(set.id()) && !Files.exists(own)) {
                    Files.move(earlier, own, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        }
        Files.createDirectories(own);
        return own;
    }

    private void copy(String path, String sha256, Path folder) throws IOException {
        progress.item(set.id() + "/" + path);
        lock.check();
        Path source = set.folder().resolve(path);
        Path file = folder.resolve(path);
        boolean member = !SetFiles.BESIDE_MEMBERS.contains(path);
        Progress counted = member ? progress : Progress.NONE;
        long size = Files.size(source);
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) == size && FileHash.of(file, Progress.NONE, cancellation).equals(sha256)) {
            counted.advance(size);
            return;
        }
        Files.createDirectories(file.getParent());
        Path aside = file.resolveSibling(file.getFileName() + ".partial");
        String read = stream(source, aside, counted);
        if (!read.equals(sha256)) {
            throw new Failure.SetDamaged(set.id() + ": " + path + " is not as it was written; it was not copied.", null,
                    "Verify the set. A good copy of it may lie at another destination.");
        }
        if (!FileHash.of(aside, Progress.NONE, cancellation).equals(sha256)) {
            throw new Failure.VerificationFailed(aside + " reads back differently from what was written.", List.of("Check the disk of the destination."));
        }
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        copied += size;
    }

    /** @return the hash of what was read */
    private String stream(Path source, Path aside, Progress counted) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (InputStream in = Files.newInputStream(source);
             FileChannel out = FileChannel.open(aside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                cancellation.check();
                digest.update(buffer, 0, n);
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, n);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                counted.advance(n);
            }
            out.force(true);
        }
        return Sha256.hex(digest);
    }

    private void finish(Path folder, Path target) throws IOException {
        lock.check();
        AtomicFile.write(folder.resolve(SetFiles.MANIFEST), manifestJson);
        for (Manifest.Member member : set.manifest().members()) {
            AtomicFile.syncFolder(folder.resolve(member.path()).getParent());
        }
        AtomicFile.syncFolder(folder);
        cancellation.check();
        lock.check();
        SetWriter.publish(folder, target);
        Beside.of(target).keepOrTell(set.id(), new VerificationResult(Instant.now(), VerificationResult.Depth.QUICK, 0, List.of()), progress);
    }
}
