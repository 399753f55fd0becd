package dev.lifeboat.ui.browser.search;

import atlantafx.base.theme.Styles;
import dev.lifeboat.ui.browser.tree.Icons;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.ErrorBanner;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import java.util.function.Consumer;
import javafx.collections.ListChangeListener;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** A sheet to open a table by a part of its name: type, go down, Enter. */
public final class QuickOpen extends VBox {
    private static final double LINE = 30;
    private static final int LINES = 10;

    private final TextField field = new TextField();
    private final ListView<Found> list = new ListView<>();
    private final Consumer<Found> opened;

    /** @param opened is told what was chosen; it closes the sheet */
    public QuickOpen(SearchModel model, Consumer<Found> opened) {
        this.opened = opened;
        setId("quick-open");
        getStyleClass().addAll("lb-sheet", "quick-open", Css.GAP);
        field.setId("quick-open-text");
        field.setPromptText(Messages.text("browser.search.prompt"));
        field.setAccessibleText(Messages.text("browser.search.prompt"));
        field.textProperty().bindBidirectional(model.textProperty());
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        list.setId("quick-open-list");
        list.setAccessibleText(Messages.text("browser.search.found"));
        list.setFixedCellSize(LINE);
        list.setPrefHeight(LINE * LINES + 2);
        list.getStyleClass().add(Styles.DENSE);
        list.setItems(model.found());
        list.setCellFactory(_ -> new Line());
        list.setPlaceholder(Layout.wrapped(Messages.text("browser.search.empty"), Css.QUIET));
        list.setOnMouseClicked(_ -> choose());
        list.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER) choose();
        });
        model.found().addListener((ListChangeListener<Found>) _ -> {
            if (list.getSelectionModel().isEmpty()) list.getSelectionModel().selectFirst();
        });
        var deeper = new CheckBox(Messages.text("browser.search.deeper"));
        deeper.setId("quick-open-deeper");
        deeper.selectedProperty().bindBidirectional(model.deeperProperty());
        var trouble = new ErrorBanner("quick-open-error");
        model.errorProperty().addListener((_, _, error) -> {
            if (error == null) trouble.clear();
            else trouble.show(error);
        });
        getChildren().addAll(field, list, deeper, trouble);
    }

    /** Empties the sheet before it is shown. */
    public void begin() {
        field.clear();
    }

    /** The caret stays in the field while one goes through the list. */
    private void pressed(KeyEvent event) {
        var selection = list.getSelectionModel();
        switch (event.getCode()) {
            case DOWN -> selection.selectNext();
            case UP -> selection.selectPrevious();
            case PAGE_DOWN -> selection.select(Math.min(list.getItems().size() - 1, selection.getSelectedIndex() + LINES));
            case PAGE_UP -> selection.select(Math.max(0, selection.getSelectedIndex() - LINES));
            case ENTER -> choose();
            default -> {
                return;
            }
        }
        list.scrollTo(Math.max(0, selection.getSelectedIndex() - LINES / 2));
        event.consume();
    }

    private void choose() {
        var found = list.getSelectionModel().getSelectedItem();
        if (found != null) opened.accept(found);
    }

    private static final class Line extends ListCell<Found> {
        private final FontIcon icon = new FontIcon();
        private final Label name = new Label();
        private final Label where = new Label();
        private final HBox line = Layout.row(Css.GAP_SMALL, icon, name, Layout.spring(), where);

        Line() {
            icon.getStyleClass().add("browser-icon");
            name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
            name.setMinWidth(60);
            where.getStyleClass().add(Css.QUIET);
            where.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
            where.setMinWidth(40);
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(Found found, boolean empty) {
            super.updateItem(found, empty);
            if (empty || found == null) {
                setGraphic(null);
                setAccessibleText(null);
                return;
            }
            setGraphic(line);
            switch (found) {
                case Found.Table(var at) -> show(Icons.of(at.relation().kind()), at.relation().name(), at.database() + " · " + at.relation().schema());
                case Found.Column(var at, var column, var type) -> show(Feather.COLUMNS, column, type + " · " + at.relation().schema() + "." + at.relation().name());
                case Found.Function(var database, var function) -> show(Feather.CODE, function.name(), database + " · " + function.schema());
            }
        }

        private void show(Ikon ikon, String title, String place) {
            icon.setIconCode(ikon);
            name.setText(title);
            where.setText(place);
            setAccessibleText(title + ", " + place);
        }
    }
}
