package dev.lifeboat.engine.stack;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One protected deployment; immutable.
 *
 * @param name      1 to 40 of {@code a-z 0-9 -}, begins with a letter: it is part of file names
 * @param databases the databases to back up; empty means every one that accepts connections and is no template
 * @param tools     the folder of pg_dump and the others; empty means: search
 */
public record Stack(String name, Environment environment, ServerAddress server, List<String> databases, Optional<Path> tools) {
    public Stack {
        databases = List.copyOf(databases);
    }
}
