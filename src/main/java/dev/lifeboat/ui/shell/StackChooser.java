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
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Which stack is in front, with its environment as a word and a colour, and a menu to choose another. */
final class StackChooser extends MenuButton {
    private final StacksModel model;
    private final Runnable add;

    /** @param add leads to the form for a new stack */
    StackChooser(StacksModel model, Runnable add) {
        this.model = model;
        this.add = add;
        setId("stack-chooser");
        getStyleClass().add("stack-chooser");
        setMaxWidth(Double.MAX_VALUE);
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        model.currentProperty().addListener((_, _, _) -> refresh());
        model.stacks().addListener((ListChangeListener<Stack>) _ -> refresh());
        refresh();
    }

    private void refresh() {
        var current = model.currentProperty().get();
        setGraphic(current.map(StackChooser::face).orElseGet(() -> new Label(Messages.text("shell.stack.none"))));
        setAccessibleText(current
                .map(stack -> Messages.text("shell.stack.current", stack.name(), EnvironmentBadge.word(stack.environment())))
                .orElse(Messages.text("shell.stack.none")));
        getItems().setAll(model.stacks().stream().map(stack -> item(stack, current)).toList());
        if (!getItems().isEmpty()) getItems().add(new SeparatorMenuItem());
        var another = new MenuItem(Messages.text("shell.stack.add"), new FontIcon(Feather.PLUS));
        another.setId("stack-add");
        another.setOnAction(_ -> add.run());
        getItems().add(another);
    }

    private static Node face(Stack stack) {
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
