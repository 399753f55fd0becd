package dev.lifeboat.ui.settings;

import dev.lifeboat.app.Settings.Theme;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Card;
import dev.lifeboat.ui.common.Choice;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.ErrorBanner;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Page;
import dev.lifeboat.ui.common.StatePill;
import dev.lifeboat.ui.common.StatePill.State;
import dev.lifeboat.ui.common.View;
import dev.lifeboat.ui.common.ViewContext;
import dev.lifeboat.ui.keys.KeysCard;
import dev.lifeboat.ui.keys.KeysModel;
import dev.lifeboat.ui.notify.NotificationsCard;
import dev.lifeboat.ui.notify.NotificationsModel;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TitledPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import org.kordamp.ikonli.feather.Feather;

/** The settings, each with its value, its default and, where it has a consequence, what that is. */
public final class SettingsView implements View {
    private final SettingsModel model;
    private final KeysModel keys;
    private final NotificationsModel notifications;
    private final ViewContext context;
    private final Page page;
    private final VBox repository = Layout.column(Css.GAP);
    private final VBox tools = Layout.column(Css.GAP);
    private final ErrorBanner error = new ErrorBanner("settings-error");
    private final SettingsSearch search;

    public SettingsView(SettingsModel model, KeysModel keys, NotificationsModel notifications, ViewContext context) {
        this.model = model;
        this.keys = keys;
        this.notifications = notifications;
        this.context = context;
        var content = Layout.column(Css.GAP_LARGE,
                new Card(Messages.text("settings.appearance"), theme(), zoom()),
                new Card(Messages.text("settings.repository"), repository),
                new Card(Messages.text("keys.title"), new KeysCard(keys, context)),
                new Card(Messages.text("notify.title"), new NotificationsCard(notifications, context)),
                new Card(Messages.text("settings.tools"), tools));
        search = new SettingsSearch(content);
        page = Page.scrolling(Messages.text("place.settings"), content);
        page.actions(search);
        page.notes().getChildren().add(error);
        model.errorProperty().addListener((_, _, failed) -> {
            if (failed == null) error.clear();
            else error.show(failed);
        });
        model.repositoryProperty().addListener((_, _, facts) -> showRepository(facts));
        model.toolsProperty().addListener((_, _, search) -> showTools(search));
    }

    @Override
    public Parent node() {
        return page;
    }

    @Override
    public void onShown() {
        model.look();
        keys.load();
        notifications.load();
    }

    private Node theme() {
        var choice = new Choice<>("settings-theme", Messages.text("settings.theme"), List.of(Theme.values()),
                theme -> Messages.text("settings.theme." + theme.name().toLowerCase(Locale.ROOT)));
        choice.valueProperty().bindBidirectional(model.themeProperty());
        var scheme = Platform.getPreferences().colorSchemeProperty();
        var effect = Layout.wrapped("", Css.QUIET);
        effect.setId("settings-theme-effect");
        effect.textProperty().bind(Bindings.createStringBinding(() -> effect(model.themeProperty().get(), scheme.get()), model.themeProperty(), scheme));
        return setting(Messages.text("settings.theme"), Messages.text("settings.theme.default"), Layout.column(Css.GAP_SMALL, choice, effect));
    }

    private static String effect(Theme chosen, ColorScheme system) {
        boolean dark = chosen == Theme.DARK || chosen == Theme.SYSTEM && system == ColorScheme.DARK;
        String now = Messages.text(dark ? "settings.theme.dark" : "settings.theme.light");
        return Messages.text(chosen == Theme.SYSTEM ? "settings.theme.effect.system" : "settings.effect", now);
    }

    private Node zoom() {
        var slider = new Slider(SettingsModel.MIN_ZOOM, SettingsModel.MAX_ZOOM, model.zoomProperty().get());
        slider.setId("settings-zoom");
        slider.setAccessibleText(Messages.text("settings.zoom"));
        slider.setMajorTickUnit(20);
        slider.setMinorTickCount(1);
        slider.setSnapToTicks(true);
        slider.setBlockIncrement(10);
        // The slider itself grows with the zoom: it would run away under the pointer, so it takes effect when let go.
        slider.valueProperty().addListener((_, _, _) -> {
            if (!slider.isValueChanging()) apply(slider);
        });
        slider.valueChangingProperty().addListener((_, _, changing) -> {
            if (!changing) apply(slider);
        });
        model.zoomProperty().addListener((_, _, value) -> slider.setValue(value.doubleValue()));
        var value = new Label();
        value.setId("settings-zoom-value");
        value.setMinWidth(Label.USE_PREF_SIZE);
        value.textProperty().bind(model.zoomProperty().map(percent -> Messages.text("format.percent", percent)));
        var back = Buttons.plain("settings-zoom-back", Messages.text("settings.zoom.back"), model::zoomBack);
        back.disableProperty().bind(model.zoomProperty().isEqualTo(SettingsModel.USUAL_ZOOM));
        return setting(Messages.text("settings.zoom"), Messages.text("settings.zoom.default"),
                Layout.row(Css.GAP_LARGE, slider, value, back));
    }

    private void apply(Slider slider) {
        model.zoomProperty().set((int) Math.round(slider.getValue() / 10) * 10);
    }

    private void showRepository(RepositoryFacts facts) {
        var folder = path(facts.folder());
        folder.setId("settings-repository-folder");
        var pill = switch (facts.state()) {
            case OURS -> new StatePill(State.GOOD, Messages.text("settings.repository.ours", facts.sets()));
            case NEW -> new StatePill(State.NEUTRAL, Messages.text("settings.repository.new"));
            case UNUSABLE -> new StatePill(State.BAD, Messages.text("settings.repository.unusable"));
        };
        pill.setId("settings-repository-state");
        var state = Layout.row(Css.GAP, pill);
        facts.freeBytes().ifPresent(bytes -> {
            state.getChildren().add(quiet(Messages.text("settings.repository.free", context.formats().size(bytes))));
        });
        var buttons = Layout.row(Css.GAP, choose("settings-repository-choose", "settings.repository.choose",
                facts.folder(), chosen -> model.chooseRepository(Optional.of(chosen))));
        if (model.isRepositoryChosen()) {
            buttons.getChildren().add(Buttons.plain("settings-repository-default", Messages.text("settings.default.use"),
                    () -> model.chooseRepository(Optional.empty())));
        }
        repository.getChildren().setAll(
                setting(Messages.text("settings.repository.folder"),
                        Messages.text("settings.default", model.defaultRepository()),
                        Layout.column(Css.GAP, folder, quiet(Messages.text(model.isRepositoryChosen() ? "settings.chosen" : "settings.chosen.not")), state, buttons)),
                Layout.wrapped(Messages.text("settings.repository.note"), Css.QUIET));
        search.apply();
    }

    private static Label quiet(String text) {
        var label = new Label(text);
        label.getStyleClass().add(Css.QUIET);
        return label;
    }

    private void showTools(Tools.Search search) {
        var found = Layout.column(Css.GAP);
        if (search.found().isEmpty()) {
            found.getChildren().add(new StatePill(State.BAD, Messages.text("settings.tools.none")));
        }
        for (var installation : search.found()) {
            found.getChildren().add(Layout.row(Css.GAP,
                    new StatePill(State.GOOD, Messages.text("settings.tools.version", installation.version())),
                    path(installation.folder())));
        }
        var buttons = Layout.row(Css.GAP, choose("settings-tools-choose", "settings.tools.choose",
                search.found().isEmpty() ? Path.of("") : search.found().getFirst().folder(),
                chosen -> model.chooseTools(Optional.of(chosen))));
        if (model.chosenTools().isPresent()) {
            buttons.getChildren().add(Buttons.plain("settings-tools-default", Messages.text("settings.default.use"),
                    () -> model.chooseTools(Optional.empty())));
        }
        var places = Layout.column(Css.GAP_SMALL);
        search.lookedAt().forEach(place -> places.getChildren().add(path(place)));
        var looked = new TitledPane(Messages.text("settings.tools.lookedAt", search.lookedAt().size()), places);
        looked.setId("settings-tools-places");
        looked.setExpanded(false);
        looked.setAnimated(false);
        tools.getChildren().setAll(
                setting(Messages.text("settings.tools.folder"), Messages.text("settings.tools.default"),
                        Layout.column(Css.GAP, quiet(Messages.text(model.chosenTools().isPresent() ? "settings.chosen" : "settings.chosen.not")), found, buttons)),
                looked);
        this.search.apply();
    }

    private Button choose(String id, String key, Path start, Consumer<Path> chosen) {
        return Buttons.plain(id, Messages.text(key), Feather.FOLDER, () -> {
            var chooser = new DirectoryChooser();
            chooser.setTitle(Messages.text(key));
            Stream.iterate(start.toAbsolutePath().toFile(), File::getParentFile)
                    .takeWhile(file -> file != null)
                    .filter(File::isDirectory)
                    .findFirst()
                    .ifPresent(chooser::setInitialDirectory);
            var folder = chooser.showDialog(page.getScene().getWindow());
            if (folder != null) chosen.accept(folder.toPath());
        });
    }

    private static Label path(Path path) {
        return Layout.wrapped(path.toString(), Css.CODE);
    }

    private static Node setting(String name, String defaultValue, Node control) {
        var label = new Label(name);
        label.setLabelFor(control);
        var words = Layout.column(Css.GAP_SMALL, label, Layout.wrapped(defaultValue, Css.QUIET));
        words.getStyleClass().add("setting-words");
        var row = Layout.row(Css.GAP_HUGE, words, control);
        row.getStyleClass().add(SettingsSearch.SETTING);
        HBox.setHgrow(control, Priority.ALWAYS);
        return row;
    }
}
