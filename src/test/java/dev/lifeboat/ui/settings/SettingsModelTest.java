package dev.lifeboat.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.app.Settings;
import dev.lifeboat.app.Settings.Theme;
import dev.lifeboat.app.SettingsStore;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.ui.common.Tasks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsModelTest {
    @TempDir
    Path folder;

    private SettingsStore store;
    private SettingsModel model;

    @BeforeEach
    void make() {
        store = new SettingsStore(folder.resolve("settings.json"));
        model = model();
    }

    @Test
    void theDefaultsHoldUntilSomethingIsChosenAndNothingIsWritten() {
        model.load();
        assertThat(model.themeProperty().get()).isEqualTo(Theme.SYSTEM);
        assertThat(model.zoomProperty().get()).isEqualTo(100);
        assertThat(store.file()).doesNotExist();
    }

    @Test
    void whatIsChosenIsThereAfterARestart() {
        model.themeProperty().set(Theme.DARK);
        model.zoomBy(20);
        var next = model();
        next.load();
        assertThat(next.themeProperty().get()).isEqualTo(Theme.DARK);
        assertThat(next.zoomProperty().get()).isEqualTo(120);
    }

    @Test
    void zoomStaysWithinItsLimits() {
        model.zoomBy(500);
        assertThat(model.zoomProperty().get()).isEqualTo(200);
        model.zoomBy(-500);
        assertThat(model.zoomProperty().get()).isEqualTo(80);
        model.zoomBack();
        assertThat(model.zoomProperty().get()).isEqualTo(100);
    }

    @Test
    void goingBackToTheDefaultFolderIsWritten() {
        model.chooseRepository(Optional.of(folder.resolve("elsewhere")));
        assertThat(store.load().repository()).contains(folder.resolve("elsewhere"));
        model.chooseRepository(Optional.empty());
        assertThat(store.load().repository()).isEmpty();
        assertThat(model.repositoryProperty().get().folder()).isEqualTo(folder.resolve("repository"));
    }

    @Test
    void aFolderSaysWhetherItIsNewOursOrNotUsable() throws Exception {
        model.look();
        assertThat(model.repositoryProperty().get().state()).isEqualTo(RepositoryFacts.State.NEW);
        assertThat(model.repositoryProperty().get().freeBytes()).hasValueSatisfying(free -> assertThat(free).isPositive());

        Repository.openOrCreate(folder.resolve("repository"));
        model.look();
        assertThat(model.repositoryProperty().get().state()).isEqualTo(RepositoryFacts.State.OURS);
        assertThat(model.errorProperty().get()).isNull();

        var foreign = Files.createDirectory(folder.resolve("photos"));
        Files.writeString(foreign.resolve("holiday.jpg"), "x");
        model.chooseRepository(Optional.of(foreign));
        assertThat(model.repositoryProperty().get().state()).isEqualTo(RepositoryFacts.State.UNUSABLE);
        assertThat(model.errorProperty().get()).isNotNull();
        assertThat(foreign.resolve("holiday.jpg")).hasContent("x");
    }

    @Test
    void aSettingsFileThatIsWrongIsSaidAndNotOverwritten() throws Exception {
        Files.writeString(store.file(), "{\"zoomPercent\": 900}");
        model.load();
        assertThat(model.errorProperty().get()).hasMessageContaining("900");
        assertThat(store.file()).hasContent("{\"zoomPercent\": 900}");
    }

    @Test
    void theToolsSearchNamesThePlacesItLookedAt() {
        model.look();
        assertThat(model.toolsProperty().get().lookedAt()).isNotEmpty();
    }

    @Test
    void theSettingsThatWereNotTouchedStayAsTheyWere() {
        store.save(Settings.DEFAULT.withZoomPercent(150).withTools(Optional.of(folder)));
        model.load();
        model.themeProperty().set(Theme.LIGHT);
        assertThat(store.load()).isEqualTo(Settings.DEFAULT.withZoomPercent(150).withTools(Optional.of(folder)).withTheme(Theme.LIGHT));
    }

    private SettingsModel model() {
        return new SettingsModel(store, new Tools(), folder.resolve("repository"), new Tasks(Runnable::run, Runnable::run, error -> {
            throw new AssertionError(error);
        }));
    }
}
