package dev.lifeboat.ui.firstrun;

import atlantafx.base.theme.Styles;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.Protection;
import dev.lifeboat.engine.stack.TlsMode;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Checks;
import dev.lifeboat.ui.common.Choice;
import dev.lifeboat.ui.common.ChoiceText;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.EnvironmentBadge;
import dev.lifeboat.ui.common.ErrorBanner;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.ViewContext;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.StringProperty;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;

/** The form of a stack: its server, with a test that names the layer that failed, its volumes, its keys. */
public final class ConnectSheet extends VBox {
    private static final double RESULTS_HEIGHT = 150;
    private static final double BODY_HEIGHT = 530;

    private enum Part { SERVER, DOCKER, KEYS }

    private final ConnectModel model;
    private final GridPane form = new GridPane();
    private final ScrollPane body = new ScrollPane();
    private Choice<Part> part;
    private final ErrorBanner error = new ErrorBanner("connect-error");
    private final Checks checks = new Checks("connect-checks");

    public ConnectSheet(ConnectModel model, ViewContext context) {
        this.model = model;
        setId("connect");
        getStyleClass().addAll("lb-sheet", "connect", Css.GAP_LARGE);
        form.getStyleClass().addAll("form", "connect-pane");
        var words = new ColumnConstraints();
        words.setMinWidth(USE_PREF_SIZE);
        words.setHalignment(HPos.LEFT);
        var fields = new ColumnConstraints();
        fields.setHgrow(Priority.ALWAYS);
        form.getColumnConstraints().addAll(words, fields);
        fill();
        var title = Layout.wrapped(model.before().map(stack -> Messages.text("connect.change.title", stack.name())).orElseGet(() -> Messages.text("connect.title")), Styles.TITLE_4);
        getChildren().addAll(title, Layout.wrapped(Messages.text("connect.sentence"), Css.QUIET), parts(context), body, results(), error, buttons(context));
        model.checksProperty().addListener((_, _, found) -> checks.show(found));
        model.errorProperty().addListener((_, _, failed) -> {
            if (failed == null) error.clear();
            else error.show(failed);
        });
    }

    /** What a stack consists of, one part at a time: each fits into a low window. */
    private Node parts(ViewContext context) {
        var docker = new DockerPane(model);
        var keys = new EncryptionPane(model, context);
        body.setFitToWidth(true);
        body.setPrefHeight(BODY_HEIGHT);
        body.setMinHeight(0);
        body.getStyleClass().addAll("page-scroll", "connect-body");
        VBox.setVgrow(body, Priority.ALWAYS);
        part = new Choice<>("connect-part", Messages.text("connect.part"), List.of(Part.values()),
                each -> Messages.text("connect.part." + each.name().toLowerCase(Locale.ROOT)));
        part.valueProperty().addListener((_, _, chosen) -> {
            body.setContent(switch (chosen) {
                case SERVER -> form;
                case DOCKER -> docker;
                case KEYS -> keys;
            });
            body.setVvalue(0);
            if (chosen == Part.DOCKER && !model.docker().askedProperty().get() && !model.containerProperty().get().isBlank()) model.findVolumes();
        });
        part.valueProperty().set(Part.SERVER);
        return Layout.row(Css.GAP, part, Layout.spring(), Buttons.plain("connect-env-file", Messages.text("connect.env"), this::chooseEnv));
    }

    /** Begins with the volumes and services. */
    public ConnectSheet atVolumes() {
        part.valueProperty().set(Part.DOCKER);
        return this;
    }

    /** What the test found scrolls: in a low window the buttons below it stay where they can be reached. */
    private Node results() {
        var scroll = new ScrollPane(checks);
        scroll.setFitToWidth(true);
        scroll.setMaxHeight(RESULTS_HEIGHT);
        scroll.getStyleClass().add("page-scroll");
        scroll.visibleProperty().bind(checks.managedProperty());
        scroll.managedProperty().bind(checks.managedProperty());
        return scroll;
    }

    private void fill() {
        var name = text("name", model.nameProperty());
        name.setDisable(model.before().isPresent());
        field("name", name);
        var environment = new Choice<>("connect-environment", label("environment"), List.of(Environment.values()), EnvironmentBadge::word);
        environment.valueProperty().bindBidirectional(model.environmentProperty());
        field("environment", environment);
        var protection = new Choice<>("connect-protection", label("protection"), List.of(Protection.values()),
                level -> Messages.text("connect.protection." + level.name().toLowerCase(Locale.ROOT)));
        protection.valueProperty().bindBidirectional(model.protectionProperty());
        field("protection", protection);
        var url = text("url", model.urlProperty());
        url.setPromptText(Messages.text("connect.url.prompt"));
        field("url", url);
        var port = text("port", model.portProperty());
        port.setPrefColumnCount(6);
        var host = text("host", model.hostProperty());
        HBox.setHgrow(host, Priority.ALWAYS);
        host.disableProperty().bind(model.containerProperty().isNotEmpty());
        var container = text("container", model.containerProperty());
        container.setPromptText(Messages.text("connect.container.prompt"));
        field("container", container);
        field("host", Layout.row(Css.GAP, host, new Label(label("port")), port));
        field("user", text("user", model.userProperty()));
        var password = new PasswordField();
        password.setId("connect-password");
        password.setAccessibleText(label("password"));
        password.setPromptText(Messages.text("connect.password.prompt"));
        password.textProperty().bindBidirectional(model.passwordProperty());
        field("password", password);
        field("database", text("database", model.databaseProperty()));
        field("tls", tls());
        var databases = text("databases", model.databasesProperty());
        databases.setPromptText(Messages.text("connect.databases.prompt"));
        field("databases", databases);
        var tools = text("tools", model.toolsProperty());
        tools.setPromptText(Messages.text("connect.tools.prompt"));
        field("tools", tools);
    }

    private void chooseEnv() {
        var chooser = new FileChooser();
        chooser.setTitle(Messages.text("connect.env"));
        var file = chooser.showOpenDialog(getScene().getWindow());
        if (file != null) model.takeEnv(file.toPath());
    }

    private Node tls() {
        var tls = new ComboBox<TlsMode>();
        tls.setId("connect-tls");
        tls.setAccessibleText(label("tls"));
        tls.getItems().setAll(TlsMode.values());
        tls.setConverter(new ChoiceText<>(mode -> Messages.text("connect.tls." + mode.name().toLowerCase(Locale.ROOT))));
        tls.valueProperty().bindBidirectional(model.tlsProperty());
        tls.setMaxWidth(Double.MAX_VALUE);
        return tls;
    }

    private Node buttons(ViewContext context) {
        var busy = new ProgressIndicator();
        busy.getStyleClass().add("small-indicator");
        busy.visibleProperty().bind(model.busyProperty());
        var test = Buttons.plain("connect-test", Messages.text("connect.test"), model::test);
        test.disableProperty().bind(model.busyProperty());
        var cancel = Buttons.plain("connect-cancel", Messages.text("common.cancel"), () -> {
            model.stopTest();
            model.docker().stop();
            context.overlay().close();
        });
        var save = Buttons.accent("connect-save", Messages.text(model.before().isPresent() ? "connect.change.save" : "connect.save"), model::save);
        save.setDefaultButton(true);
        save.disableProperty().bind(model.busyProperty().or(model.nameProperty().isEmpty()));
        return Layout.row(Css.GAP, test, busy, Layout.spring(), cancel, save);
    }

    private void field(String key, Node control) {
        var label = new Label(label(key));
        label.setLabelFor(control);
        form.addRow(form.getRowCount(), label, control);
    }

    private static TextField text(String key, StringProperty value) {
        var field = new TextField();
        field.setId("connect-" + key);
        field.setAccessibleText(label(key));
        field.textProperty().bindBidirectional(value);
        return field;
    }

    private static String label(String key) {
        return Messages.text("connect." + key);
    }
}
