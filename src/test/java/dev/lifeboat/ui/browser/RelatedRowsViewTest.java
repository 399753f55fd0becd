package dev.lifeboat.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.app.Settings.Theme;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelatedRowsViewTest extends OpenedBrowser {
    private String database;

    @BeforeEach
    void chinook() throws Exception {
        database = SERVER.createChinook();
    }

    @Test
    void fromATrackToItsAlbumAndItsArtistAndBackAgain() throws Exception {
        open(Theme.LIGHT);
        choose(database, "track");
        waitFor(() -> !model.keys().linked().isEmpty());
        inFx(() -> {
            grid().getSortOrder().add(grid().getColumns().get(2));
            return null;
        });
        waitFor(() -> !model.grid().look().order().isEmpty() && model.grid().shownProperty().get().request().order().size() == 1);
        robot.clickOn("#browser-next");
        waitFor(() -> lookup("#browser-where", Label.class).getText().equals("Rows 101–200"));
        settle();
        var album = inFx(() -> grid().getItems().getFirst().cell(2).text());
        focus(0, 2);
        robot.push(KeyCode.F12);
        at("album");
        // The way there is a filter that can be seen and changed.
        waitFor(() -> lookup("#browser-filter-value-0", TextField.class).getText().equals(album));
        assertThat(grid().getItems()).hasSize(1);
        waitFor(() -> cell(0, 2) != null);
        ctrlClick(cell(0, 2));
        at("artist");
        robot.press(KeyCode.ALT).push(KeyCode.LEFT).release(KeyCode.ALT);
        at("album");
        assertThat(grid().getItems()).hasSize(1);
        robot.clickOn("#browser-back");
        at("track");
        // Its page and its order came back with it, and the arrow in the heading.
        waitFor(() -> lookup("#browser-where", Label.class).getText().equals("Rows 101–200"));
        assertThat(model.grid().look().order()).hasSize(1);
        waitFor(() -> grid().getSortOrder().size() == 1);
        assertThat(model.trail().wayProperty().get().canGoBack()).isFalse();
        robot.press(KeyCode.ALT).push(KeyCode.RIGHT).release(KeyCode.ALT);
        at("album");
        robot.moveTo(grid()).press(MouseButton.FORWARD).release(MouseButton.FORWARD);
        at("artist");
        robot.clickOn("#browser-crumb-0");
        at("track");
        assertThat(unhandled).isEmpty();
    }

    @Test
    void whatARowIsRelatedToIsSeenWithoutLeaving() throws Exception {
        for (var theme : List.of(Theme.LIGHT, Theme.DARK)) {
            open(theme);
            choose(database, "track");
            waitFor(() -> !model.keys().linked().isEmpty());
            focus(1, 2);
            robot.press(KeyCode.SHIFT).push(KeyCode.F12).release(KeyCode.SHIFT);
            waitFor(() -> words("#browser-related").contains("Balls to the Wall"));
            assertThat(words("#browser-related")).contains("album", "genre", "media_type", "Rock", "invoice_line", "playlist_track");
            robot.clickOn("#browser-related-count");
            waitFor(() -> !lookup("#browser-related-number-playlist_track_track_id_fkey", Label.class).getText().isEmpty());
            screenshot("browser-related-" + theme);
            // Track 2 is on three playlists.
            assertThat(lookup("#browser-related-number-playlist_track_track_id_fkey", Label.class).getText()).isEqualTo("3");
            robot.clickOn("#browser-related-back-playlist_track_track_id_fkey");
            at("playlist_track");
            waitFor(() -> grid().getItems().size() == 3);
            screenshot("browser-trail-" + theme);
        }
        assertThat(unhandled).isEmpty();
    }

    private void at(String table) throws Exception {
        waitFor(() -> model.chosenProperty().get().relation().name().equals(table) && model.grid().shownProperty().get() != null && !model.keys().keysProperty().get().to().isEmpty()
                || model.chosenProperty().get().relation().name().equals(table) && table.equals("playlist_track") && model.grid().shownProperty().get() != null);
        settle();
        assertThat(lookup("#browser-name", Label.class).getText()).isEqualTo(table);
    }

    private void focus(int row, int column) throws Exception {
        waitFor(() -> cell(row, column) != null);
        inFx(() -> {
            grid().getSelectionModel().clearAndSelect(row, grid().getColumns().get(column));
            grid().getFocusModel().focus(row, grid().getColumns().get(column));
            grid().requestFocus();
            return null;
        });
    }

    /** The headless robot's clicks do not tell of the keys that are held. */
    private static void ctrlClick(Node cell) throws Exception {
        inFx(() -> {
            cell.fireEvent(new MouseEvent(MouseEvent.MOUSE_PRESSED, 5, 5, 5, 5, MouseButton.PRIMARY, 1, false, true, false, false, true, false, false, true, false, true,
                    new PickResult(cell, 5, 5)));
            return null;
        });
    }
}
