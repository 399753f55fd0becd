package dev.lifeboat.ui.common;

import atlantafx.base.theme.Styles;
import dev.lifeboat.engine.stack.Stack;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;

/**
 * A question before something that cannot be had back. Its button says what it does; on a stack that
 * asks for it, such as one in production, it stays off until the stack's name was typed. Shown with {@link Overlay#show}.
 */
public final class ConfirmDialog extends VBox {
    private final VBox words = Layout.column(Css.GAP_LARGE);
    private final Button go;

    /**
     * @param stack what it is done to; its protection decides how much is asked
     * @param title the question, such as "Remove the stack shop?"
     * @param consequence what will be gone and what will not
     * @param verb the text of the button, such as "Remove shop"; never "OK"
     * @param action runs after the dialog was closed by that button
     */
    public ConfirmDialog(Overlay overlay, Stack stack, String title, String consequence, String verb, Runnable action) {
        this(overlay, title, consequence, verb, action);
        words.getChildren().addFirst(Layout.row(Css.GAP, new EnvironmentBadge(stack.environment()), new Label(stack.name())));
        if (stack.asksForName()) askForName(stack.name());
    }

    private ConfirmDialog(Overlay overlay, String title, String consequence, String verb, Runnable action) {
        setId("confirm");
        getStyleClass().addAll("lb-sheet", "confirm", Css.GAP_LARGE);
        var cancel = Buttons.plain("confirm-cancel", Messages.text("common.cancel"), overlay::close);
        cancel.setCancelButton(true);
        go = Buttons.danger("confirm-go", verb, () -> {
            overlay.close();
            action.run();
        });
        words.getChildren().addAll(Layout.wrapped(title, Styles.TITLE_4), Layout.wrapped(consequence));
        getChildren().addAll(words, Layout.row(Css.GAP, Layout.spring(), cancel, go));
    }

    /** The same question about something that belongs to no stack. */
    public static ConfirmDialog plain(Overlay overlay, String title, String consequence, String verb, Runnable action) {
        return new ConfirmDialog(overlay, title, consequence, verb, action);
    }

    private void askForName(String wanted) {
        var name = new TextField();
        name.setId("confirm-name");
        name.setAccessibleText(Messages.text("confirm.typeName", wanted));
        go.disableProperty().bind(name.textProperty().isNotEqualTo(wanted));
        words.getChildren().add(Layout.column(Css.GAP_SMALL, Layout.wrapped(Messages.text("confirm.typeName", wanted)), name));
    }
}
