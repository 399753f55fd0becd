package dev.lifeboat.ui.browser.console;

import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** What happened in a tab, the latest at the end: outcomes, what the server said, errors with their detail and hint. */
final class LogPane extends ListView<LogLine> {
    private final Formats formats;

    LogPane(ObservableList<LogLine> log, Formats formats) {
        this.formats = formats;
        setId("console-log");
        setAccessibleText(Messages.text("console.log"));
        getStyleClass().add("console-log");
        setPlaceholder(new Label(Messages.text("console.log.empty")));
        setItems(log);
        setCellFactory(_ -> new Line());
        log.addListener((ListChangeListener<LogLine>) _ -> Platform.runLater(() -> scrollTo(log.size() - 1)));
    }

    private final class Line extends ListCell<LogLine> {
        Line() {
            // As wide as the list, so that long lines wrap.
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(LogLine line, boolean empty) {
            super.updateItem(line, empty);
            if (empty || line == null) {
                setGraphic(null);
                setAccessibleText(null);
                return;
            }
            String style = "icon-" + switch (line.kind()) {
                case DONE -> "good";
                case ERROR -> "bad";
                case WARNING -> "warning";
                case INFO, NOTICE -> "neutral";
            };
            var words = Layout.column(Css.GAP_SMALL, Layout.wrapped(line.text()));
            if (!line.detail().isBlank()) words.getChildren().add(Layout.wrapped(line.detail(), Css.QUIET, Css.CODE));
            HBox.setHgrow(words, Priority.ALWAYS);
            var at = new Label(formats.clock(line.at()));
            at.getStyleClass().add(Css.QUIET);
            at.setMinWidth(USE_PREF_SIZE);
            var row = Layout.row(Css.GAP, Layout.icon(icon(line.kind()), style), words, at);
            row.setAlignment(Pos.TOP_LEFT);
            setGraphic(row);
            setAccessibleText(line.text() + "\n" + line.detail());
        }

        private static Ikon icon(LogLine.Kind kind) {
            return switch (kind) {
                case DONE -> Feather.CHECK_CIRCLE;
                case ERROR -> Feather.X_CIRCLE;
                case WARNING -> Feather.ALERT_TRIANGLE;
                case INFO, NOTICE -> Feather.INFO;
            };
        }
    }
}
