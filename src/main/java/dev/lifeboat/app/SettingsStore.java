package dev.lifeboat.app;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** {@code settings.json} in the configuration folder. Thread-safe; reads the file anew each time. */
public final class SettingsStore {

    private final Path file;

    public SettingsStore(Path file) {
        this.file = file;
    }

    public Path file() {
        return file;
    }

    /** The defaults when there is no file yet. @throws Failure.BadInput naming the line that is wrong */
    public Settings load() {
        try {
            Settings settings = Json.read(Files.readAllBytes(file), Settings.class, file);
            settings.zoomPercent().ifPresent(zoom -> {
                if (zoom < 80 || zoom > 200) {
                    throw new Failure.BadInput(file + ": zoomPercent is " + zoom + "; it goes from 80 to 200.");
                }
            });
            return settings;
        } catch (NoSuchFileException e) {
            return Settings.DEFAULT;
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read " + file, e);
        }
    }

    public void save(Settings settings) {
        AtomicFile.write(file, Json.readable(settings));
    }
}
