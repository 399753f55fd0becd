package dev.lifeboat.ui.browser;

import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.ui.browser.console.ConsoleTabs;
import dev.lifeboat.ui.browser.console.ConsolesModel;
import dev.lifeboat.ui.browser.read.RelationAt;
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
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.feather.Feather;

/** The Browser: the tree at the left, what was chosen in it at the right. */
public final class BrowserView implements View {
    private final BrowserModel model;
    private final ViewContext context;
    private final Page page;
    private final SplitPane split;
    private Optional<ConsolesModel> consoles = Optional.empty();

    public BrowserView(BrowserModel model, ViewContext context) {
        this.model = model;
        this.context = context;
        var tree = new TreePane(model.tree(), context.formats(), model::choose);
        var relation = new RelationPane(model, context);
        split = new SplitPane(tree, right(relation));
        split.getStyleClass().add("browser-split");
        split.setDividerPositions(0.29);
        SplitPane.setResizableWithParent(tree, false);
        page = new Page(Messages.text("place.browser"), split);
        page.setId("browser");
        page.getStyleClass().add("browser");
        page.notes().getChildren().add(new Trouble("browser-error", model.tree().errorProperty(), model.tree()::load));
    }

    /** Puts SQL consoles beside the tables. */
    public BrowserView with(ConsolesModel model) {
        consoles = Optional.of(model);
        var tabs = new ConsoleTabs(model, split.getItems().getLast(), context, () -> Optional.ofNullable(this.model.chosenProperty().get()).map(RelationAt::database));
        this.model.chosenProperty().addListener((_, _, chosen) -> {
            if (chosen != null) tabs.showTables();
        });
        double tree = split.getDividerPositions()[0];
        split.getItems().set(1, tabs);
        split.setDividerPositions(tree);
        page.actions(tabs.button());
        page.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (!ConsoleTabs.OPEN.match(event)) return;
            event.consume();
            tabs.open();
        });
        return this;
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
    public void onHidden() {
        consoles.ifPresent(ConsolesModel::saveNow);
    }

    @Override
    public void onStackChanged(Optional<Stack> stack) {
        model.use(stack);
        consoles.ifPresent(each -> each.use(stack));
    }
}
