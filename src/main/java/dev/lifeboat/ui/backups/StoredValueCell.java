package dev.lifeboat.ui.backups;

import dev.lifeboat.ui.common.Messages;
import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;

/** A value of a stored row on one line: NULL is a quiet word, an empty text a bar; the tooltip has the value as it is. */
final class StoredValueCell extends TableCell<List<Optional<String>>, Optional<String>> {
    private static final PseudoClass NULL = PseudoClass.getPseudoClass("null");
    private static final PseudoClass BLANK = PseudoClass.getPseudoClass("blank");
    private static final int LINE = 300;
    private static final int WHOLE = 4_000;
    private static final double TOOLTIP = 600;

    private final Tooltip whole = new Tooltip();

    StoredValueCell() {
        getStyleClass().add("stored-value");
        whole.setWrapText(true);
        whole.setMaxWidth(TOOLTIP);
    }

    @Override
    protected void updateItem(Optional<String> value, boolean empty) {
        super.updateItem(value, empty);
        boolean nothing = empty || value == null;
        boolean none = !nothing && value.isEmpty();
        var text = nothing ? "" : value.orElse(Messages.text("look.null"));
        pseudoClassStateChanged(NULL, none);
        pseudoClassStateChanged(BLANK, !nothing && text.isEmpty());
        setText(nothing ? null : cut(text, LINE).replace("\r\n", "⏎").replace('\n', '⏎').replace('\r', '⏎').replace('\t', '→'));
        whole.setText(cut(text, WHOLE));
        setTooltip(nothing || none || text.isEmpty() ? null : whole);
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "…";
    }
}
