package dev.lifeboat.engine.replication;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.FolderTree;
import dev.lifeboat.engine.replication.place.Place;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.SetChecksums;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A repository at a place that is no folder of this computer, and its mirror here: a repository of its own that has the
 * small files of every set there, and the members of those that were fetched. The mirror may be deleted at any time. For
 * one thread.
 */
final class Outpost implements AutoCloseable {

    /** Notes about sets, beside them. */
    private static final Set<String> NOTES = Set.of("verified", "proven", "pinned", Copies.FOLDER);
    private static final Set<String> SMALL = SetChecksums.smallFiles();

    private final Destination destination;
    private final Place place;
    private final Path mirror;
    private final Cancellation cancellation;
    private Map<String, Place.Entry> there = Map.of();

    /** @param mirror folder of the mirror; made when missing */
    Outpost(Destination destination, Place place, Path mirror, Cancellation cancellation) {
        this.destination = destination;
        this.place = place;
        this.mirror = mirror;
        this.cancellation = cancellation;
    }

    Place place() {
        return place;
    }

    /** What lies there now, by path. */
    Map<String, Place.Entry> look() {
        Map<String, Place.Entry> found = new HashMap<>();
        place.list(cancellation).forEach(entry -> found.put(entry.path(), entry));
        there = found;
        return found;
    }

    /**
     * Opens what is there, or, the first time, makes an empty place ours.
     * @throws Failure.NoRepository when it is gone, another one, or holds other things
     */
    Repository prepare(DestinationMemory memory) {
        look();
        if (!there.containsKey(Repository.MARKER)) {
            if (!memory.isEmpty()) {
                throw memory.gone(null);
            }
            make();
        }
        Repository mirrored = open();
        memory.check(mirrored.id());
        memory.keep(mirrored.id());
        return mirrored;
    }

    private void make() {
        List<String> foreign = there.keySet().stream().filter(path -> !path.startsWith("lost+found") && !path.startsWith(PlaceLock.FOLDER + "/")).sorted().toList();
        if (!foreign.isEmpty()) {
            throw new Failure.NoRepository(destination.location().inWords() + " holds other things (" + foreign.getFirst() + ") and is not a repository.", null,
                    "Choose an empty place, or one that Lifeboat made.");
        }
        FolderTree.delete(mirror);
        Repository.openOrCreate(mirror);
        place.put(mirror, List.of(Repository.MARKER), false, Progress.NONE, cancellation);
        look();
    }

    /**
     * The mirror with all small files as they are there now.
     * @throws Failure.NoRepository when there is no repository
     */
    Repository open() {
        if (there.isEmpty()) {
            look();
        }
        if (!there.containsKey(Repository.MARKER)) {
            throw new Failure.NoRepository("At " + destination.location().inWords() + " is no repository: it has no " + Repository.MARKER + ".", null,
                    "Check that it is the right place. The first copy makes an empty one ours: lifeboat replicate " + destination.name());
        }
        try {
            mirrorMarker();
            removeWhatIsGone();
            fetchSmallFiles();
            return Repository.open(mirror);
        } catch (IOException e) {
            throw AtomicFile.failed("Could not write the mirror of " + destination.name() + " in " + mirror, e);
        }
    }

    /** The mirror as {@link #open} made it. */
    Repository mirrored() {
        return Repository.open(mirror);
    }

    private void mirrorMarker() throws IOException {
        Files.createDirectories(mirror);
        Path aside = Files.createTempDirectory(mirror, ".marker");
        try {
            place.get(List.of(Repository.MARKER), aside, Progress.NONE, cancellation);
            Path ours = mirror.resolve(Repository.MARKER);
            String id = Repository.open(aside).id();
            if (!Files.exists(ours) || !Repository.open(mirror).id().equals(id)) {
                byte[] marker = Files.readAllBytes(aside.resolve(Repository.MARKER));
                FolderTree.delete(mirror);
                AtomicFile.write(ours, marker);
            }
        } finally {
            FolderTree.delete(aside);
        }
    }

    private static boolean isSmall(String path) {
        String[] parts = path.split("/");
        return parts.length == 2 && (NOTES.contains(parts[0]) && parts[1].endsWith(".json") || SetChecksums.isSetId(parts[0]) && SMALL.contains(parts[1]));
    }

    private void removeWhatIsGone() throws IOException {
        for (String path : FolderTree.files(mirror)) {
            String[] parts = path.split("/");
            if (isSmall(path) && !there.containsKey(path)) {
                Files.deleteIfExists(mirror.resolve(path));
            } else if (SetChecksums.isSetId(parts[0]) && !there.containsKey(parts[0] + "/" + SetChecksums.MANIFEST)) {
                FolderTree.delete(mirror.resolve(parts[0]));
            }
        }
    }

    /** Those that are not here, or have another size or time: an unchanged place costs one listing. */
    private void fetchSmallFiles() throws IOException {
        List<String> wanted = new ArrayList<>();
        for (Place.Entry entry : there.values()) {
            Path here = mirror.resolve(entry.path());
            if (isSmall(entry.path()) && (!Files.exists(here) || Files.size(here) != entry.sizeBytes()
                    || !Files.getLastModifiedTime(here).toInstant().truncatedTo(ChronoUnit.SECONDS).equals(entry.modified()))) {
                Files.deleteIfExists(here);
                wanted.add(entry.path());
            }
        }
        place.get(wanted, mirror, Progress.NONE, cancellation);
        for (String path : wanted) {
            if (Files.exists(mirror.resolve(path))) {
                Files.setLastModifiedTime(mirror.resolve(path), FileTime.from(there.get(path).modified()));
            }
        }
    }

    /** Whether the set lies there whole: the same manifest, and every member with its size. */
    boolean has(BackupSet set) {
        return isSameManifest(set) && set.manifest().members().stream().allMatch(member -> hasMember(set, member));
    }

    private boolean hasMember(BackupSet set, Manifest.Member member) {
        Place.Entry entry = there.get(set.id() + "/" + member.path());
        return entry != null && entry.sizeBytes() == member.sizeBytes();
    }

    /** Whether anything of that set's name lies there with a manifest, whatever it is. */
    boolean hasAnotherOfThatName(BackupSet set) {
        return there.containsKey(set.id() + "/" + SetChecksums.MANIFEST) && !isSameManifest(set);
    }

    private boolean isSameManifest(BackupSet set) {
        Path manifest = mirror.resolve(set.id()).resolve(SetChecksums.MANIFEST);
        try {
            return Files.exists(manifest) && Files.mismatch(manifest, set.folder().resolve(SetChecksums.MANIFEST)) == -1;
        } catch (IOException e) {
            throw AtomicFile.failed("Could not compare " + set.id() + " with its copy at " + destination.name(), e);
        }
    }

    /** The small files of a set that was just copied there come into the mirror from here. */
    void mirror(BackupSet set) throws IOException {
        Path folder = Files.createDirectories(mirror.resolve(set.id()));
        for (String small : SMALL) {
            Files.copy(set.folder().resolve(small), folder.resolve(small), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    /** What lies in a set's folder there, relative to that. */
    Set<String> filesOf(String setId) {
        return there.keySet().stream().filter(path -> path.startsWith(setId + "/")).map(path -> path.substring(setId.length() + 1)).collect(Collectors.toSet());
    }

    @Override
    public void close() {
        place.close();
    }
}
