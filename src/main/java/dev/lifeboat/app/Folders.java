package dev.lifeboat.app;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Where the program keeps its things on this platform: configuration (stacks, destinations, settings, passwords),
 * state (job history, audit log, logs), data (the default repository, the demo stack) and caches, which may be deleted at
 * any time. {@code LIFEBOAT_HOME} in the
 * environment puts them all under one folder.
 *
 * <p>Sources: XDG Base Directory Specification; Apple's File System Programming Guide; Windows Known Folders.
 */
public record Folders(Path configuration, Path state, Path data, Path cache) {

    /** For this platform. */
    public static Folders of(Map<String, String> environment, String osName, Path home) {
        String together = environment.get("LIFEBOAT_HOME");
        if (together != null && !together.isBlank()) {
            Path root = Path.of(together).toAbsolutePath();
            return new Folders(root.resolve("config"), root.resolve("state"), root.resolve("data"), root.resolve("cache"));
        }
        String os = osName.toLowerCase(Locale.ROOT);
        if (os.startsWith("windows")) {
            return new Folders(
                    folder(environment, "APPDATA", home.resolve("AppData/Roaming")).resolve("Lifeboat"),
                    folder(environment, "LOCALAPPDATA", home.resolve("AppData/Local")).resolve("Lifeboat/State"),
                    folder(environment, "LOCALAPPDATA", home.resolve("AppData/Local")).resolve("Lifeboat/Data"),
                    folder(environment, "LOCALAPPDATA", home.resolve("AppData/Local")).resolve("Lifeboat/Cache"));
        }
        if (os.startsWith("mac")) {
            Path support = home.resolve("Library/Application Support/Lifeboat");
            return new Folders(support.resolve("config"), support.resolve("state"), support.resolve("data"), home.resolve("Library/Caches/Lifeboat"));
        }
        return new Folders(
                folder(environment, "XDG_CONFIG_HOME", home.resolve(".config")).resolve("lifeboat"),
                folder(environment, "XDG_STATE_HOME", home.resolve(".local/state")).resolve("lifeboat"),
                folder(environment, "XDG_DATA_HOME", home.resolve(".local/share")).resolve("lifeboat"),
                folder(environment, "XDG_CACHE_HOME", home.resolve(".cache")).resolve("lifeboat"));
    }

    /** The program's log. */
    public Path log() {
        return state.resolve("logs/lifeboat.log");
    }

    private static Path folder(Map<String, String> environment, String name, Path otherwise) {
        String value = environment.get(name);
        return value == null || value.isBlank() || !Path.of(value).isAbsolute() ? otherwise : Path.of(value);
    }
}
