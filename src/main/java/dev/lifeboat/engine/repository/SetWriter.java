package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.FolderTree;
import dev.lifeboat.engine.Json;
import dev.lifeboat.engine.Sha256;
import dev.lifeboat.engine.secret.Encryption;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes one set: members aside, fsynced, renamed; RESTORE.md, SHA256SUMS; the manifest last. Not thread-safe, but
 * members may be written by several threads at once. Closing an incomplete one deletes it.
 *
 * <p>All of it happens in a hidden folder, {@code .<id>.<lock>.partial}, which gets the set's name as the very last step,
 * when each file and folder in it has been fsynced. One rename is atomic: a kill or power cut at any moment leaves
 * either no folder with the set's name, or the whole set. So also a person with {@code ls}, or a tool that copies the
 * repository, cannot take half a set for one. The manifest is still written last, for whoever looks into the hidden folder.
 */
public final class SetWriter implements AutoCloseable {

    private final RepositoryLock lock;
    private final String id;
    private final Path folder;
    private final Path target;
    private final Encryption encryption;
    private final List<Manifest.Member> members = new ArrayList<>();
    private boolean open = true;

    private SetWriter(RepositoryLock lock, String id, Path folder, Path target, Encryption encryption) {
        this.lock = lock;
        this.id = id;
        this.folder = folder;
        this.target = target;
        this.encryption = encryption;
    }

    /** @param id must be free in the repository */
    static SetWriter begin(RepositoryLock lock, String id, Encryption encryption) {
        lock.check();
        Path repository = lock.repository();
        Path folder = repository.resolve(SetFiles.Partial.name(id, lock.token()));
        try {
            Files.createDirectory(folder);
        } catch (IOException e) {
            throw AtomicFile.failed("Could not begin a set in " + repository, e);
        }
        return new SetWriter(lock, id, folder, repository.resolve(id), encryption);
    }

    public String id() {
        return id;
    }

    /** Where the set is being written. */
    public Path folder() {
        return folder;
    }

    /**
     * A stream whose bytes are compressed with zstd, encrypted as the set is, hashed and counted on their way to its file.
     * @param path        as {@link MemberPath} makes it; an encrypted member has {@code .age} after it
     * @param zstdWorkers compression threads besides the calling one; 0 compresses on the calling one
     */
    public MemberWriter member(String path, int zstdLevel, int zstdWorkers) {
        return member(path, Compression.ZSTD, zstdLevel, zstdWorkers);
    }

    /** As {@link #member(String, int, int)}, compressed otherwise: the path's {@code .zst} becomes what that is called by. */
    public MemberWriter member(String path, Compression compression, int level, int workers) {
        if (!MemberPath.isSafe(path) || SetFiles.BESIDE_MEMBERS.contains(path)) {
            throw new IllegalArgumentException("not a path of a member: " + path);
        }
        lock.check();
        return new MemberWriter(folder, path, compression, level, workers, encryption, this::add);
    }

    /** Those that are finished. */
    synchronized List<Manifest.Member> members() {
        return List.copyOf(members);
    }

    /** @throws Failure.RepositoryLocked when another has taken the lock meanwhile: he may be deleting this folder */
    synchronized void add(Manifest.Member member) {
        lock.check();
        members.add(member);
    }

    /**
     * Writes RESTORE.md, SHA256SUMS and, last, the manifest; fsyncs; gives the folder its name. The writer's members are
     * put into the manifest in the order they were finished, and its id.
     * @throws Failure.RepositoryLocked when the lock was lost meanwhile
     */
    public synchronized BackupSet complete(Manifest manifestWithoutMembers) {
        lock.check();
        Manifest manifest = manifestWithoutMembers.with(id, members, encryption);
        byte[] instructions = RestoreInstructions.of(manifest).getBytes(StandardCharsets.UTF_8);
        byte[] json = Json.readable(manifest);
        AtomicFile.write(folder.resolve(SetFiles.INSTRUCTIONS), instructions);
        AtomicFile.write(folder.resolve(SetFiles.SUMS), Checksums.of(manifest, Sha256.of(instructions), json).text().getBytes(StandardCharsets.UTF_8));
        AtomicFile.write(folder.resolve(SetFiles.MANIFEST), json);
        lock.check();
        publish(folder, target);
        open = false;
        return new BackupSet(target, manifest, Optional.empty());
    }

    /** Gives a folder in which everything is written and fsynced its set's name. */
    static void publish(Path folder, Path target) {
        try {
            if (Files.exists(target)) { // an empty folder would be replaced by the rename
                throw new Failure.StorageFailed(false, "There is a folder " + target + " already.", null, "Move it away.");
            }
            Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
            AtomicFile.syncFolder(target.getParent());
        } catch (IOException e) {
            throw AtomicFile.failed("Could not give the finished set its name " + target, e);
        }
    }

    /** Deletes what was written, unless the set is complete. */
    @Override public synchronized void close() {
        if (!open) {
            return;
        }
        open = false;
        FolderTree.delete(folder);
    }
}
