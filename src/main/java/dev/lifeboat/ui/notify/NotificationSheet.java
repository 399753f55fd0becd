package dev.lifeboat.ui.notify;

import atlantafx.base.theme.Styles;
import dev.lifeboat.engine.notify.Channel;
import dev.lifeboat.engine.notify.ChannelStore;
import dev.lifeboat.engine.notify.MailServer;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Choice;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.ErrorBanner;
import dev.lifeboat.ui.common.FieldProblem;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.StatePill;
import dev.lifeboat.ui.common.ViewContext;
import dev.lifeboat.ui.notify.NotificationForm.Field;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.kordamp.ikonli.feather.Feather;

/** Adds or changes somebody who is told; what was typed can be tried before it is kept. */
final class NotificationSheet extends VBox {
    private final NotificationsModel model;
    private final NotificationsModel.Found found;
    private final Optional<ChannelStore.Kept> before;
    private final ViewContext context;
    private final TextField name = field("notify-name");
    private final TextField server = field("notify-server");
    private final TextField user = field("notify-user");
    private final TextField from = field("notify-from");
    private final TextField to = field("notify-to");
    private final TextField certificates = field("notify-certificates");
    private final PasswordField secret = new PasswordField();
    private final Choice<Channel.Type> type = new Choice<>("notify-type", Messages.text("notify.type"),
            List.of(Channel.Type.EMAIL, Channel.Type.WEBHOOK, Channel.Type.DESKTOP, Channel.Type.PING), NotificationsCard::word);
    private final Choice<MailServer.Security> security = new Choice<>("notify-security", Messages.text("notify.security"),
            List.of(MailServer.Security.values()), each -> Messages.text("notify.security." + each.name().toLowerCase(Locale.ROOT)));
    private final Choice<ChannelStore.Place> place = new Choice<>("notify-place", Messages.text("notify.place"),
            List.of(ChannelStore.Place.values()), each -> Messages.text("notify.place." + each.name().toLowerCase(Locale.ROOT)));
    private final Map<Field, FieldProblem> problems = new EnumMap<>(Field.class);
    private final VBox fields = Layout.column(Css.GAP_LARGE);
    private final ErrorBanner error = new ErrorBanner("notify-sheet-error");
    private final StatePill sent = new StatePill(StatePill.State.GOOD, "");

    NotificationSheet(NotificationsModel model, NotificationsModel.Found found, Optional<ChannelStore.Kept> before, ViewContext context) {
        this.model = model;
        this.found = found;
        this.before = before;
        this.context = context;
        setId("notify-sheet");
        getStyleClass().addAll("lb-sheet", "notify-sheet", Css.GAP_LARGE);
        for (var each : Field.values()) problems.put(each, new FieldProblem("notify-problem-" + each.name().toLowerCase(Locale.ROOT)));
        model.forget();
        secret.setId("notify-secret");
        fill();
        var test = Buttons.plain("notify-try", Messages.text("notify.test"), Feather.SEND, () -> ifRight(() -> model.tryOut(form())));
        test.disableProperty().bind(model.busyProperty());
        var save = Buttons.accent("notify-save", Messages.text(before.isPresent() ? "notify.change" : "notify.add.go"), () -> ifRight(this::save));
        save.setDefaultButton(true);
        save.disableProperty().bind(model.busyProperty());
        var cancel = Buttons.plain("notify-cancel", Messages.text("common.cancel"), context.overlay()::close);
        cancel.setCancelButton(true);
        sent.setId("notify-tried");
        var scroll = new ScrollPane(fields);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().addAll("page-scroll", "notify-fields");
        // What a scroll pane asks for itself does not know of words that wrap.
        fields.heightProperty().subscribe(height -> scroll.setPrefViewportHeight(Math.ceil(height.doubleValue())));
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(Layout.wrapped(before.map(kept -> Messages.text("notify.edit.of", kept.name())).orElseGet(() -> Messages.text("notify.add.title")), Styles.TITLE_4),
                scroll, error, Layout.row(Css.GAP, test, sent, Layout.spring(), cancel, save));
        model.errorProperty().addListener((_, _, failed) -> show(failed));
        model.triedProperty().addListener((_, _, tried) -> show(tried));
        show(model.triedProperty().get());
        arrange();
    }

    private static TextField field(String id) {
        var field = new TextField();
        field.setId(id);
        return field;
    }

    /** What is there, or what a new one begins with. */
    private void fill() {
        type.valueProperty().set(before.map(ChannelStore.Kept::type).orElse(Channel.Type.EMAIL));
        place.valueProperty().set(before.flatMap(ChannelStore.Kept::place).orElseGet(() -> found.whyNoKeyring().isEmpty() ? ChannelStore.Place.KEYRING : ChannelStore.Place.FILE));
        security.valueProperty().set(MailServer.Security.STARTTLS);
        name.setText(before.map(ChannelStore.Kept::name).orElse(""));
        before.flatMap(ChannelStore.Kept::email).ifPresent(mail -> {
            server.setText(mail.server().toString());
            security.valueProperty().set(mail.server().security());
            user.setText(mail.server().user().orElse(""));
            from.setText(mail.from());
            to.setText(String.join(", ", mail.to()));
            certificates.setText(mail.server().certificates().map(Object::toString).orElse(""));
        });
        type.valueProperty().addListener((_, _, _) -> arrange());
        security.valueProperty().addListener((_, _, _) -> edited());
        user.textProperty().addListener((_, _, text) -> {
            secret.setDisable(type.valueProperty().get() == Channel.Type.EMAIL && text.isBlank());
        });
        Stream.of(name, server, user, from, to, certificates, secret).forEach(each -> each.textProperty().addListener((_, _, _) -> edited()));
    }

    /** The fields of the kind that is chosen. */
    private void arrange() {
        edited();
        var kind = type.valueProperty().get();
        boolean mail = kind == Channel.Type.EMAIL;
        List<Node> shown = new ArrayList<>();
        if (before.isEmpty()) shown.add(labelled("notify.type", type, type));
        shown.add(Layout.wrapped(Messages.text("notify.about." + kind.name().toLowerCase(Locale.ROOT)), Css.QUIET));
        if (before.isEmpty()) shown.add(labelled("notify.name", name, name, problems.get(Field.NAME)));
        if (mail) {
            server.setPromptText("smtp.example.org:587");
            from.setPromptText("lifeboat@example.org");
            to.setPromptText("ops@example.org, boss@example.org");
            shown.add(pair(labelled("notify.server", server, server, problems.get(Field.SERVER)), labelled("notify.security", security, security)));
            shown.add(pair(labelled("notify.user", user, user), labelled("notify.password", secret, secret, problems.get(Field.SECRET))));
            shown.add(pair(labelled("notify.from", from, from, problems.get(Field.FROM)), labelled("notify.to", to, to, problems.get(Field.TO))));
            HBox.setHgrow(certificates, Priority.ALWAYS);
            certificates.setPromptText(Messages.text("notify.certificates.prompt"));
            shown.add(labelled("notify.certificates", certificates,
                    Layout.row(Css.GAP, certificates, Buttons.plain("notify-certificates-choose", Messages.text("notify.choose"), Feather.FOLDER, this::choose)), problems.get(Field.CERTIFICATES)));
        } else if (kind != Channel.Type.DESKTOP) {
            shown.add(labelled("notify.address", secret, secret, problems.get(Field.SECRET)));
        }
        secret.setDisable(mail && user.getText().isBlank());
        secret.setPromptText(isKept() ? Messages.text("notify.secret.kept") : "");
        if (kind == Channel.Type.DESKTOP) found.whyNoDesktop().ifPresent(why -> shown.add(Layout.wrapped(Messages.text("notify.desktop.not", why), "notify-problem")));
        else if (found.whyNoKeyring().isEmpty()) shown.add(labelled("notify.place", place, place, Layout.wrapped(Messages.text("notify.place.note"), Css.QUIET)));
        else shown.add(Layout.wrapped(Messages.text("notify.place.fileOnly"), Css.QUIET));
        fields.getChildren().setAll(shown);
    }

    private static Node pair(Node left, Node right) {
        HBox.setHgrow(left, Priority.ALWAYS);
        HBox.setHgrow(right, Priority.ALWAYS);
        left.getStyleClass().add("notify-half");
        right.getStyleClass().add("notify-half");
        var row = Layout.row(Css.GAP_LARGE, left, right);
        row.getStyleClass().add("notify-pair");
        return row;
    }

    private static Node labelled(String key, Node control, Node... shown) {
        return Layout.field(Messages.text(key), control, shown);
    }

    /** Whether there is a secret that stays when none is typed. */
    private boolean isKept() {
        return before.flatMap(ChannelStore.Kept::place).isPresent();
    }

    private NotificationForm form() {
        return new NotificationForm(name.getText(), type.valueProperty().get(), server.getText(), security.valueProperty().get(), user.getText(), from.getText(), to.getText(),
                certificates.getText(), secret.getText(), isKept());
    }

    private void ifRight(Runnable then) {
        var wrong = form().problems(before.isPresent() ? List.of() : found.names());
        problems.forEach((field, problem) -> problem.say(wrong.getOrDefault(field, "")));
        if (wrong.isEmpty()) then.run();
    }

    private void save() {
        if (before.isPresent()) model.replace(form(), place.valueProperty().get(), context.overlay()::close);
        else model.add(form(), place.valueProperty().get(), context.overlay()::close);
    }

    private void edited() {
        problems.values().forEach(problem -> problem.say(""));
        model.edited();
    }

    private void show(NotificationsModel.Tried tried) {
        sent.setVisible(tried instanceof NotificationsModel.Tried.Sent);
        switch (tried) {
            case NotificationsModel.Tried.Sent _ -> {
                sent.show(StatePill.State.GOOD, Messages.text("notify.tried"));
                error.clear();
            }
            case NotificationsModel.Tried.Failed failed -> error.show(failed.why());
            case NotificationsModel.Tried.Not _ -> error.clear();
        }
    }

    private void show(Throwable failed) {
        if (failed == null) error.clear();
        else error.show(failed);
    }

    private void choose() {
        var chooser = new FileChooser();
        chooser.setTitle(Messages.text("notify.certificates"));
        var file = chooser.showOpenDialog(getScene().getWindow());
        if (file != null) certificates.setText(file.getAbsolutePath());
    }
}
