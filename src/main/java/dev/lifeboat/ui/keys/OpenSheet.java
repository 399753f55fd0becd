package dev.lifeboat.ui.keys;

import atlantafx.base.theme.Styles;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.CopyText;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.ErrorBanner;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Place;
import dev.lifeboat.ui.common.ViewContext;
import dev.lifeboat.ui.keys.OpeningModel.Needed;
import dev.lifeboat.ui.keys.OpeningModel.SetKey;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.VBox;

/** Asks for the passphrase of a set, or of the keys that open it, or says which key is missing. */
public final class OpenSheet extends VBox {
    private final OpeningModel model;
    private final ViewContext context;
    private final Needed needed;
    private final Runnable then;
    private final PasswordField passphrase = new PasswordField();

    private OpenSheet(OpeningModel model, ViewContext context, Needed needed, Runnable then) {
        this.model = model;
        this.context = context;
        this.needed = needed;
        this.then = then;
        setId("open-sheet");
        getStyleClass().addAll("lb-sheet", "key-sheet", Css.GAP_LARGE);
        model.forget();
        if (needed.asks()) ask();
        else refuse();
    }

    /** Does something with a set as soon as it can be read: at once, or when what opens it was given. */
    public static void before(OpeningModel model, ViewContext context, BackupSet set, Runnable then) {
        model.open(set, then, needed -> context.overlay().show(new OpenSheet(model, context, needed, then)));
    }

    private void ask() {
        var error = new ErrorBanner("open-error");
        model.errorProperty().addListener((_, _, failed) -> {
            if (failed == null) error.clear();
            else error.show(failed);
        });
        var words = new Label(Messages.text(needed.ofSet() ? "open.passphrase" : "open.keyPassphrase"));
        words.getStyleClass().add(Styles.TEXT_BOLD);
        words.setLabelFor(passphrase);
        passphrase.setId("open-passphrase");
        passphrase.setAccessibleText(words.getText());
        var indicator = new ProgressIndicator();
        indicator.getStyleClass().add("small-indicator");
        indicator.visibleProperty().bind(model.busyProperty());
        Button go = Buttons.accent("open-go", Messages.text("open.go"), this::go);
        go.setDefaultButton(true);
        go.disableProperty().bind(model.busyProperty().or(passphrase.textProperty().isEmpty()));
        getChildren().addAll(Layout.wrapped(Messages.text("open.title"), Styles.TITLE_4),
                Layout.wrapped(Messages.text(needed.ofSet() ? "open.sentence" : "open.locked", needed.set().id()), Css.QUIET), error,
                Layout.column(Css.GAP_SMALL, words, passphrase), Layout.row(Css.GAP, indicator, Layout.spring(), cancel("common.cancel"), go));
    }

    private void refuse() {
        getChildren().addAll(Layout.wrapped(Messages.text("open.noKey.title"), Styles.TITLE_4),
                Layout.wrapped(Messages.text("open.noKey", needed.set().id(), needed.keys().size()), Css.QUIET));
        for (int i = 0; i < needed.keys().size(); i++) getChildren().add(key(i, needed.keys().get(i)));
        var settings = Buttons.accent("open-import", Messages.text("open.noKey.go"), () -> {
            context.overlay().close();
            context.navigator().open(Place.SETTINGS);
        });
        getChildren().addAll(Layout.wrapped(Messages.text("open.noKey.todo"), Css.QUIET), Layout.row(Css.GAP, Layout.spring(), cancel("common.close"), settings));
    }

    private static VBox key(int index, SetKey key) {
        var words = Layout.wrapped(key.name().map(name -> Messages.text("open.noKey.known", name)).orElseGet(() -> Messages.text("open.noKey.unknown")));
        return Layout.column(Css.GAP_SMALL, words, new CopyText("open-key-" + index, Messages.text("keys.public"), key.recipient().publicKey()));
    }

    private Button cancel(String words) {
        var cancel = Buttons.plain("open-cancel", Messages.text(words), context.overlay()::close);
        cancel.setCancelButton(true);
        return cancel;
    }

    private void go() {
        model.give(needed, passphrase.getText(), () -> {
            passphrase.clear();
            context.overlay().close();
            then.run();
        });
    }
}
