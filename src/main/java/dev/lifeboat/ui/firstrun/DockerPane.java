package dev.lifeboat.ui.firstrun;

import atlantafx.base.theme.Styles;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.ErrorBanner;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.firstrun.DockerPart.OfferedService;
import dev.lifeboat.ui.firstrun.DockerPart.OfferedVolume;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The part of the stack form that says which volumes are backed up, and which services use them. */
final class DockerPane extends VBox {
    private static final double LIST_HEIGHT = 150;
    private static final double NAME_WIDTH = 300;

    private final ConnectModel model;
    private final DockerPart part;
    private final VBox volumes = Layout.column(Css.GAP);
    private final VBox services = Layout.column(Css.GAP);

    DockerPane(ConnectModel model) {
        this.model = model;
        part = model.docker();
        getStyleClass().addAll("connect-pane", Css.GAP_LARGE);
        var error = new ErrorBanner("connect-docker-error");
        part.errorProperty().addListener((_, _, failed) -> {
            if (failed == null) error.clear();
            else error.show(failed);
        });
        part.volumes().addListener((ListChangeListener<OfferedVolume>) _ -> showVolumes());
        part.services().addListener((ListChangeListener<OfferedService>) _ -> showServices());
        part.askedProperty().addListener((_, _, _) -> showVolumes());
        getChildren().addAll(Layout.wrapped(Messages.text("connect.docker.sentence"), Css.QUIET), engine(), error,
                section("volumes", Messages.text("connect.nameVolume"), volumes, part::nameVolume),
                section("services", Messages.text("connect.nameService"), services, part::nameService));
        showVolumes();
        showServices();
    }

    private Node engine() {
        var address = field("connect-engine", Messages.text("connect.engine"), "");
        address.textProperty().bindBidirectional(part.engineProperty());
        HBox.setHgrow(address, Priority.ALWAYS);
        var busy = new ProgressIndicator();
        busy.getStyleClass().add("small-indicator");
        busy.visibleProperty().bind(part.busyProperty());
        busy.managedProperty().bind(part.busyProperty());
        var find = Buttons.plain("connect-find", Messages.text("connect.find"), model::findVolumes);
        find.disableProperty().bind(part.busyProperty());
        address.setOnAction(_ -> model.findVolumes());
        var certificates = field("connect-certificates", Messages.text("connect.certificates"), Messages.text("connect.certificates.prompt"));
        certificates.textProperty().bindBidirectional(part.certificatesProperty());
        certificates.visibleProperty().bind(Bindings.createBooleanBinding(
                () -> part.engineProperty().get().strip().startsWith("tcp:"), part.engineProperty()));
        certificates.managedProperty().bind(certificates.visibleProperty());
        var label = new Label(Messages.text("connect.engine"));
        label.setLabelFor(address);
        label.setMinWidth(USE_PREF_SIZE);
        return Layout.column(Css.GAP, Layout.row(Css.GAP, label, address, busy, find), certificates);
    }

    private static Node section(String key, String prompt, VBox list, Consumer<String> name) {
        var heading = new Label(Messages.text("connect." + key));
        heading.getStyleClass().add(Styles.TEXT_BOLD);
        var scroll = new ScrollPane(list);
        scroll.setFitToWidth(true);
        scroll.setMaxHeight(LIST_HEIGHT);
        scroll.getStyleClass().add("page-scroll");
        scroll.setId("connect-" + key);
        scroll.setAccessibleText(heading.getText());
        var typed = field("connect-" + key + "-name", prompt, prompt);
        HBox.setHgrow(typed, Priority.ALWAYS);
        Runnable add = () -> {
            name.accept(typed.getText());
            typed.clear();
        };
        typed.setOnAction(event -> {
            add.run();
            event.consume();
        });
        var button = Buttons.plain("connect-" + key + "-add", Messages.text("connect.named.add"), add);
        button.setAccessibleText(prompt);
        button.disableProperty().bind(typed.textProperty().isEmpty());
        return Layout.column(Css.GAP_SMALL, heading, scroll, Layout.row(Css.GAP, typed, button));
    }

    private static TextField field(String id, String name, String prompt) {
        var field = new TextField();
        field.setId(id);
        field.setAccessibleText(name);
        field.setPromptText(prompt);
        return field;
    }

    private void showVolumes() {
        volumes.getChildren().setAll(part.volumes().stream().map(this::row).toList());
        if (part.volumes().isEmpty()) volumes.getChildren().add(Layout.wrapped(Messages.text(part.askedProperty().get() ? "connect.volumes.none" : "connect.volumes.unasked"), Css.QUIET));
    }

    private Node row(OfferedVolume volume) {
        var users = volume.users().stream().map(user -> user.container() + " " + user.target()).collect(Collectors.joining(", "));
        var about = volume.server().map(server -> Messages.text("connect.volumes.server", server)).orElse(users.isEmpty() ? volume.mount() : users);
        return row("connect-volume-" + volume.name(), volume.name(), about, volume.chosen(), volume.server().isPresent() && !volume.chosen().get());
    }

    private void showServices() {
        services.getChildren().setAll(part.services().stream().map(one -> row("connect-service-" + one.container(), one.container(),
                Messages.text(one.writes() ? "connect.services.writes" : "connect.services.reads"), one.chosen(), false)).toList());
        if (part.services().isEmpty()) services.getChildren().add(Layout.wrapped(Messages.text("connect.services.none"), Css.QUIET));
    }

    private static Node row(String id, String name, String about, BooleanProperty chosen, boolean disabled) {
        var box = new CheckBox(name);
        box.setId(id);
        box.setMnemonicParsing(false);
        box.setMinWidth(0);
        box.setMaxWidth(NAME_WIDTH);
        box.selectedProperty().bindBidirectional(chosen);
        box.setDisable(disabled);
        box.setAccessibleHelp(about);
        box.setTooltip(new Tooltip(about.isEmpty() ? name : name + "\n" + about));
        var words = new Label(about);
        words.getStyleClass().add(Css.QUIET);
        words.setMinWidth(0);
        words.setTooltip(box.getTooltip());
        return Layout.row(Css.GAP, box, Layout.spring(), words);
    }
}
