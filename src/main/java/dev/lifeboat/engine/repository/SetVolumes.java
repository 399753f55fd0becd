package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.repository.DockerRecord.VolumeRecord;
import dev.lifeboat.engine.repository.files.FileEntry;
import dev.lifeboat.engine.repository.files.FileIndex;
import dev.lifeboat.engine.repository.files.TarFiles;
import dev.lifeboat.engine.secret.Unlock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /**
     * Takes a file, or the plain files of a folder, out of a volume. A hard link gets the content that it names; other links,
     * pipes and devices are left out, and owners and modes too: for those, restore the volume.
     *
     * @param path as the index has it
     * @param into a folder; what is there already is not replaced
     * @return the files that were made
     * @throws Failure.NotFound     when the volume has no plain file there
     * @throws Failure.BadInput     when one of them is there already
     */
    public List<Path> extract(VolumeRecord volume, String path, Path into, Cancellation cancellation) {
        List<FileEntry> wanted = files(volume, entry -> isBelow(entry.path(), path)
                && (entry.type() == FileEntry.Type.FILE || entry.type() == FileEntry.Type.HARDLINK), 0, Integer.MAX_VALUE, cancellation);
        if (wanted.isEmpty()) {
            throw new Failure.NotFound("The volume " + volume.name() + " has no file " + path + ".", "See which it has: lifeboat sets look " + set.id() + " --volume " + volume.name());
        }
        Map<String, List<String>> names = new LinkedHashMap<>(); // of each content
        wanted.forEach(entry -> names.computeIfAbsent(entry.target().orElse(entry.path()), _ -> new ArrayList<>()).add(entry.path()));
        List<Path> made = new ArrayList<>();
        try (InputStream tar = MemberReading.open(set, member(volume.member()), unlock)) {
            Files.createDirectories(into);
            TarFiles.walk(tar, entry -> {
                cancellation.check();
                return names.containsKey(entry.path()) ? Files.newOutputStream(place(into, names.get(entry.path()).getFirst(), path, made), StandardOpenOption.CREATE_NEW) : null;
            }, _ -> cancellation.check());
            for (List<String> same : names.values()) {
                for (String other : same.subList(1, same.size())) {
                    Files.copy(place(into, same.getFirst(), path, new ArrayList<>()), place(into, other, path, made));
                }
            }
            return made;
        } catch (java.nio.file.FileAlreadyExistsException e) {
            throw new Failure.BadInput(e.getMessage() + " is there already.", "Choose an empty folder.");
        } catch (java.nio.file.FileSystemException e) {
            throw AtomicFile.failed("Could not write to " + into, e);
        } catch (IOException e) {
            throw damaged(volume.member(), e);
        }
    }

    private static boolean isBelow(String entry, String path) {
        return path.equals(".") || entry.equals(path) || entry.startsWith(path + "/");
    }

    /** Below the folder, whatever the tar says. */
    private static Path place(Path into, String entry, String asked, List<Path> made) throws IOException {
        int parent = asked.lastIndexOf('/') + 1;
        String relative = asked.equals(".") ? entry : entry.substring(parent);
        Path folder = into.toAbsolutePath().normalize();
        Path place = folder.resolve(relative).normalize();
        if (!place.startsWith(folder) || place.equals(folder)) {
            throw new IOException(entry + " would lie outside of the folder");
        }
        Files.createDirectories(place.getParent());
        made.add(place);
        return place;
    }

    /** Compares a volume's tar, which is read to its end, with its index. @return what differs; empty when nothing does */
    public List<String> differences(VolumeRecord volume, InputStream tar, int most) throws IOException {
        List<String> problems = new ArrayList<>();
        long[] files = {0};
        try (FileIndex.Reader index = index(volume)) {
            TarFiles.walk(tar, found -> {
                FileEntry expected = index.nextOrNull();
                files[0]++;
                String difference = expected == null ? "is not in the index"
                        : expected.path().equals(found.path()) ? expected.differences(found) : "is where the index has " + expected.path();
                if (!difference.isEmpty() && problems.size() <= most) {
                    problems.add(problems.size() == most ? "and more" : found.path() + " " + difference);
                }
            });
            if (index.nextOrNull() != null) {
                problems.add("the index has more files than the tar");
            }
        }
        if (files[0] != volume.files()) {
            problems.add("it has " + files[0] + " files instead of " + volume.files());
        }
        return problems;
    }

    private Manifest.Member member(String path) {
        return set.manifest().members().stream().filter(one -> one.path().equals(path)).findFirst()
                .orElseThrow(() -> damaged(path, new IOException("it is no member of the set")));
    }

    private Failure.SetDamaged damaged(String path, IOException cause) {
        return new Failure.SetDamaged("In the set " + set.id() + ", " + path + " cannot be read as it should: " + cause.getMessage() + ".", cause,
                "Verify it: lifeboat sets verify " + set.id() + " --deep");
    }
}
