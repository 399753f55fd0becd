package dev.lifeboat.ui.keys;

import atlantafx.base.theme.Styles;
import dev.lifeboat.engine.secret.Key;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.CopyText;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.ErrorBanner;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.StatePill;
import dev.lifeboat.ui.common.ViewContext;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.kordamp.ikonli.feather.Feather;

/** The keys with what can be done to them, and the stacks that lack one. */
public final class KeysCard extends VBox {
    private final KeysModel model;
    private final ViewContext context;
    private final VBox list = Layout.column(Css.GAP_LARGE);
    private final ErrorBanner error = new ErrorBanner("keys-error");

    public KeysCard(KeysModel model, ViewContext context) {
        this.model = model;
        this.context = context;
        getStyleClass().addAll("keys-card", Css.GAP_LARGE);
        getChildren().addAll(Layout.wrapped(Messages.text("keys.sentence"), Css.QUIET), error, list);
        model.foundProperty().addListener((_, _, found) -> show(found));
        model.errorProperty().addListener((_, _, failed) -> {
            if (failed == null) error.clear();
            else error.show(failed);
        });
    }

    private void show(KeysModel.Found found) {
        list.getChildren().clear();
        if (found.keys().isEmpty()) {
            list.getChildren().add(new Label(Messages.text("keys.none")));
        }
        found.keys().forEach(key -> list.getChildren().add(row(key, found)));
        found.unencrypted().forEach(stack -> {
            var pill = new StatePill(StatePill.State.WARNING, Messages.text("keys.unencrypted", stack.name()));
            pill.setId("keys-unencrypted-" + stack.name());
            var line = Layout.row(Css.GAP, pill);
            found.keys().forEach(key -> line.getChildren().add(Buttons.plain("keys-encrypt-" + stack.name() + "-" + key.name(),
                    Messages.text("keys.encrypt", key.name()), () -> model.encrypt(stack, key))));
            list.getChildren().add(line);
        });
        var buttons = Layout.row(Css.GAP, Buttons.plain("keys-generate", Messages.text("keys.generate"), Feather.KEY, () -> sheet(KeySheet.Task.GENERATE)),
                Buttons.plain("keys-import", Messages.text("keys.import"), Feather.DOWNLOAD, () -> sheet(KeySheet.Task.IMPORT)));
        if (found.locked()) {
            buttons.getChildren().add(Buttons.plain("keys-unlock", Messages.text("keys.unlock"), Feather.UNLOCK, () -> sheet(KeySheet.Task.UNLOCK)));
        }
        list.getChildren().add(buttons);
    }

    private Node row(Key key, KeysModel.Found found) {
        var name = new Label(key.name());
        name.setId("key-" + key.name());
        name.getStyleClass().add(Styles.TEXT_BOLD);
        var place = new Label(Messages.text(switch (key.place()) {
            case KEYRING -> "keys.place.keyring";
            case FILE -> "keys.place.file";
            case ELSEWHERE -> "keys.place.elsewhere";
        }));
        place.getStyleClass().add(Css.QUIET);
        var head = Layout.row(Css.GAP, name, place, Layout.spring());
        if (key.place() != Key.Place.ELSEWHERE) {
            var kit = Buttons.plain("keys-kit-" + key.name(), Messages.text("keys.kit"), Feather.PRINTER, () -> kit(key));
            kit.setDisable(found.locked() && key.place() == Key.Place.FILE);
            head.getChildren().add(kit);
        }
        var stacks = found.stacksOf(key);
        return Layout.column(Css.GAP_SMALL, head, new CopyText("keys-public-" + key.name(), Messages.text("keys.public"), key.recipient().publicKey()),
                Layout.wrapped(stacks.isEmpty() ? Messages.text("keys.unused") : Messages.text("keys.used", String.join(", ", stacks)), Css.QUIET));
    }

    private void sheet(KeySheet.Task task) {
        context.overlay().show(new KeySheet(task, model, context));
    }

    private void kit(Key key) {
        var chooser = new FileChooser();
        chooser.setTitle(Messages.text("keys.kit"));
        chooser.setInitialFileName("lifeboat-recovery-kit-" + key.name() + ".pdf");
        var file = chooser.showSaveDialog(getScene().getWindow());
        if (file != null) model.writeKit(key, file.toPath(), () -> { });
    }
}
