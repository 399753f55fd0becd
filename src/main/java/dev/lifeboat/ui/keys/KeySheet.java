package dev.lifeboat.ui.keys;

import atlantafx.base.theme.Styles;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.ErrorBanner;
import dev.lifeboat.ui.common.FieldProblem;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.ViewContext;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;

/** Asks for what makes, imports or opens a key. */
final class KeySheet extends VBox {
    /** What is done; part of the message keys. */
    enum Task { GENERATE, IMPORT, UNLOCK }

    private final Task task;
    private final KeysModel model;
    private final ViewContext context;
    private final TextField name = new TextField("main");
    private final PasswordField secret = new PasswordField();
    private final PasswordField passphrase = new PasswordField();
    private final PasswordField again = new PasswordField();
    private final FieldProblem problem = new FieldProblem("key-problem");
    private final ErrorBanner error = new ErrorBanner("key-error");
    private final boolean newPassphrase;

    KeySheet(Task task, KeysModel model, ViewContext context) {
        this.task = task;
        this.model = model;
        this.context = context;
        newPassphrase = task != Task.UNLOCK && model.asksForPassphrase();
        setId("key-sheet");
        getStyleClass().addAll("lb-sheet", "key-sheet", Css.GAP_LARGE);
        model.forget();
        model.errorProperty().addListener((_, _, failed) -> {
            if (failed == null) error.clear();
            else error.show(failed);
        });
        var go = Buttons.accent("key-go", words("go"), this::go);
        go.setDefaultButton(true);
        go.disableProperty().bind(model.busyProperty());
        var cancel = Buttons.plain("key-cancel", Messages.text("common.cancel"), context.overlay()::close);
        getChildren().addAll(Layout.wrapped(words("title"), Styles.TITLE_4), Layout.wrapped(words("sentence"), Css.QUIET), error);
        if (task != Task.UNLOCK) getChildren().add(field("keys.name", "key-name", name));
        if (task == Task.IMPORT) getChildren().add(field("keys.secret", "key-secret", secret));
        if (newPassphrase || task == Task.UNLOCK) getChildren().add(field("keys.passphrase", "key-passphrase", passphrase));
        if (newPassphrase) getChildren().addAll(field("keys.again", "key-again", again), Layout.wrapped(Messages.text("keys.passphrase.note"), Css.QUIET));
        getChildren().addAll(problem, Layout.row(Css.GAP, Layout.spring(), cancel, go));
    }

    private String words(String part) {
        return Messages.text(switch (task) {
            case GENERATE -> "keys.generate.";
            case IMPORT -> "keys.import.";
            case UNLOCK -> "keys.unlock.";
        } + part);
    }

    private static Node field(String key, String id, TextField field) {
        field.setId(id);
        return Layout.field(Messages.text(key), field, field);
    }

    private void go() {
        if (newPassphrase && passphrase.getText().isEmpty() || task == Task.UNLOCK && passphrase.getText().isEmpty()) {
            problem.say(Messages.text("keys.passphrase.missing"));
            return;
        }
        if (newPassphrase && !passphrase.getText().equals(again.getText())) {
            problem.say(Messages.text("keys.again.differs"));
            return;
        }
        problem.say("");
        Optional<String> given = newPassphrase ? Optional.of(passphrase.getText()) : Optional.empty();
        switch (task) {
            case GENERATE -> model.generate(name.getText().strip(), given, context.overlay()::close);
            case IMPORT -> model.take(name.getText().strip(), secret.getText(), given, context.overlay()::close);
            case UNLOCK -> model.unlock(passphrase.getText(), context.overlay()::close);
        }
    }
}
