package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.FolderTree;
import dev.lifeboat.engine.Sizes;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Unpacks a set that {@link SetExport} packed, or that anybody packed with tar, into a repository: in a hidden folder,
 * which gets the set's name when every checksum is right. Nothing in the tar decides where a file goes: each entry must
 * be a plain file or folder below one folder with a set's name. For one thread.
 */
public final class ArchiveImport {

    private static final int BUFFER = 1 << 17;

    private final Path file;
    private final Repository into;
    private final Progress progress;
    private final Cancellation cancellation;
    private final byte[] buffer = new byte[BUFFER];
    private String id;
    private Path folder;

    /** @param alreadyThere whether the same set lay in the repository before */
    public record Imported(BackupSet set, boolean alreadyThere) {}

    public ArchiveImport(Path file, Repository into, Progress progress, Cancellation cancellation) {
        this.file = file.toAbsolutePath().normalize();
        this.into = into;
        this.progress = progress;
        this.cancellation = cancellation;
    }

    /**
     * Takes the repository's lock. When it fails or is cancelled, nothing is left.
     *
     * @throws Failure.NotFound           when there is no such file
     * @throws Failure.SetDamaged         when the file is no archive of a set, or the set in it is not whole
     * @throws Failure.VerificationFailed when another set of that name lies there
     * @throws Failure.RepositoryLocked   by another writer
     */
    public Imported run() {
        try (RepositoryLock lock = into.lock("importing " + file.getFileName())) {
            lock.takenOver().ifPresent(progress::note);
            try {
                requireSpace();
                progress.phase("Unpacking " + file.getFileName(), Files.size(file), Unit.BYTES);
                unpack(lock);
                return publish(lock);
            } finally {
                if (folder != null) {
                    FolderTree.delete(folder);
                }
            }
        } catch (NoSuchFileException e) {
            throw new Failure.NotFound("There is no file " + file + ".");
        } catch (IOException e) {
            throw AtomicFile.failed("Could not import " + file, e);
        }
    }

    /** A plain tar unpacks to no more than its own size; entries with holes are refused. */
    private void requireSpace() throws IOException {
        long needed = Files.size(file);
        if (needed > into.freeBytes()) {
            throw new Failure.StorageFailed(true, file.getFileName() + " needs " + Sizes.inWords(needed) + ", but only "
                    + Sizes.inWords(into.freeBytes()) + " are free in " + into.folder() + ".", null, "Free some space first.");
        }
    }

    private void unpack(RepositoryLock lock) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
             TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
            for (TarArchiveEntry entry = next(tar); entry != null; entry = next(tar)) {
                cancellation.check();
                String path = path(entry, lock);
                if (!path.isEmpty() && !entry.isDirectory()) {
                    write(tar, path, entry.getSize());
                }
            }
        }
        if (folder == null) {
            throw refused("it is empty", null);
        }
    }

    private TarArchiveEntry next(TarArchiveInputStream tar) {
        try {
            return tar.getNextEntry();
        } catch (IOException | IllegalArgumentException e) { // what it throws at bytes that are no tar
            throw refused("it is no tar, or cut off: " + e.getMessage(), e);
        }
    }

    /** Within the set; empty for the set's own folder, which is made with the first entry. */
    private String path(TarArchiveEntry entry, RepositoryLock lock) throws IOException {
        String name = entry.getName().startsWith("./") ? entry.getName().substring(2) : entry.getName();
        if (!entry.isCheckSumOK()) { // nobody else looks at it
            throw refused("the head of its entry " + shown(name) + " is damaged", null);
        }
        boolean plain = entry.isDirectory() || entry.isFile() && !entry.isLink() && !entry.isSymbolicLink() && !entry.isSparse()
                && !entry.isCharacterDevice() && !entry.isBlockDevice() && !entry.isFIFO();
        if (!plain) {
            throw refused("its entry " + shown(name) + " is no plain file", null);
        }
        if (entry.isDirectory() && name.isEmpty()) {
            return "";
        }
        int slash = name.indexOf('/');
        String top = slash < 0 ? name : name.substring(0, slash);
        String path = slash < 0 ? "" : name.substring(slash + 1);
        if (entry.isDirectory() && path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        boolean safe = SetFiles.isId(top) && (id == null || id.equals(top)) && (path.isEmpty() ? entry.isDirectory() : MemberPath.isSafe(path));
        if (!safe) {
            throw refused("its entry " + shown(name) + " does not belong to " + (id == null ? "a set" : "the set " + id), null);
        }
        if (folder == null) {
            begin(top, lock);
        }
        return path;
    }

    private void begin(String setId, RepositoryLock lock) throws IOException {
        id = setId;
        Path own = into.folder().resolve(SetFiles.Partial.name(id, lock.token()));
        Files.createDirectory(own);
        folder = own;
    }

    private void write(TarArchiveInputStream tar, String path, long size) throws IOException {
        progress.item(path);
        Path target = folder.resolve(path);
        Files.createDirectories(target.getParent());
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw refused("it has " + path + " twice", null);
        }
        try (FileChannel out = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long written = 0;
            for (int n = read(tar); n >= 0; n = read(tar)) {
                cancellation.check();
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, n);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                written += n;
                progress.advance(n);
            }
            if (written != size) {
                throw refused("it is cut off within " + path, null);
            }
            out.force(true);
        }
    }

    private int read(TarArchiveInputStream tar) {
        try {
            return tar.read(buffer, 0, buffer.length);
        } catch (IOException e) {
            throw refused("it is cut off: " + e.getMessage(), e);
        }
    }

    private Imported publish(RepositoryLock lock) throws IOException {
        if (!Files.exists(folder.resolve(SetFiles.MANIFEST))) {
            throw refused("it has no " + SetFiles.MANIFEST + ": it is not whole", null);
        }
        BackupSet unpacked = new BackupSet(folder, SetFiles.readManifest(folder, id), Optional.empty());
        VerificationResult result = new Verification(unpacked, VerificationResult.Depth.QUICK, dev.lifeboat.engine.secret.Unlock.NONE, progress, cancellation).run();
        if (!result.ok()) {
            throw refused("the set in it is damaged: " + String.join(" ", result.problems()), null);
        }
        Path target = into.folder().resolve(id);
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            if (!same(target)) {
                throw new Failure.VerificationFailed("The set " + id + " is there already and differs from the one in " + file + ". Nothing was changed.",
                        List.of("Verify the one that is there; move it away if it is the damaged one, then import again."));
            }
            return new Imported(Repository.read(target), true);
        }
        for (Manifest.Member member : unpacked.manifest().members()) {
            AtomicFile.syncFolder(folder.resolve(member.path()).getParent());
        }
        AtomicFile.syncFolder(folder);
        cancellation.check();
        lock.check();
        SetWriter.publish(folder, target);
        Beside.of(target).keepOrTell(id, result, progress);
        return new Imported(Repository.read(target), false);
    }

    private boolean same(Path target) throws IOException {
        Set<String> files = FolderTree.files(folder);
        if (!files.equals(FolderTree.files(target))) {
            return false;
        }
        for (String path : files) {
            if (Files.mismatch(folder.resolve(path), target.resolve(path)) != -1) {
                return false;
            }
        }
        return true;
    }

    private Failure.SetDamaged refused(String why, Exception causeOrNull) {
        return new Failure.SetDamaged(file.getFileName() + " was not imported: " + why + ".", causeOrNull, "Export the set again, or use another copy.");
    }

    private static String shown(String name) {
        String printable = name.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= 100 ? printable : printable.substring(0, 100) + "...";
    }
}
