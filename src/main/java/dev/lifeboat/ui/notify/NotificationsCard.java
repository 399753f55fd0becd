package dev.lifeboat.ui.notify;

import atlantafx.base.theme.Styles;
import dev.lifeboat.engine.notify.Channel;
import dev.lifeboat.engine.notify.ChannelStore;
import dev.lifeboat.engine.notify.Deliveries;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.ConfirmDialog;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.ErrorBanner;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.StatePill;
import dev.lifeboat.ui.common.StatePill.State;
import dev.lifeboat.ui.common.ViewContext;
import java.util.Locale;
import java.util.Optional;
import javafx.collections.SetChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** Who is told, each with how its last notice went and a button that sends one now. */
public final class NotificationsCard extends VBox {
    private final NotificationsModel model;
    private final ViewContext context;
    private final VBox list = Layout.column(Css.GAP_LARGE);
    private final ErrorBanner error = new ErrorBanner("notify-error");

    public NotificationsCard(NotificationsModel model, ViewContext context) {
        this.model = model;
        this.context = context;
        getStyleClass().add(Css.GAP_LARGE);
        var add = Buttons.plain("notify-add", Messages.text("notify.add"), Feather.PLUS, () -> sheet(Optional.empty()));
        add.disableProperty().bind(model.foundProperty().isNull());
        getChildren().addAll(Layout.wrapped(Messages.text("notify.sentence"), Css.QUIET), error, list, Layout.row(Css.GAP, add));
        model.foundProperty().addListener((_, _, _) -> show());
        model.testing().addListener((SetChangeListener<String>) _ -> show());
        model.errorProperty().addListener((_, _, failed) -> {
            if (failed == null) error.clear();
            else error.show(failed);
        });
    }

    private void show() {
        var found = model.foundProperty().get();
        if (found == null) return;
        list.getChildren().clear();
        if (found.entries().isEmpty()) list.getChildren().add(Layout.wrapped(Messages.text("notify.none")));
        found.entries().forEach(entry -> list.getChildren().add(row(entry)));
    }

    private Node row(NotificationsModel.Entry entry) {
        var kept = entry.kept();
        var name = new Label(kept.name());
        name.setId("notify-" + kept.name());
        name.getStyleClass().add(Styles.TEXT_BOLD);
        name.setMinWidth(USE_PREF_SIZE);
        boolean testing = model.testing().contains(kept.name());
        var pill = testing ? new StatePill(State.RUNNING, Messages.text("notify.sending")) : pill(entry.last());
        pill.setId("notify-state-" + kept.name());
        var test = Buttons.plain("notify-test-" + kept.name(), Messages.text("notify.test"), Feather.SEND, () -> model.test(kept.name()));
        test.setAccessibleText(Messages.text("notify.test.of", kept.name()));
        test.setDisable(testing);
        var edit = Buttons.plain("notify-edit-" + kept.name(), Messages.text("notify.edit"), () -> sheet(Optional.of(kept)));
        edit.setAccessibleText(Messages.text("notify.edit.of", kept.name()));
        var remove = Buttons.icon("notify-remove-" + kept.name(), Messages.text("notify.remove", kept.name()), Feather.TRASH_2, () -> askToRemove(kept));
        var head = Layout.row(Css.GAP, Layout.icon(icon(kept.type()), "notify-icon"), name, pill, Layout.spring(), test, edit, remove);
        var words = Layout.column(Css.GAP_SMALL, head, Layout.wrapped(where(kept), Css.QUIET));
        if (entry.last().isBroken()) {
            var problem = Layout.wrapped(entry.last().problem().orElse(""), "notify-problem");
            problem.setId("notify-problem-" + kept.name());
            words.getChildren().add(problem);
        }
        return words;
    }

    private StatePill pill(Deliveries.Last last) {
        if (last.isBroken()) return new StatePill(State.BAD, Messages.text("notify.failed", context.formats().relative(last.failed().orElseThrow())));
        return last.sent().map(at -> new StatePill(State.GOOD, Messages.text("notify.sent", context.formats().relative(at))))
                .orElseGet(() -> new StatePill(State.NEUTRAL, Messages.text("notify.untried")));
    }

    private static String where(ChannelStore.Kept kept) {
        String words = Messages.text("notify.where", word(kept.type()), kept.type() == Channel.Type.DESKTOP ? Messages.text("notify.desktop.here") : kept.shown());
        return kept.place().map(place -> words + " · " + Messages.text(place == ChannelStore.Place.KEYRING ? "notify.place.keyring.of" : "notify.place.file.of")).orElse(words);
    }

    static String word(Channel.Type type) {
        return Messages.text("notify.type." + type.name().toLowerCase(Locale.ROOT));
    }

    private static Ikon icon(Channel.Type type) {
        return switch (type) {
            case WEBHOOK -> Feather.GLOBE;
            case PING -> Feather.HEART;
            case EMAIL -> Feather.MAIL;
            case DESKTOP -> Feather.MONITOR;
        };
    }

    private void sheet(Optional<ChannelStore.Kept> before) {
        var found = model.foundProperty().get();
        if (found != null) context.overlay().show(new NotificationSheet(model, found, before, context));
    }

    private void askToRemove(ChannelStore.Kept kept) {
        context.overlay().show(ConfirmDialog.plain(context.overlay(), Messages.text("notify.remove.title", kept.name()),
                Messages.text("notify.remove.consequence"), Messages.text("notify.remove", kept.name()), () -> model.remove(kept.name())));
    }
}
