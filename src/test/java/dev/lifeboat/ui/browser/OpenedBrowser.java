package dev.lifeboat.ui.browser;

import dev.lifeboat.app.Settings.Theme;
import dev.lifeboat.testing.TestServer;
import dev.lifeboat.ui.ViewTest;
import dev.lifeboat.ui.browser.grid.GridTable;
import dev.lifeboat.ui.browser.read.BrowsedStack;
import dev.lifeboat.ui.browser.read.RelationAt;
import dev.lifeboat.ui.browser.tree.TreeEntry;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A test of the Browser as a person opens it: a window of 1000 by 800 on a stack with a server of its own. */
abstract class OpenedBrowser extends ViewTest {
    @RegisterExtension static final TestServer SERVER = new TestServer();

    @TempDir Path folder;
    BrowsedStack browsed;
    BrowserModel model;

    @BeforeEach
    void stack() {
        browsed = closedAtEnd(new BrowsedStack(SERVER, folder));
    }

    /** Opens it anew; a window that was open is closed. */
    final void open(Theme theme) throws Exception {
        open(theme, 1000);
    }

    final void open(Theme theme, double width) throws Exception {
        org.testfx.api.FxToolkit.registerPrimaryStage();
        model = new BrowserModel(tasks(), _ -> browsed.reader(), browsed::writer);
        var view = inFx(() -> new BrowserView(model, context()));
        show(view.node(), theme, width, 800);
        inFx(() -> {
            view.onStackChanged(Optional.of(browsed.stack));
            view.onShown();
            return null;
        });
        waitFor(() -> !model.tree().databases().isEmpty());
    }

    /** Chooses a table of the schema public, and waits for its rows. */
    final void choose(String database, String table) throws Exception {
        RelationAt at;
        try (var reader = browsed.reader()) {
            at = new RelationAt(database, BrowsedStack.relation(reader, database, "public", table));
        }
        inFx(() -> {
            model.choose(at);
            return null;
        });
        rowsAreThere();
    }

    /** Reads that come after a test's end would find no threads. */
    final void rowsAreThere() throws Exception {
        waitFor(() -> model.grid().shownProperty().get() != null && !model.grid().loadingProperty().get());
        settle();
    }

    /** Opens a database in the tree. */
    final TreeItem<TreeEntry> read(String database) throws Exception {
        var item = inFx(() -> database(database));
        expand(item);
        waitFor(() -> !(item.getChildren().getFirst().getValue() instanceof TreeEntry.Note));
        return item;
    }

    final TreeItem<TreeEntry> database(String name) {
        return tree().getRoot().getChildren().stream()
                .filter(each -> each.getValue() instanceof TreeEntry.Database(var branch) && branch.name().equals(name)).findFirst().orElseThrow();
    }

    final TreeItem<TreeEntry> schema(String database) {
        return database(database).getChildren().stream().filter(each -> each.getValue() instanceof TreeEntry.Schema).findFirst().orElseThrow();
    }

    static void expand(TreeItem<TreeEntry> item) throws Exception {
        inFx(() -> {
            item.setExpanded(true);
            return null;
        });
    }

    final void select(TreeItem<TreeEntry> item) throws Exception {
        inFx(() -> {
            tree().getSelectionModel().select(item);
            return null;
        });
    }

    @SuppressWarnings("unchecked")
    final TreeView<TreeEntry> tree() {
        return lookup("#browser-tree", TreeView.class);
    }

    final GridTable grid() {
        return lookup("#browser-grid", GridTable.class);
    }

    /** A cell of the grid that is shown; null when it is not. */
    final Node cell(int row, int column) {
        return robot.lookup(".browser-cell").queryAllAs(TableCell.class).stream()
                .filter(cell -> cell.getTableRow() != null && cell.getTableRow().getIndex() == row && cell.getTableRow().isVisible()
                        && GridTable.indexOf(cell.getTableColumn()) == column && !cell.isEmpty()).findFirst().orElse(null);
    }

    /** The texts of the labels and links in a node, a line each. */
    final String words(String selector) {
        var node = lookup(selector, Node.class);
        return Stream.of(".label", ".hyperlink").flatMap(each -> robot.from(node).lookup(each).queryAllAs(Labeled.class).stream()).map(Labeled::getText)
                .filter(text -> text != null).collect(Collectors.joining("\n"));
    }
}
