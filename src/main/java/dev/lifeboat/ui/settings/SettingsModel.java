package dev.lifeboat.ui.settings;

import dev.lifeboat.app.Settings;
import dev.lifeboat.app.Settings.Theme;
import dev.lifeboat.app.SettingsStore;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.ui.common.Tasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;

/** The settings as the window sees them. A change takes effect at once and is written in the background. */
public final class SettingsModel {
    /** The zoom when nothing was chosen, in percent. */
    public static final int USUAL_ZOOM = 100;
    public static final int MIN_ZOOM = 80;
    public static final int MAX_ZOOM = 200;

    private final SettingsStore store;
    private final Tools tools;
    private final Path defaultRepository;
    private final Tasks tasks;
    private final Object writing = new Object();
    private volatile Settings current = Settings.DEFAULT;

    private final ObjectProperty<Theme> theme = new SimpleObjectProperty<>(this, "theme", Theme.SYSTEM);
    private final IntegerProperty zoom = new SimpleIntegerProperty(this, "zoom", USUAL_ZOOM);
    private final ReadOnlyObjectWrapper<RepositoryFacts> repository = new ReadOnlyObjectWrapper<>(this, "repository");
    private final ReadOnlyObjectWrapper<Tools.Search> search = new ReadOnlyObjectWrapper<>(this, "tools");
    private final ReadOnlyObjectWrapper<Throwable> error = new ReadOnlyObjectWrapper<>(this, "error");

    /** @param defaultRepository the folder of backup sets when none was chosen */
    public SettingsModel(SettingsStore store, Tools tools, Path defaultRepository, Tasks tasks) {
        this.store = store;
        this.tools = tools;
        this.defaultRepository = defaultRepository;
        this.tasks = tasks;
        theme.addListener((_, _, value) -> change(settings -> settings.withTheme(value), current.theme().orElse(Theme.SYSTEM) != value));
        zoom.addListener((_, _, value) -> change(settings -> settings.withZoomPercent(value.intValue()),
                current.zoomPercent().orElse(USUAL_ZOOM) != value.intValue()));
    }

    /** Reads the settings; what they say takes effect. */
    public void load() {
        tasks.run(store::load).onSuccess(settings -> {
            current = settings;
            theme.set(settings.theme().orElse(Theme.SYSTEM));
            zoom.set(settings.zoomPercent().orElse(USUAL_ZOOM));
        }).onError(Failure.class, error::set).start();
    }

    /** Looks at the repository folder and for the tools, anew. */
    public void look() {
        tasks.run(this::lookAtRepository).onSuccess(repository::set).onError(Failure.class, error::set).start();
        tasks.run(() -> tools.search(current.tools())).onSuccess(search::set).onError(Failure.class, error::set).start();
    }

    /** Chooses where backup sets are kept; empty means the default. Sets that lie elsewhere stay there. */
    public void chooseRepository(Optional<Path> folder) {
        change(settings -> settings.withRepository(folder), true);
        look();
    }

    /** Chooses the folder of pg_dump and the others; empty means to search. */
    public void chooseTools(Optional<Path> folder) {
        change(settings -> settings.withTools(folder), true);
        look();
    }

    /** Makes everything larger or smaller, within the limits. */
    public void zoomBy(int percent) {
        zoom.set(Math.clamp(zoom.get() + percent, MIN_ZOOM, MAX_ZOOM));
    }

    public void zoomBack() {
        zoom.set(USUAL_ZOOM);
    }

    public ObjectProperty<Theme> themeProperty() {
        return theme;
    }

    /** In percent, {@link #MIN_ZOOM} to {@link #MAX_ZOOM}. */
    public IntegerProperty zoomProperty() {
        return zoom;
    }

    /** Null until {@link #look()} has looked. */
    public ReadOnlyObjectProperty<RepositoryFacts> repositoryProperty() {
        return repository.getReadOnlyProperty();
    }

    /** Null until {@link #look()} has looked. */
    public ReadOnlyObjectProperty<Tools.Search> toolsProperty() {
        return search.getReadOnlyProperty();
    }

    /** What went wrong last; null when all is well. */
    public ReadOnlyObjectProperty<Throwable> errorProperty() {
        return error.getReadOnlyProperty();
    }

    public Path defaultRepository() {
        return defaultRepository;
    }

    public boolean isRepositoryChosen() {
        return current.repository().isPresent();
    }

    /** The folder of the tools that was chosen, or empty when they are searched for. */
    public Optional<Path> chosenTools() {
        return current.tools();
    }

    private void change(UnaryOperator<Settings> edit, boolean isChange) {
        if (!isChange) return;
        current = edit.apply(current);
        error.set(null);
        tasks.act(() -> {
            // Two quick changes may run on two threads: each writes what is current then, so the last one stands.
            synchronized (writing) {
                store.save(current);
            }
        }).onError(Failure.class, error::set).start();
    }

    private RepositoryFacts lookAtRepository() throws IOException {
        Path folder = current.repository().orElse(defaultRepository);
        var free = freeBytes(folder);
        if (isMissingOrEmpty(folder)) return new RepositoryFacts(folder, RepositoryFacts.State.NEW, 0, free);
        try {
            int sets = Repository.open(folder).list().sets().size();
            return new RepositoryFacts(folder, RepositoryFacts.State.OURS, sets, free);
        } catch (Failure.NoRepository unusable) {
            tasks.later(() -> error.set(unusable));
            return new RepositoryFacts(folder, RepositoryFacts.State.UNUSABLE, 0, free);
        }
    }

    private static boolean isMissingOrEmpty(Path folder) throws IOException {
        if (Files.notExists(folder)) return true;
        if (!Files.isDirectory(folder) || !Files.isReadable(folder)) return false;
        try (var content = Files.list(folder)) {
            return content.findAny().isEmpty();
        }
    }

    private static Optional<Long> freeBytes(Path folder) throws IOException {
        for (var at = folder.toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at)) return Optional.of(Files.getFileStore(at).getUsableSpace());
        }
        return Optional.empty();
    }
}
