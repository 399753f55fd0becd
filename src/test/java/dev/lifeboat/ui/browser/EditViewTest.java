package dev.lifeboat.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.app.Settings.Theme;
import dev.lifeboat.engine.postgres.CatalogRelation;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.Protection;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.testing.TestServer;
import dev.lifeboat.ui.ViewTest;
import dev.lifeboat.ui.browser.edit.EditedInTests;
import dev.lifeboat.ui.browser.grid.GridTable;
import dev.lifeboat.ui.browser.read.BrowsedStack;
import dev.lifeboat.ui.browser.read.RelationAt;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Editing rows as a person does, by keyboard and mouse. */
class EditViewTest extends ViewTest {
    @RegisterExtension static final TestServer SERVER = new TestServer();

    @TempDir Path folder;
    private String database;
    private BrowsedStack browsed;
    private BrowserModel model;

    @BeforeEach
    void data() throws Exception {
        database = SERVER.createDatabase("edited");
        SERVER.execute(database, "create type mood as enum ('calm', 'stormy')",
                "create table harbour(id int generated always as identity primary key, name text not null unique, depth numeric(5,1), mood mood default 'calm', open boolean, "
                        + "seen timestamptz, notes jsonb, deleted_at timestamptz, size text generated always as (upper(name)) stored)",
                "create table ship(id int primary key, harbour int references harbour on delete cascade, name text)",
                "insert into harbour(name, depth, mood, open, seen, notes) select 'Harbour ' || i, i * 1.5, (array['calm', 'stormy'])[i % 2 + 1]::mood, i % 3 = 0, "
                        + "timestamptz '2026-11-22 14:32:07+00' + i * interval '1 hour', jsonb_build_object('berths', i) from generate_series(1, 12) i",
                "insert into ship select i, i % 4 + 1, 'Ship ' || i from generate_series(1, 20) i", "create view calm as select * from harbour where mood = 'calm'", "analyze");
        browsed = closedAtEnd(new BrowsedStack(SERVER, folder));
    }

    @Test
    void aValueIsEditedByKeyboardPreviewedAndApplied() throws Exception {
        open(Theme.LIGHT, browsed.stack);
        choose("harbour");
        assertThat(shown("#edit-count")).isFalse();
        focus(0, 1);
        robot.push(KeyCode.F2);
        waitFor(() -> shown("#edit-cell-value"));
        inFx(() -> {
            lookup("#edit-cell-value", TextInputControl.class).setText("Ö'Malley");
            return null;
        });
        robot.push(KeyCode.ENTER);
        waitFor(() -> text(0, 1).equals("Ö'Malley"));
        assertThat(cell(0, 1).getAccessibleText()).isEqualTo("Ö'Malley, changed");
        // A number that is none stays in the editor.
        // Keys of the grid are keys of the grid only.
        robot.clickOn("#browser-search").push(KeyCode.DELETE).push(KeyCode.BACK_SPACE);
        settle();
        assertThat(shown("#edit-delete-sheet")).isFalse();
        assertThat(text(0, 1)).isEqualTo("Ö'Malley");
        focus(1, 2);
        robot.push(KeyCode.F2);
        waitFor(() -> shown("#edit-cell-value"));
        inFx(() -> {
            lookup("#edit-cell-value", TextInputControl.class).setText("deep");
            return null;
        });
        robot.push(KeyCode.ENTER);
        waitFor(() -> lookup("#edit-cell-problem", Label.class).getText().contains("invalid input syntax"));
        robot.push(KeyCode.ESCAPE);
        waitFor(() -> !shown("#edit-cell-value"));
        robot.press(KeyCode.CONTROL).push(KeyCode.DELETE).release(KeyCode.CONTROL);
        waitFor(() -> text(1, 2).equals("NULL"));
        assertThat(lookup("#edit-count", Label.class).getText()).isEqualTo("2 changes in 1 table");
        robot.press(KeyCode.CONTROL).push(KeyCode.Z).release(KeyCode.CONTROL);
        waitFor(() -> text(1, 2).equals("3.0"));
        robot.clickOn("#edit-preview");
        assertThat(lookup("#edit-preview-sql-text", TextArea.class).getText()).contains("SET \"name\" = 'Ö''Malley'", "WHERE \"id\" = 1");
        robot.clickOn("#edit-preview-apply");
        robot.clickOn("#confirm-go");
        waitFor(() -> robot.lookup("#edit-applied").tryQuery().isPresent());
        assertThat(one("select name from harbour where id = 1")).isEqualTo("Ö'Malley");
        waitFor(() -> text(0, 1).equals("Ö'Malley") && cell(0, 1).getAccessibleText().equals("Ö'Malley"));
        assertThat(unhandled).isEmpty();
    }

    @Test
    void rowsAreAddedDeletedAndAConflictIsSettledByColumn() throws Exception {
        open(Theme.LIGHT, browsed.stack);
        choose("harbour");
        robot.clickOn("#edit-insert");
        waitFor(() -> grid().getItems().size() == 13);
        focus(12, 1);
        robot.push(KeyCode.F2);
        waitFor(() -> shown("#edit-cell-value"));
        inFx(() -> {
            lookup("#edit-cell-value", TextInputControl.class).setText("New port");
            return null;
        });
        robot.push(KeyCode.ENTER);
        waitFor(() -> text(12, 1).equals("New port"));
        focus(3, 0);
        robot.push(KeyCode.DELETE);
        // Ships of harbour 4: 3, 7, 11, 15 and 19.
        waitFor(() -> shown("#edit-delete-sheet"));
        assertThat(labels("#edit-delete-sheet")).contains("5 rows are deleted too");
        robot.clickOn("#edit-delete-go");
        focus(0, 2);
        robot.push(KeyCode.F2);
        waitFor(() -> shown("#edit-cell-value"));
        inFx(() -> {
            lookup("#edit-cell-value", TextInputControl.class).setText("99");
            return null;
        });
        robot.push(KeyCode.ENTER);
        waitFor(() -> text(0, 2).equals("99"));
        SERVER.execute(database, "update harbour set depth = 7 where id = 1");
        apply();
        waitFor(() -> shown("#edit-conflict"));
        assertThat(one("select count(*) from ship")).isEqualTo("20");
        robot.clickOn("#edit-conflict-mine");
        waitFor(() -> !shown("#edit-conflict"));
        apply();
        waitFor(() -> robot.lookup("#edit-applied").tryQuery().isPresent());
        assertThat(one("select count(*) || ' ' || (select depth from harbour where id = 1) from ship")).isEqualTo("15 99.0");
        assertThat(one("select string_agg(name || ' ' || mood, ',') from harbour where id > 12")).isEqualTo("New port calm");
        assertThat(unhandled).isEmpty();
    }

    @Test
    void whatIsTypedIsKeptWhenOneGoesOnAndStagedRowsComeBackWithTheirTable() throws Exception {
        open(Theme.LIGHT, browsed.stack);
        choose("harbour");
        focus(0, 1);
        robot.push(KeyCode.F2);
        waitFor(() -> shown("#edit-cell-value"));
        inFx(() -> {
            lookup("#edit-cell-value", TextInputControl.class).setText("typed");
            return null;
        });
        robot.clickOn("#browser-search");
        waitFor(() -> text(0, 1).equals("typed"));
        robot.clickOn("#edit-insert");
        waitFor(() -> grid().getItems().size() == 13);
        choose("ship");
        assertThat(grid().getItems()).hasSize(20);
        assertThat(lookup("#edit-count", Label.class).getText()).isEqualTo("2 changes in 1 table");
        choose("harbour");
        assertThat(grid().getItems()).hasSize(13);
        assertThat(text(0, 1)).isEqualTo("typed");
        assertThat(inFx(() -> model.edits().staged())).isEqualTo(2);
        assertThat(unhandled).isEmpty();
    }

    @Test
    void rowsAreDeletedSoftlyHiddenAndBroughtBack() throws Exception {
        open(Theme.LIGHT, browsed.stack);
        choose("harbour");
        focus(2, 1);
        robot.clickOn("#edit-soft-delete");
        apply();
        waitFor(() -> robot.lookup("#edit-applied").tryQuery().isPresent());
        assertThat(one("select string_agg(id::text, ',') from harbour where deleted_at is not null")).isEqualTo("3");
        robot.clickOn("#edit-hide-deleted");
        waitFor(() -> grid().getItems().size() == 11);
        robot.clickOn("#browser-filter-clear");
        waitFor(() -> grid().getItems().size() == 12);
        focus(2, 1);
        robot.clickOn("#edit-undelete");
        apply();
        waitFor(() -> robot.lookup("#edit-applied").tryQuery().isPresent());
        assertThat(one("select count(*) from harbour where deleted_at is not null")).isEqualTo("0");
        assertThat(unhandled).isEmpty();
    }

    @Test
    void pastedRowsAreShownWithTheirProblemsBeforeTheyAreStaged() throws Exception {
        open(Theme.LIGHT, browsed.stack);
        choose("harbour");
        inFx(() -> {
            var content = new ClipboardContent();
            content.putString("name\tdepth\tid\nQuay\t2,5\t77\n\"Two\nlines\"\t4\t78\n");
            Clipboard.getSystemClipboard().setContent(content);
            return null;
        });
        focus(0, 1);
        robot.press(KeyCode.CONTROL).push(KeyCode.V).release(KeyCode.CONTROL);
        waitFor(() -> shown("#edit-paste-sheet"));
        waitFor(() -> labels("#edit-paste-sheet").contains("\"2,5\" is not a value"));
        assertThat(labels("#edit-paste-sheet")).contains("Left out: id is an identity");
        robot.clickOn("#edit-paste-go");
        waitFor(() -> grid().getItems().size() == 14);
        assertThat(lookup("#edit-count", Label.class).getText()).isEqualTo("2 changes in 1 table");
        apply();
        waitFor(() -> robot.lookup("#edit-refused").tryQuery().isPresent());
        // The value that was refused is gone to and has the focus.
        waitFor(() -> grid().focusedPosition() != null && grid().focusedPosition().getRow() == 12 && grid().focusedPosition().getColumn() == 2);
        waitFor(() -> accessible(12, 2).contains("invalid input syntax"));
        robot.clickOn("#edit-discard");
        robot.clickOn("#confirm-go");
        waitFor(() -> grid().getItems().size() == 12);
        assertThat(unhandled).isEmpty();
    }

    @Test
    void aReadOnlyStackAndAViewSayWhyNothingCanBeEdited() throws Exception {
        var usual = browsed.stack;
        open(Theme.LIGHT, new Stack(usual.name(), Environment.PRODUCTION, usual.server(), usual.databases(), usual.tools(), Protection.READ_ONLY));
        choose("harbour");
        waitFor(() -> lookup("#edit-reason", Label.class).getText().equals("This stack is read-only: nothing in it is changed."));
        assertThat(shown("#edit-insert")).isFalse();
        focus(0, 1);
        robot.push(KeyCode.F2);
        settle();
        assertThat(shown("#edit-cell-value")).isFalse();
    }

    @Test
    void picturesInBothThemes() throws Exception {
        for (var theme : List.of(Theme.LIGHT, Theme.DARK)) {
            var usual = browsed.stack;
            open(theme, new Stack(usual.name(), Environment.PRODUCTION, usual.server(), usual.databases(), usual.tools()));
            choose("harbour");
            screenshot("edit-nothing-" + theme);
            inFx(() -> {
                var rows = grid().getItems();
                var edits = model.edits();
                var table = model.grid().shownProperty().get().request().table();
                EditedInTests.set(edits, rows.get(1), table.column("name"), "Changed name");
                EditedInTests.set(edits, rows.get(2), table.column("mood"), null);
                EditedInTests.delete(edits, rows.get(4));
                EditedInTests.insert(edits, table.column("name"), "Harbour 3");
                return null;
            });
            waitFor(() -> grid().getItems().size() == 13);
            screenshot("edit-staged-" + theme);
            for (int column : new int[] {1, 3, 4, 5, 6}) {
                focus(5, column);
                robot.push(KeyCode.F2);
                waitFor(() -> shown("#edit-cell-value"));
                screenshot("edit-editor-" + column + "-" + theme);
                robot.push(KeyCode.ESCAPE);
                waitFor(() -> !shown("#edit-cell-value"));
            }
            robot.clickOn("#edit-preview");
            screenshot("edit-preview-" + theme);
            robot.clickOn("#edit-preview-apply");
            screenshot("edit-confirm-" + theme);
            inFx(() -> {
                lookup("#confirm-name", TextInputControl.class).setText("shop");
                return null;
            });
            robot.clickOn("#confirm-go");
            waitFor(() -> robot.lookup("#edit-refused").tryQuery().isPresent());
            screenshot("edit-refused-" + theme);
            SERVER.execute(database, "update harbour set name = 'Theirs " + theme + "', depth = 8 where id = 2");
            inFx(() -> {
                EditedInTests.set(model.edits(), grid().getItems().get(1), model.grid().shownProperty().get().request().table().column("depth"), "12");
                grid().getSelectionModel().clearAndSelect(12, grid().getColumns().get(1));
                return null;
            });
            robot.clickOn("#edit-revert");
            robot.clickOn("#edit-apply");
            inFx(() -> {
                lookup("#confirm-name", TextInputControl.class).setText("shop");
                return null;
            });
            robot.clickOn("#confirm-go");
            waitFor(() -> shown("#edit-conflict"));
            screenshot("edit-conflict-" + theme);
            robot.clickOn("#edit-conflict-later");
            focus(0, 1);
            robot.push(KeyCode.DELETE);
            waitFor(() -> shown("#edit-delete-sheet"));
            screenshot("edit-delete-" + theme);
            robot.clickOn("#edit-delete-cancel");
            inFx(() -> {
                var content = new ClipboardContent();
                content.putString("name\tdepth\tid\nQuay\t2,5\t77\nPier\t4\t78\n");
                Clipboard.getSystemClipboard().setContent(content);
                return null;
            });
            robot.clickOn("#edit-paste");
            waitFor(() -> shown("#edit-paste-problems") && labels("#edit-paste-sheet").contains("2,5"));
            screenshot("edit-paste-" + theme);
            robot.clickOn("#edit-paste-cancel");
            choose("calm");
            waitFor(() -> shown("#edit-reason"));
            screenshot("edit-view-" + theme);
            inFx(() -> {
                scene().getWindow().hide();
                return null;
            });
        }
        assertThat(unhandled).isEmpty();
    }

    private void apply() throws Exception {
        robot.clickOn("#edit-apply");
        robot.clickOn("#confirm-go");
    }

    private void open(Theme theme, Stack stack) throws Exception {
        org.testfx.api.FxToolkit.registerPrimaryStage();
        model = new BrowserModel(tasks(), _ -> browsed.reader(), browsed::writer);
        var view = inFx(() -> new BrowserView(model, context()));
        show(view.node(), theme, 1000, 800);
        inFx(() -> {
            view.onStackChanged(Optional.of(stack));
            view.onShown();
            return null;
        });
    }

    private void choose(String table) throws Exception {
        CatalogRelation relation;
        try (var reader = browsed.reader()) {
            relation = BrowsedStack.relation(reader, database, "public", table);
        }
        inFx(() -> {
            model.choose(new RelationAt(database, relation));
            return null;
        });
        waitFor(() -> robot.lookup("#browser-grid").tryQuery().isPresent() && model.grid().shownProperty().get() != null && !grid().getItems().isEmpty()
                && (shown("#edit-insert") || shown("#edit-reason")));
        settle();
    }

    private void focus(int row, int column) throws Exception {
        inFx(() -> {
            grid().getSelectionModel().clearAndSelect(row, grid().getColumns().get(column));
            grid().getFocusModel().focus(row, grid().getColumns().get(column));
            grid().requestFocus();
            return null;
        });
        settle();
    }

    private GridTable grid() {
        return robot.lookup("#browser-grid").queryAs(GridTable.class);
    }

    private TableCell<?, ?> cell(int row, int column) {
        return grid().lookupAll(".table-cell").stream().map(node -> (TableCell<?, ?>) node)
                .filter(cell -> cell.getTableRow() != null && cell.getTableRow().getIndex() == row && cell.getTableRow().isVisible() && !cell.isEmpty() && cell.getTableColumn() == grid().getColumns().get(column)).findFirst().orElseThrow();
    }

    private String accessible(int row, int column) {
        return grid().lookupAll(".table-cell").stream().map(node -> (TableCell<?, ?>) node)
                .filter(cell -> cell.getTableRow() != null && cell.getTableRow().getIndex() == row && cell.getTableRow().isVisible() && !cell.isEmpty() && cell.getTableColumn() == grid().getColumns().get(column))
                .map(cell -> String.valueOf(cell.getAccessibleText())).reduce("", (all, one) -> all + "\n" + one);
    }

    private String text(int row, int column) {
        return cell(row, column).getText();
    }

    private boolean shown(String selector) {
        return robot.lookup(selector).queryAll().stream().anyMatch(node -> {
            for (Node at = node; at != null; at = at.getParent()) {
                if (!at.isVisible()) return false;
            }
            return true;
        });
    }

    private String labels(String selector) {
        return robot.lookup(selector + " .label").queryAllAs(Label.class).stream().map(Label::getText).reduce("", (all, text) -> all + "\n" + text);
    }

    private String one(String sql) throws Exception {
        try (var connection = SERVER.connect(database); var statement = connection.createStatement(); var row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : "no row";
        }
    }
}
