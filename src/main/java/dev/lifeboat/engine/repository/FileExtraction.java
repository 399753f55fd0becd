package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.engine.repository.DockerRecord.VolumeRecord;
import dev.lifeboat.engine.repository.files.FileEntry;
import dev.lifeboat.engine.repository.files.FileIndex;
import dev.lifeboat.engine.repository.files.TarFiles;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Takes files out of a volume of a set, in one pass over its tar; of a million files it holds only those that have several
 * names. What it was making when it is stopped or fails is taken away again. For one use.
 */
final class FileExtraction {

    private final SetVolumes volumes;
    private final VolumeRecord volume;
    private final List<String> paths;
    private final Path into;
    private final Progress progress;
    private final Cancellation cancellation;
    private final int prefix;
    private final List<Path> made = new ArrayList<>();
    private final List<Path> folders = new ArrayList<>();
    private final Map<String, List<String>> links = new LinkedHashMap<>(); // the wanted other names of a content
    private Path lastFolder;
    private long wanted;
    private long bytes;

    FileExtraction(SetVolumes volumes, VolumeRecord volume, List<String> paths, Path into, Progress progress, Cancellation cancellation) {
        this.volumes = volumes;
        this.volume = volume;
        this.paths = paths;
        this.into = into.toAbsolutePath().normalize();
        this.progress = progress;
        this.cancellation = cancellation;
        prefix = commonFolder(paths).length();
    }

    /** {@code a/b/} of {@code a/b/c} and {@code a/b/d/e}; empty for files at the top, or the whole volume. */
    private static String commonFolder(List<String> paths) {
        String common = null;
        for (String path : paths) {
            String folder = path.equals(".") ? "" : path.substring(0, path.lastIndexOf('/') + 1);
            while (common != null && !folder.startsWith(common)) {
                common = common.substring(0, common.lastIndexOf('/', common.length() - 2) + 1);
            }
            common = common == null ? folder : common;
        }
        return common == null ? "" : common;
    }

    /** @return the files that were made, in the tar's order, other names last */
    List<Path> run() {
        count();
        if (wanted == 0) {
            throw new Failure.NotFound("The volume " + volume.name() + " has no file " + String.join(", ", paths) + ".",
                    "See which it has: lifeboat sets look " + volumes.set().id() + " --volume " + volume.name());
        }
        boolean whole = false;
        try {
            Files.createDirectories(into);
            progress.phase("Taking files out of " + volume.name(), bytes, Unit.BYTES);
            copy();
            whole = true;
            return List.copyOf(made);
        } catch (FileAlreadyExistsException e) {
            throw new Failure.BadInput(e.getMessage() + " is there already. Nothing was replaced.", "Choose an empty folder.");
        } catch (FileSystemException e) {
            throw AtomicFile.failed("Could not write to " + into, e);
        } catch (IOException e) {
            throw volumes.damaged(volume.member(), e);
        } finally {
            if (!whole) {
                takeBack();
            }
        }
    }

    private void count() {
        try (FileIndex.Reader index = volumes.index(volume)) {
            for (FileEntry entry = index.nextOrNull(); entry != null; entry = index.nextOrNull()) {
                cancellation.check();
                if (isWanted(entry.path())) {
                    count(entry);
                }
            }
        } catch (IOException e) {
            throw volumes.damaged(volume.index(), e);
        }
    }

    private void count(FileEntry entry) {
        if (entry.type() == FileEntry.Type.FILE) {
            wanted++;
            bytes += entry.size();
        } else if (entry.type() == FileEntry.Type.HARDLINK) {
            wanted++;
            links.computeIfAbsent(entry.target().orElse(""), _ -> new ArrayList<>()).add(entry.path());
        }
    }

    private boolean isWanted(String entry) {
        return paths.stream().anyMatch(path -> path.equals(".") || entry.equals(path) || entry.startsWith(path + "/"));
    }

    private void copy() throws IOException {
        Map<String, Path> firsts = new LinkedHashMap<>();
        try (InputStream tar = volumes.open(volume)) {
            TarFiles.walk(tar, entry -> open(entry, firsts), _ -> { }, cancellation);
        }
        for (Map.Entry<String, List<String>> others : links.entrySet()) {
            Path first = firsts.get(others.getKey());
            if (first == null) {
                throw new IOException(others.getKey() + ", which has other names, is not in it");
            }
            for (String other : others.getValue()) {
                cancellation.check();
                try (OutputStream out = create(other)) {
                    Files.copy(first, out);
                }
            }
        }
    }

    /** Where a content goes: to its own name, or to another one that is wanted; null when nobody wants it. */
    private OutputStream open(FileEntry entry, Map<String, Path> firsts) throws IOException {
        cancellation.check();
        List<String> others = links.get(entry.path());
        boolean own = isWanted(entry.path());
        if (!own && others == null) {
            return null;
        }
        progress.item(entry.path());
        SparseFile out = create(own ? entry.path() : others.removeFirst());
        if (others != null) {
            firsts.put(entry.path(), made.getLast());
        }
        return new Watched(out);
    }

    /** Tells how much has come. */
    private final class Watched extends FilterOutputStream implements TarFiles.Holes {
        private final SparseFile file;

        Watched(SparseFile file) {
            super(file);
            this.file = file;
        }

        @Override public void write(byte[] from, int offset, int length) throws IOException {
            cancellation.check();
            file.write(from, offset, length);
            progress.advance(length);
        }

        @Override public void hole(long length) throws IOException {
            file.hole(length);
            progress.advance(length);
        }
    }

    /** A new file below the folder, whatever the tar, or a link in the folder, says. */
    private SparseFile create(String entry) throws IOException {
        Path place = into.resolve(entry.substring(prefix)).normalize();
        if (!place.startsWith(into) || place.equals(into)) {
            throw new IOException(entry + " would lie outside of the folder");
        }
        makeFolder(place.getParent());
        SparseFile out = new SparseFile(place);
        made.add(place);
        return out;
    }

    private void makeFolder(Path folder) throws IOException {
        if (folder.equals(lastFolder)) {
            return;
        }
        List<Path> missing = new ArrayList<>();
        Path there = folder;
        for (; !Files.exists(there, LinkOption.NOFOLLOW_LINKS); there = there.getParent()) {
            missing.addFirst(there);
        }
        if (!there.toRealPath().startsWith(into.toRealPath())) {
            throw new FileSystemException(there.toString(), null, there + " is a link that leads out of the folder");
        }
        for (Path each : missing) {
            Files.createDirectory(each);
            folders.add(each);
        }
        lastFolder = folder;
    }

    /** A half file would be taken for a whole one. */
    private void takeBack() {
        for (Path path : Stream.concat(made.reversed().stream(), folders.reversed().stream()).toList()) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                progress.note("Could not take " + path + " away: " + e.getMessage());
            }
        }
    }
}
