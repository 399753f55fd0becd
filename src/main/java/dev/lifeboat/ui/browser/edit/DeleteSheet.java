package dev.lifeboat.ui.browser.edit;

import atlantafx.base.theme.Styles;
import dev.lifeboat.engine.postgres.CatalogTable;
import dev.lifeboat.orm.Cascade;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Overlay;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** What else would go, lose its reference or keep the deletion from happening. Nothing is deleted here: the rows are only staged. */
final class DeleteSheet extends VBox {

    DeleteSheet(Overlay overlay, CatalogTable table, int rows, List<Cascade.Effect> consequences, Runnable stage) {
        setId("edit-delete-sheet");
        getStyleClass().addAll("lb-sheet", "edit-sheet", Css.GAP_LARGE);
        boolean blocked = consequences.stream().anyMatch(one -> one.action() == Cascade.Action.BLOCK);
        var list = new GridPane();
        list.getStyleClass().add("edit-consequences");
        for (var one : consequences) {
            var name = new Label(one.table());
            name.getStyleClass().add(Styles.TEXT_BOLD);
            var what = new Label(Messages.text("edit.delete.effect." + one.action().name().toLowerCase(Locale.ROOT), one.rows()));
            var key = new Label(String.join(", ", one.constraints()));
            key.getStyleClass().add(Css.QUIET);
            list.addRow(list.getRowCount(), Layout.icon(icon(one.action()), one.action() == Cascade.Action.BLOCK ? "icon-bad" : "icon-warning"), name, what, key);
        }
        var cancel = Buttons.plain("edit-delete-cancel", Messages.text("common.cancel"), overlay::close);
        cancel.setCancelButton(true);
        var go = Buttons.danger("edit-delete-go", Messages.text("edit.delete.verb", rows), () -> {
            overlay.close();
            stage.run();
        });
        getChildren().addAll(Layout.wrapped(Messages.text("edit.delete.title", rows, table.name()), Styles.TITLE_4),
                Layout.wrapped(Messages.text(blocked ? "edit.delete.blocked" : "edit.delete.sentence"), Css.QUIET), list, Layout.row(Css.GAP, Layout.spring(), cancel, go));
    }

    private static Feather icon(Cascade.Action action) {
        return switch (action) {
            case DELETE -> Feather.TRASH_2;
            case SET_NULL, SET_DEFAULT -> Feather.SLASH;
            case BLOCK -> Feather.LOCK;
        };
    }
}
