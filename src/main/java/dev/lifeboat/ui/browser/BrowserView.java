package dev.lifeboat.ui.browser;

import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.ui.browser.tree.TreePane;
import dev.lifeboat.ui.common.EmptyState;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Page;
import dev.lifeboat.ui.common.Trouble;
import dev.lifeboat.ui.common.View;
import dev.lifeboat.ui.common.ViewContext;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.feather.Feather;

/** The Browser: the tree at the left, what was chosen in it at the right. */
public final class BrowserView implements View {
    private final BrowserModel model;
    private final Page page;

    public BrowserView(BrowserModel model, ViewContext context) {
        this.model = model;
        var tree = new TreePane(model.tree(), context.formats(), model::choose);
        var relation = new RelationPane(model, context);
        var split = new SplitPane(tree, right(relation));
        split.getStyleClass().add("browser-split");
        split.setDividerPositions(0.29);
        SplitPane.setResizableWithParent(tree, false);
        page = new Page(Messages.text("place.browser"), split);
        page.setId("browser");
        page.getStyleClass().add("browser");
        page.notes().getChildren().add(new Trouble("browser-error", model.tree().errorProperty(), model.tree()::load));
    }

    private Node right(RelationPane relation) {
        var nothing = new EmptyState(Feather.GRID, Messages.text("browser.choose.title"), Messages.text("browser.choose"));
        nothing.visibleProperty().bind(model.chosenProperty().isNull());
        relation.visibleProperty().bind(model.chosenProperty().isNotNull());
        var right = new StackPane(nothing, relation);
        right.setMinWidth(240);
        return right;
    }

    @Override
    public Parent node() {
        return page;
    }

    @Override
    public void onShown() {
        model.load();
    }

    @Override
    public void onStackChanged(Optional<Stack> stack) {
        model.use(stack);
    }
}
