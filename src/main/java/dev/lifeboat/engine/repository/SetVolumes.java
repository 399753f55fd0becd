package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.repository.DockerRecord.VolumeRecord;
import dev.lifeboat.engine.repository.files.FileEntry;
import dev.lifeboat.engine.repository.files.FileIndex;
import dev.lifeboat.engine.secret.Unlock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Looks into a set's volumes: lists their files from the index, takes single ones out of the tar. Immutable. */
public record SetVolumes(BackupSet set, Unlock unlock) {

    /** Of a set that is not encrypted. */
    public SetVolumes(BackupSet set) {
        this(set, Unlock.NONE);
    }

    /** The volumes that are meant: the named one, or all. @throws Failure.NotFound with those there are */
    public List<VolumeRecord> volumes(Optional<String> name) {
        List<VolumeRecord> all = set.manifest().volumes();
        List<VolumeRecord> found = all.stream().filter(volume -> name.isEmpty() || volume.name().equals(name.get())).toList();
        if (found.isEmpty() && name.isPresent()) {
            throw new Failure.NotFound("The set " + set.id() + " has no volume \"" + name.get() + "\".",
                    all.isEmpty() ? "It has no volumes." : "It has: " + String.join(", ", all.stream().map(VolumeRecord::name).toList()) + ".");
        }
        return found;
    }

    /** The only volume, or the named one. @throws Failure.BadInput when there are several and none is named */
    public VolumeRecord volume(Optional<String> name) {
        List<VolumeRecord> found = volumes(name);
        if (found.size() != 1) {
            throw found.isEmpty() ? new Failure.NotFound("The set " + set.id() + " has no volumes.")
                    : new Failure.BadInput("The set " + set.id() + " has " + found.size() + " volumes.", "Say which with --volume: "
                            + String.join(", ", found.stream().map(VolumeRecord::name).toList()) + ".");
        }
        return found.getFirst();
    }

    /** A page of a volume's files that fit, in the order of its tar. @throws Failure.SetDamaged when the index cannot be read */
    public List<FileEntry> files(VolumeRecord volume, Predicate<FileEntry> wanted, long offset, int limit, Cancellation cancellation) {
        List<FileEntry> page = new ArrayList<>();
        long passed = 0;
        try (FileIndex.Reader index = index(volume)) {
            for (FileEntry entry = index.nextOrNull(); entry != null && page.size() < limit; entry = index.nextOrNull()) {
                cancellation.check();
                if (wanted.test(entry) && passed++ >= offset) {
                    page.add(entry);
                }
            }
            return page;
        } catch (IOException e) {
            throw damaged(volume.index(), e);
        }
    }

    /** The tar of a volume; the caller closes it. */
    public InputStream open(VolumeRecord volume) throws IOException {
        return MemberReading.open(set, member(volume.member()), unlock);
    }

    /** Reads a volume's index; the caller closes it. */
    FileIndex.Reader index(VolumeRecord volume) throws IOException {
        return new FileIndex.Reader(MemberReading.open(set, member(volume.index()), unlock));
    }

    /** Reads a volume's files as far as one wants to see; the caller closes it. @throws Failure.SetDamaged when the index cannot be read */
    public FileListing list(VolumeRecord volume) {
        return new FileListing(this, volume);
    }

    /** Takes one file, or the files of one folder, out of a volume, see {@link #extract(VolumeRecord, List, Path, Progress, Cancellation)}. */
    public List<Path> extract(VolumeRecord volume, String path, Path into, Cancellation cancellation) {
        return extract(volume, List.of(path), into, Progress.NONE, cancellation);
    }

    /**
     * Takes files, and the plain files of folders, out of a volume. They lie as they do below the folder that they have in
     * common. A hard link gets the content that it names; other links, pipes and devices are left out, and owners and modes
     * too: for those, restore the volume. Nothing is left when it fails or is stopped.
     *
     * @param paths as the index has them
     * @param into  a folder; what is there already is not replaced
     * @return the files that were made
     * @throws Failure.NotFound when the volume has no plain file there
     * @throws Failure.BadInput when one of them is there already
     */
    public List<Path> extract(VolumeRecord volume, List<String> paths, Path into, Progress progress, Cancellation cancellation) {
        return new FileExtraction(this, volume, paths, into, progress, cancellation).run();
    }

    /** Compares a volume's tar, which is read to its end, with its index. @return what differs; empty when nothing does */
    public List<String> differences(VolumeRecord volume, InputStream tar, int most, Cancellation cancellation) throws IOException {
        try (FileIndex.Reader index = index(volume)) {
            List<String> problems = FileIndex.differences(index, tar, most, cancellation);
            if (problems.isEmpty() && index.count() != volume.files()) {
                problems.add("it has " + index.count() + " files instead of " + volume.files());
            }
            return problems;
        }
    }

    private Manifest.Member member(String path) {
        return set.manifest().members().stream().filter(one -> one.path().equals(path)).findFirst()
                .orElseThrow(() -> damaged(path, new IOException("it is no member of the set")));
    }

    Failure.SetDamaged damaged(String path, IOException cause) {
        return new Failure.SetDamaged("In the set " + set.id() + ", " + path + " cannot be read as it should: " + cause.getMessage() + ".", cause,
                "Verify it: lifeboat sets verify " + set.id() + " --deep");
    }
}
