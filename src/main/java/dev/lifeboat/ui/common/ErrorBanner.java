package dev.lifeboat.ui.common;

import atlantafx.base.theme.Styles;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/**
 * An error where its cause is: what happened, what to do, details to copy. Takes no room while there is no error.
 * Put it beside the form or table it speaks of, or into {@link Page#notes()}.
 */
public final class ErrorBanner extends VBox {
    /** An empty banner; its buttons are called {@code <id>-copy} and {@code <id>-close}. */
    public ErrorBanner(String id) {
        setId(id);
        getStyleClass().addAll("error-banner");
        clear();
    }

    /** Shows a failure in its own words. */
    public void show(Throwable error) {
        show(Problem.of(error));
    }

    /** Shows a problem until it is closed, cleared or replaced. */
    public void show(Problem problem) {
        show(problem, List.of());
    }

    /** Shows a problem with the buttons that lead to where it can be mended. */
    public void show(Problem problem, List<Button> ways) {
        var what = Layout.wrapped(problem.what(), Styles.TEXT_BOLD);
        what.setId(getId() + "-what");
        var words = Layout.column(Css.GAP_SMALL, what);
        problem.hints().forEach(hint -> words.getChildren().add(Layout.wrapped(hint)));
        words.getChildren().addAll(ways);
        HBox.setHgrow(words, Priority.ALWAYS);
        var copy = Buttons.icon(getId() + "-copy", Messages.text("problem.copy"), Feather.COPY,
                () -> copy(problem.details()));
        var close = Buttons.icon(getId() + "-close", Messages.text("common.close"), Feather.X, this::clear);
        var row = Layout.row(Css.GAP, Layout.icon(Feather.ALERT_OCTAGON, "error-banner-icon"), words, copy, close);
        row.getStyleClass().add("error-banner-row");
        getChildren().setAll(row);
        setAccessibleText(problem.what());
        setManaged(true);
        setVisible(true);
    }

    /** Shows nothing. */
    public void clear() {
        getChildren().clear();
        setManaged(false);
        setVisible(false);
    }

    private static void copy(String text) {
        var content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }
}
