package dev.lifeboat.ui.browser.grid;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.JsonFolder;
import dev.lifeboat.ui.browser.read.RelationAt;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * What the Browser remembers across restarts: how the columns of each table are arranged, and how one copies. One file
 * each, in a folder of the program's state. A file that cannot be read is as good as none. Thread-safe; blocks.
 */
public final class GridMemory {
    private static final String COPY = "copy";

    private final JsonFolder<GridLayout> layouts;
    private final JsonFolder<CopyChoice> copying;

    /** @param folder is made when there is something to remember */
    public GridMemory(Path folder) {
        layouts = new JsonFolder<>(folder.resolve("columns"), GridLayout.class, "arrangement of columns");
        copying = new JsonFolder<>(folder, CopyChoice.class, "way to copy");
    }

    Optional<GridLayout> layout(String stack, RelationAt at) {
        return read(layouts, name(stack, at.database(), at.relation().schema(), at.relation().name()));
    }

    void save(GridLayout layout) {
        layouts.save(name(layout.stack(), layout.database(), layout.schema(), layout.table()), layout);
    }

    void forget(String stack, RelationAt at) {
        String name = name(stack, at.database(), at.relation().schema(), at.relation().name());
        if (layouts.names().contains(name)) layouts.remove(name);
    }

    CopyChoice copyChoice() {
        return read(copying, COPY).orElse(CopyChoice.FIRST);
    }

    void save(CopyChoice choice) {
        copying.save(COPY, choice);
    }

    private static <T> Optional<T> read(JsonFolder<T> folder, String name) {
        if (!folder.names().contains(name)) return Optional.empty();
        try {
            return Optional.of(folder.get(name));
        } catch (Failure e) {
            LoggerFactory.getLogger(GridMemory.class).warn("{}", e.getMessage());
            return Optional.empty();
        }
    }

    /** Names of tables hold anything, names of files do not. */
    private static String name(String... parts) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(String.join("\0", List.of(parts)).getBytes(StandardCharsets.UTF_8));
            return "t" + HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
