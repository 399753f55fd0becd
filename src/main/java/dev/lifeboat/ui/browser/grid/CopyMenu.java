package dev.lifeboat.ui.browser.grid;

import dev.lifeboat.ui.common.Messages;
import java.util.Locale;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Menu;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;

/** The forms in which values are copied, with the one that is chosen marked; choosing one copies. */
public final class CopyMenu extends Menu {
    /** @param copy copies what is selected */
    public CopyMenu(Copying copying, Runnable copy) {
        super(Messages.text("browser.menu.copyAs"));
        setId("browser-menu-copyAs");
        var group = new ToggleGroup();
        for (var form : CopyForm.values()) {
            var item = new RadioMenuItem(word(form));
            item.setId("browser-copy-" + form.name().toLowerCase(Locale.ROOT));
            item.setToggleGroup(group);
            item.setOnAction(_ -> {
                copying.choose(new CopyChoice(form, copying.choiceProperty().get().headers()));
                copy.run();
            });
            getItems().add(item);
        }
        var headers = new CheckMenuItem(Messages.text("browser.menu.headers"));
        headers.setId("browser-copy-headers");
        headers.setOnAction(_ -> copying.choose(new CopyChoice(copying.choiceProperty().get().form(), headers.isSelected())));
        getItems().addAll(new SeparatorMenuItem(), headers);
        setOnShowing(_ -> {
            var now = copying.choiceProperty().get();
            group.getToggles().get(now.form().ordinal()).setSelected(true);
            headers.setSelected(now.headers());
            headers.setDisable(!now.form().hasHeaders());
        });
    }

    static String word(CopyForm form) {
        return Messages.text("browser.copy." + form.name().toLowerCase(Locale.ROOT));
    }
}
