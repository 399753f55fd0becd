package dev.lifeboat.ui.browser.executed;

import atlantafx.base.theme.Styles;
import dev.lifeboat.ui.browser.executed.ExecutedModel.Executed;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.CodeBlock;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Tables;
import dev.lifeboat.ui.common.ViewContext;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The statements that the Browser ran, with their rows and times; one of them whole, to copy. */
public final class ExecutedSheet extends VBox {

    private ExecutedSheet(ExecutedModel model, ViewContext context) {
        setId("executed");
        getStyleClass().addAll("lb-sheet", "edit-sheet", Css.GAP_LARGE);
        var formats = context.formats();
        var table = Tables.<Executed>table("executed-table", Messages.text("executed.title"), new Label(Messages.text("executed.empty")));
        table.getColumns().add(Tables.text(Messages.text("executed.at"), 130, each -> formats.shortTime(each.at())));
        table.getColumns().add(Tables.text(Messages.text("executed.where"), 130, Executed::where));
        table.getColumns().add(Tables.text(Messages.text("executed.statement"), 230, each -> each.sql().strip().replaceAll("\\s+", " ")));
        table.getColumns().add(Tables.value(Messages.text("executed.rows"), 60, Executed::rows, formats::count));
        table.getColumns().add(Tables.text(Messages.text("executed.took"), 100, each -> (each.failed() ? "✕ " : "✓ ") + millis(each)));
        table.setItems(model.statements());
        table.setPrefHeight(300);
        var whole = new CodeBlock("executed-statement", Messages.text("executed.statement"));
        whole.show("");
        table.getSelectionModel().selectedItemProperty().addListener((_, _, chosen) -> whole.show(chosen == null ? "" : chosen.sql()));
        var close = Buttons.plain("executed-close", Messages.text("common.close"), context.overlay()::close);
        close.setCancelButton(true);
        getChildren().addAll(Layout.wrapped(Messages.text("executed.title"), Styles.TITLE_4), Layout.wrapped(Messages.text("executed.sentence"), Css.QUIET),
                table, whole, Layout.row(Css.GAP, Layout.spring(), close));
    }

    private static String millis(Executed executed) {
        return Messages.text("executed.millis", Math.max(1, executed.took().toMillis()));
    }

    /** The button that shows them. */
    public static Button button(ExecutedModel model, ViewContext context) {
        return Buttons.icon("executed-open", Messages.text("executed.title"), Feather.CLOCK, () -> context.overlay().show(new ExecutedSheet(model, context)));
    }
}
