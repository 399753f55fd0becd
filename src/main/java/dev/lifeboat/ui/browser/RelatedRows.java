package dev.lifeboat.ui.browser;

import dev.lifeboat.ui.browser.grid.DataPane;
import dev.lifeboat.ui.browser.grid.RowLinks;
import dev.lifeboat.ui.browser.keys.KeysModel;
import dev.lifeboat.ui.browser.keys.Reference;
import dev.lifeboat.ui.browser.keys.RelatedPane;
import dev.lifeboat.ui.browser.read.GridRow;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Messages;
import java.util.Set;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.scene.control.SplitPane;
import javafx.scene.control.ToggleButton;
import javafx.util.Duration;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The rows, and beside them, when wanted, what the row with the focus is related to. */
final class RelatedRows extends SplitPane implements RowLinks {
    /** Somebody who runs through the rows with the arrow keys does not ask for each of them. */
    private static final Duration REST = Duration.millis(150);

    private final BrowserModel model;
    private final DataPane rows;
    private final Consumer<Reference> go;
    private final RelatedPane related;
    private final ToggleButton toggle = new ToggleButton(Messages.text("browser.related"), new FontIcon(Feather.LINK));
    private boolean arriving;
    private final PauseTransition rest = new PauseTransition(REST);

    /** @param go is told where a key leads */
    RelatedRows(BrowserModel model, DataPane rows, Formats formats, Consumer<Reference> go) {
        this.model = model;
        this.rows = rows;
        this.go = go;
        getStyleClass().add("browser-related-split");
        getItems().add(rows);
        toggle.setId("browser-related-open");
        toggle.setAccessibleText(toggle.getText());
        toggle.setMinWidth(USE_PREF_SIZE);
        related = new RelatedPane(model.keys(), formats, go, () -> toggle.setSelected(false));
        SplitPane.setResizableWithParent(related, false);
        toggle.selectedProperty().addListener((_, _, open) -> open(open));
        rows.link(this);
        model.keys().keysProperty().addListener(_ -> {
            rows.link(this);
            look();
        });
        model.grid().shownProperty().addListener((_, _, shown) -> {
            if (shown != null && arriving) {
                arriving = false;
                rows.focusRows();
            }
            look();
        });
        rest.setOnFinished(_ -> look());
    }

    /** The rows that come next are those one went to: they get the focus. */
    void arrive() {
        arriving = true;
    }

    /** Opens and closes the pane of related rows. */
    ToggleButton toggle() {
        return toggle;
    }

    private void open(boolean wanted) {
        if (wanted && !getItems().contains(related)) {
            getItems().add(related);
            setDividerPositions(0.68);
            look();
        } else if (!wanted) {
            getItems().remove(related);
        }
    }

    /** Without a row with the focus the first one of a page of one row is meant: there one was led to by a key. */
    private void look() {
        var shown = model.grid().shownProperty().get();
        if (!toggle.isSelected() || shown == null || shown.request().table().oid() != model.chosenProperty().get().relation().oid()) return;
        var only = shown.page().rows().size() == 1 ? java.util.Optional.of(shown.page().rows().getFirst()) : java.util.Optional.<GridRow>empty();
        rows.focusedRow().filter(shown.page().rows()::contains).or(() -> only).ifPresent(row -> model.keys().look(shown, row));
    }

    @Override
    public Set<String> columns() {
        return model.keys().linked();
    }

    @Override
    public void follow(GridRow row, String column) {
        model.keys().follow(model.grid().shownProperty().get(), row, column, go);
    }

    @Override
    public void related(GridRow row) {
        toggle.setSelected(true);
        look();
    }

    @Override
    public void focused(GridRow row) {
        if (toggle.isSelected()) rest.playFromStart();
    }
}
