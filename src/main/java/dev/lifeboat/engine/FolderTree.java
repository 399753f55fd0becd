package dev.lifeboat.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A folder and all that lies below it. */
public final class FolderTree {

    private FolderTree() {}

    /** The paths of all that is no folder, relative to {@code folder}, with forward slashes, sorted. Links are not followed. */
    public static Set<String> files(Path folder) throws IOException {
        Set<String> files = new TreeSet<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                if (!Files.isDirectory(path, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
                    files.add(folder.relativize(path).toString().replace(folder.getFileSystem().getSeparator(), "/"));
                }
            }
        }
        return files;
    }

    /** Deletes the folder and all below it; does nothing when it is gone. Links are not followed. @throws Failure.StorageFailed when something stays */
    public static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException _) {
            return; // gone already
        } catch (IOException e) {
            throw AtomicFile.failed("Could not delete " + folder, e);
        } catch (UncheckedIOException e) { // from within the walk
            throw AtomicFile.failed("Could not delete " + folder, e.getCause());
        }
    }
}
