package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Sha256;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Packs a set into one plain tar, which every tar unpacks into the set's folder, manifest last. What goes in is hashed on
 * its way: a damaged set is not exported. For one thread.
 */
public final class SetExport {

    private static final Logger LOG = LoggerFactory.getLogger(SetExport.class);
    private static final int BUFFER = 1 << 17;

    private final BackupSet set;
    private final Progress progress;
    private final Cancellation cancellation;

    public SetExport(BackupSet set, Progress progress, Cancellation cancellation) {
        this.set = set;
        this.progress = progress;
        this.cancellation = cancellation;
    }

    /**
     * Writes aside, fsyncs, renames. When it fails or is cancelled, nothing is left; when it is killed, the next export to that file removes
     * what is left.
     *
     * @return bytes of the file
     * @throws Failure.BadInput   when {@code file} is there already
     * @throws Failure.SetDamaged when the set is not as its manifest says
     * @throws Failure.NotFound   when the set was deleted meanwhile
     */
    public long into(Path file) {
        Path target = file.toAbsolutePath().normalize();
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new Failure.BadInput(target + " is there already.", "Name another file, or move that one away.");
        }
        Path aside = target.resolveSibling("." + target.getFileName() + "." + ProcessHandle.current().pid() + ".partial");
        try {
            removeLeftovers(target);
            try {
                write(aside);
                cancellation.check();
                long size = Files.size(aside);
                Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
                AtomicFile.syncFolder(target.getParent());
                return size;
            } finally {
                Files.deleteIfExists(aside);
            }
        } catch (IOException e) {
            Repository.requireThere(set);
            throw AtomicFile.failed("Could not export " + set.id() + " to " + target, e);
        }
    }

    /** What exports of this file had written that were killed: nobody holds the lock of it. */
    private static void removeLeftovers(Path target) throws IOException {
        String prefix = "." + target.getFileName() + ".";
        try (DirectoryStream<Path> found = Files.newDirectoryStream(target.getParent(), path -> path.getFileName().toString().startsWith(prefix)
                && path.getFileName().toString().substring(prefix.length()).matches("[0-9]+\\.partial"))) {
            for (Path left : found) {
                try (FileChannel channel = FileChannel.open(left, StandardOpenOption.WRITE); FileLock lock = channel.tryLock()) {
                    if (lock != null) {
                        Files.delete(left);
                    }
                } catch (IOException | OverlappingFileLockException e) {
                    LOG.debug("{} is not removed", left, e);
                }
            }
        }
    }

    private void write(Path aside) throws IOException {
        byte[] instructions = Files.readAllBytes(set.folder().resolve(SetFiles.INSTRUCTIONS));
        Checksums expected = Checksums.of(set.manifest(), Sha256.of(instructions), Files.readAllBytes(set.folder().resolve(SetFiles.MANIFEST)));
        progress.phase("Exporting " + set.id(), set.manifest().sizeBytes(), Unit.BYTES);
        try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
             OutputStream buffered = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
             TarArchiveOutputStream tar = new TarArchiveOutputStream(buffered, StandardCharsets.UTF_8.name())) {
            channel.lock();
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            for (String path : paths()) {
                cancellation.check();
                String hash = add(path, tar);
                String wanted = expected.byPath().get(path);
                boolean sums = path.equals(SetFiles.SUMS) && !hash.equals(Sha256.of(expected.text()));
                if (sums || wanted != null && !wanted.equals(hash)) {
                    throw new Failure.SetDamaged("The set " + set.id() + " was not exported: " + path + " is not as it was written.", null, "Verify the set.");
                }
            }
            tar.finish();
            buffered.flush();
            channel.force(true);
        }
    }

    private List<String> paths() {
        List<String> paths = new ArrayList<>(set.manifest().members().stream().map(Manifest.Member::path).toList());
        paths.addAll(List.of(SetFiles.INSTRUCTIONS, SetFiles.SUMS, SetFiles.MANIFEST));
        return paths;
    }

    /** @return the hash of what went in */
    private String add(String path, TarArchiveOutputStream tar) throws IOException {
        progress.item(path);
        Path file = set.folder().resolve(path);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            Repository.requireThere(set);
            throw new Failure.SetDamaged("The set " + set.id() + " was not exported: " + path + " is missing.", null, "Verify the set.");
        }
        TarArchiveEntry entry = new TarArchiveEntry(set.id() + "/" + path);
        entry.setSize(Files.size(file));
        entry.setLastModifiedTime(FileTime.from(set.manifest().completedAt().truncatedTo(ChronoUnit.SECONDS)));
        tar.putArchiveEntry(entry);
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[BUFFER];
        boolean member = !SetFiles.BESIDE_MEMBERS.contains(path);
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                cancellation.check();
                digest.update(buffer, 0, n);
                tar.write(buffer, 0, n);
                if (member) {
                    progress.advance(n);
                }
            }
        }
        tar.closeArchiveEntry();
        return Sha256.hex(digest);
    }
}
