package dev.lifeboat.app;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a person chose in Settings; immutable. An empty value means the default.
 *
 * @param repository  the folder of backup sets
 * @param tools       the folder of pg_dump and the others, for stacks that name none
 * @param zoomPercent 80 to 200
 */
public record Settings(Optional<Theme> theme, Optional<Integer> zoomPercent, Optional<Path> repository, Optional<Path> tools) {

    public static final Settings DEFAULT = new Settings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Light, dark, or as the desktop says. */
    public enum Theme { SYSTEM, LIGHT, DARK }

    public Settings withTheme(Theme value) {
        return new Settings(Optional.of(value), zoomPercent, repository, tools);
    }

    public Settings withZoomPercent(int value) {
        return new Settings(theme, Optional.of(value), repository, tools);
    }

    public Settings withRepository(Optional<Path> value) {
        return new Settings(theme, zoomPercent, value, tools);
    }

    public Settings withTools(Optional<Path> value) {
        return new Settings(theme, zoomPercent, repository, value);
    }
}
