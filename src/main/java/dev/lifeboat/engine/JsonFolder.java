package dev.lifeboat.engine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A folder of named things, each a readable JSON file {@code <name>.json}. Reads the files anew each time, so that a
 * person may edit them. Thread-safe.
 *
 * @param <T> what a file holds
 */
public final class JsonFolder<T> {

    /** What a name is made of: it becomes part of file names on every platform. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final Pattern DEVICE = Pattern.compile("con|prn|aux|nul|com[0-9]|lpt[0-9]");

    private final Path folder;
    private final Class<T> type;
    private final String noun;

    /** @param noun what a person calls one of them: "stack" */
    public JsonFolder(Path folder, Class<T> type, String noun) {
        this.folder = folder;
        this.type = type;
        this.noun = noun;
    }

    /** What is wrong with a name; empty when nothing is. */
    public static List<String> problemsOfName(String name) {
        if (!NAME.matcher(name).matches()) {
            return List.of("The name \"" + name + "\" must have 1 to 40 of a-z, 0-9 and -, and begin with a letter.");
        }
        return DEVICE.matcher(name).matches() ? List.of("The name \"" + name + "\" is that of a device on Windows; choose another.") : List.of();
    }

    /** The names, sorted; none when there is no folder yet. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (!name.startsWith(".")) {
                    names.add(name.substring(0, name.length() - ".json".length()));
                }
            }
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read the folder " + folder, e);
        }
        return names.stream().sorted().toList();
    }

    /**
     * What the file of that name holds.
     * @throws Failure.NotFound with the names that exist
     * @throws Failure.BadInput naming the file that cannot be read and why
     */
    public T get(String name) {
        Path file = file(name);
        try {
            return Json.read(Files.readAllBytes(file), type, file);
        } catch (NoSuchFileException _) {
            throw missing(name);
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read " + file, e);
        }
    }

    public Path file(String name) {
        if (!problemsOfName(name).isEmpty()) {
            throw missing(name);
        }
        return folder.resolve(name + ".json");
    }

    /** @throws Failure.BadInput when the name cannot be a file's */
    public void save(String name, T value) {
        List<String> problems = problemsOfName(name);
        if (!problems.isEmpty()) {
            throw new Failure.BadInput(problems.getFirst());
        }
        AtomicFile.write(file(name), Json.readable(value));
    }

    /** @throws Failure.NotFound with the names that exist */
    public void remove(String name) {
        try {
            Files.delete(file(name));
            AtomicFile.syncFolder(folder);
        } catch (NoSuchFileException _) {
            throw missing(name);
        } catch (IOException e) {
            throw AtomicFile.failed("Could not remove " + file(name), e);
        }
    }

    private Failure.NotFound missing(String name) {
        List<String> names = names();
        String capital = noun.substring(0, 1).toUpperCase(Locale.ROOT) + noun.substring(1);
        return new Failure.NotFound("There is no " + noun + " \"" + name + "\".",
                names.isEmpty() ? "There is no " + noun + " yet: add one." : capital + "s: " + String.join(", ", names) + ".");
    }
}
