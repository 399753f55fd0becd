package dev.lifeboat.engine.docker;

import dev.lifeboat.engine.Sizes;
import dev.lifeboat.engine.stack.ContainerEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The Compose files that a stack was started from, as the labels of its containers name them, and the {@code .env} beside them. */
public final class ComposeFiles {

    private static final String FILES = "com.docker.compose.project.config_files";
    private static final String FOLDER = "com.docker.compose.project.working_dir";
    private static final String VARIABLES = "com.docker.compose.project.environment_file";
    private static final int MOST_BYTES = 1 << 20;

    private final URI engine;

    /**
     * A file that was found, or not.
     *
     * @param path      on the engine's host
     * @param variables whether it is a file of variables, {@code .env}
     * @param content   empty when it could not be read
     * @param why       it could not be read
     */
    public record Found(String path, boolean variables, Optional<byte[]> content, String why) {

        /** The file's own name. */
        public String name() {
            return path.substring(path.lastIndexOf('/') + 1);
        }

        /** What of it may be in a file that anybody can read; empty when that is nothing. */
        public Optional<byte[]> without(ContainerEnvironment environment) {
            if (variables && environment == ContainerEnvironment.NONE) {
                return Optional.empty();
            }
            return content.map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                    .map(text -> variables ? ComposeOutline.ofVariables(text) : ComposeOutline.of(text, environment == ContainerEnvironment.NAMES))
                    .map(text -> text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** @param engine only files of a local one are on this computer */
    public ComposeFiles(URI engine) {
        this.engine = engine;
    }

    /** In the order in which Compose reads them. */
    public List<Found> of(List<ContainerRecipe> containers) {
        Map<String, Boolean> paths = new LinkedHashMap<>();
        for (ContainerRecipe container : containers) {
            Optional<String> folder = label(container, FOLDER);
            each(label(container, FILES)).forEach(file -> paths.putIfAbsent(absolute(file, folder), false));
        }
        Set<String> variables = new LinkedHashSet<>();
        for (ContainerRecipe container : containers) {
            Optional<String> folder = label(container, FOLDER);
            List<String> named = each(label(container, VARIABLES)).map(file -> absolute(file, folder)).toList();
            variables.addAll(named.isEmpty() ? folder.map(its -> its + "/.env").filter(file -> isLocal() && Files.isRegularFile(Path.of(file))).stream().toList() : named);
        }
        variables.forEach(file -> paths.putIfAbsent(file, true));
        List<Found> found = new ArrayList<>();
        paths.forEach((path, isVariables) -> found.add(read(path, isVariables)));
        return List.copyOf(found);
    }

    private static Optional<String> label(ContainerRecipe container, String name) {
        return container.labels().getOrDefault(name, Optional.empty()).filter(value -> !value.isBlank());
    }

    private static Stream<String> each(Optional<String> commaSeparated) {
        return commaSeparated.stream().flatMap(value -> Stream.of(value.split(","))).map(String::strip).filter(file -> !file.isEmpty());
    }

    private static String absolute(String file, Optional<String> folder) {
        return file.startsWith("/") || folder.isEmpty() ? file : folder.get() + "/" + file;
    }

    private boolean isLocal() {
        return "unix".equals(engine.getScheme());
    }

    private Found read(String path, boolean variables) {
        if (!isLocal()) {
            return new Found(path, variables, Optional.empty(), "it lies on the engine's host, and this is another computer");
        }
        try {
            Path file = Path.of(path);
            boolean likely = variables ? file.getFileName().toString().contains("env") : file.getFileName().toString().matches(".*\\.(ya?ml|json)");
            if (!likely) { // a label can say anything, and this program may read more than who wrote the label
                return new Found(path, variables, Optional.empty(), "it has no name of such a file");
            }
            if (!Files.isRegularFile(file)) {
                return new Found(path, variables, Optional.empty(), Files.exists(file) ? "it is no file" : "there is no such file on this computer");
            }
            try (InputStream in = Files.newInputStream(file)) {
                byte[] content = in.readNBytes(MOST_BYTES + 1);
                return content.length > MOST_BYTES ? new Found(path, variables, Optional.empty(), "it has more than " + Sizes.inWords(MOST_BYTES))
                        : new Found(path, variables, Optional.of(content), "");
            }
        } catch (IOException | InvalidPathException e) {
            return new Found(path, variables, Optional.empty(), "it cannot be read: " + e.getMessage());
        }
    }
}
