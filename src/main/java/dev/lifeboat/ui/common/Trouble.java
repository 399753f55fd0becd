package dev.lifeboat.ui.common;

import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** Why something could not be read, with a button that tries again. Takes no room while all is well. */
public final class Trouble extends VBox {
    private final ErrorBanner banner;

    /** @param id the button is called {@code <id>-retry} */
    public Trouble(String id, ObservableValue<Throwable> error, Runnable retry) {
        banner = new ErrorBanner(id);
        Button again = Buttons.plain(id + "-retry", Messages.text("browser.retry"), Feather.ROTATE_CW, retry);
        getStyleClass().addAll("browser-trouble", Css.GAP_SMALL);
        getChildren().addAll(banner, again);
        // Closing the banner closes the whole: a lone button would not say what it is for.
        managedProperty().bind(banner.visibleProperty());
        visibleProperty().bind(banner.visibleProperty());
        error.addListener((_, _, now) -> show(now));
        show(error.getValue());
    }

    private void show(Throwable error) {
        if (error == null) banner.clear();
        else banner.show(error);
    }
}
