package dev.lifeboat.ui.shell;

import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.EnvironmentBadge;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Which stack is in front, with its environment as a word and a colour, and a menu to choose another. */
final class StackChooser extends MenuButton {
    private final StacksModel model;
    private final Runnable change;
    private final Runnable add;
    private final Runnable discover;
    private final Runnable demo;
    private boolean narrow;

    /** @param change leads to the form of the stack in front; @param add to the form for a new stack; @param discover to those of a Docker host; @param demo starts the demo stack, also when it runs already */
    StackChooser(StacksModel model, Runnable change, Runnable add, Runnable discover, Runnable demo) {
        this.model = model;
        this.change = change;
        this.add = add;
        this.discover = discover;
        this.demo = demo;
        setId("stack-chooser");
        getStyleClass().add("stack-chooser");
        setMaxWidth(Double.MAX_VALUE);
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        model.currentProperty().addListener((_, _, _) -> refresh());
        model.stacks().addListener((ListChangeListener<Stack>) _ -> refresh());
        refresh();
    }

    /** Shows only as much as fits beside icons: the first letters of the environment, on its colour. */
    void narrow(boolean isNarrow) {
        narrow = isNarrow;
        refresh();
    }

    private void refresh() {
        var current = model.currentProperty().get();
        setGraphic(current.map(this::face).orElseGet(this::noFace));
        setAccessibleText(current
                .map(stack -> Messages.text("shell.stack.current", stack.name(), EnvironmentBadge.word(stack.environment())))
                .orElse(Messages.text("shell.stack.none")));
        setTooltip(new Tooltip(getAccessibleText()));
        getItems().setAll(model.stacks().stream().map(stack -> item(stack, current)).toList());
        if (!getItems().isEmpty()) getItems().add(new SeparatorMenuItem());
        current.ifPresent(stack -> getItems().add(action("stack-change", Messages.text("shell.stack.change", stack.name()), Feather.EDIT_2, change)));
        getItems().add(action("stack-add", Messages.text("shell.stack.add"), Feather.PLUS, add));
        getItems().add(action("stack-discover", Messages.text("shell.stack.discover"), Feather.BOX, discover));
        getItems().add(action("stack-demo", Messages.text("firstrun.demo.button"), Feather.PLAY_CIRCLE, demo));
    }

    private static MenuItem action(String id, String words, Feather icon, Runnable action) {
        var item = new MenuItem(words, new FontIcon(icon));
        item.setId(id);
        item.setOnAction(_ -> action.run());
        return item;
    }

    private Node noFace() {
        return narrow ? new FontIcon(Feather.SERVER) : new Label(Messages.text("shell.stack.none"));
    }

    private Node face(Stack stack) {
        if (narrow) {
            var badge = new EnvironmentBadge(stack.environment());
            badge.setText(badge.getText().substring(0, 4));
            return badge;
        }
        var name = new Label(stack.name());
        name.getStyleClass().add("stack-name");
        return Layout.column(Css.GAP_SMALL, name, new EnvironmentBadge(stack.environment()));
    }

    private MenuItem item(Stack stack, Optional<Stack> current) {
        boolean chosen = current.filter(stack::equals).isPresent();
        var item = new MenuItem(stack.name() + (chosen ? "  ✓" : ""), new EnvironmentBadge(stack.environment()));
        item.setId("stack-" + stack.name());
        item.setOnAction(_ -> model.choose(stack));
        return item;
    }
}
