package dev.lifeboat.ui.browser.console;

import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import java.util.function.Consumer;
import javafx.geometry.Bounds;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** What could be meant, in a list at the caret. It takes no focus: the keys come through the editor. */
final class CompletionList extends ListView<Completion.Candidate> {
    private static final double LINE = 26;
    private static final double WIDTH = 320;
    private static final int LINES = 8;

    private Completion.Offer offer;

    CompletionList(Consumer<Completion.Candidate> chosen) {
        setId("console-completion");
        setAccessibleText(Messages.text("console.completion"));
        getStyleClass().addAll("sql-completion", atlantafx.base.theme.Styles.DENSE);
        setFixedCellSize(LINE);
        setFocusTraversable(false);
        setManaged(false);
        setVisible(false);
        setCellFactory(_ -> new Line());
        setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && getSelectionModel().getSelectedItem() != null) chosen.accept(getSelectionModel().getSelectedItem());
        });
    }

    /** Shows candidates beside the caret, or nothing when there are none. @param caret in the coordinates of {@code within} */
    void show(Completion.Offer now, Bounds caret, Region within) {
        offer = now;
        setVisible(!now.candidates().isEmpty() && caret != null);
        if (!isVisible()) return;
        getItems().setAll(now.candidates());
        getSelectionModel().selectFirst();
        scrollTo(0);
        double height = Math.min(LINES, now.candidates().size()) * LINE + 10;
        boolean above = caret.getMaxY() + height > within.getHeight() && caret.getMinY() > within.getHeight() / 2;
        double room = above ? caret.getMinY() : within.getHeight() - caret.getMaxY();
        double fitting = Math.min(height, Math.max(LINE + 10, room));
        double x = Math.clamp(caret.getMinX(), 0, Math.max(0, within.getWidth() - WIDTH - 8));
        resizeRelocate(x, above ? caret.getMinY() - fitting : caret.getMaxY() + 2, WIDTH, fitting);
        toFront();
    }

    void hide() {
        setVisible(false);
    }

    Completion.Offer offer() {
        return offer;
    }

    void move(int by) {
        int at = Math.floorMod(getSelectionModel().getSelectedIndex() + by, getItems().size());
        getSelectionModel().select(at);
        scrollTo(Math.max(0, at - LINES / 2));
    }

    private static final class Line extends ListCell<Completion.Candidate> {
        Line() {
            // As wide as the list: a long name is cut, the list does not scroll sideways.
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(Completion.Candidate candidate, boolean empty) {
            super.updateItem(candidate, empty);
            if (empty || candidate == null) {
                setGraphic(null);
                setAccessibleText(null);
                return;
            }
            var name = new Label(candidate.text());
            name.getStyleClass().add(Css.CODE);
            var detail = new Label(candidate.detail());
            detail.getStyleClass().add(Css.QUIET);
            detail.setMinWidth(0);
            name.setMinWidth(0);
            setGraphic(Layout.row(Css.GAP, Layout.icon(icon(candidate.kind()), "browser-icon"), name, Layout.spring(), detail));
            setAccessibleText(candidate.text() + " " + candidate.detail());
        }

        private static Ikon icon(Completion.Candidate.Kind kind) {
            return switch (kind) {
                case COLUMN -> Feather.COLUMNS;
                case TABLE -> Feather.GRID;
                case SCHEMA -> Feather.FOLDER;
                case FUNCTION -> Feather.CODE;
                case WORD -> Feather.TYPE;
            };
        }
    }
}
