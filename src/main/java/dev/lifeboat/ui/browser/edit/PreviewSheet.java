package dev.lifeboat.ui.browser.edit;

import atlantafx.base.theme.Styles;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.CodeBlock;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Overlay;
import javafx.scene.layout.VBox;

/** The statements that applying would run, to read and to copy. */
final class PreviewSheet extends VBox {

    PreviewSheet(Overlay overlay, EditModel model, Runnable apply) {
        setId("edit-preview-sheet");
        getStyleClass().addAll("lb-sheet", "edit-sheet", Css.GAP_LARGE);
        var script = new CodeBlock("edit-preview-sql", Messages.text("edit.preview.sql"));
        script.show(model.script());
        var close = Buttons.plain("edit-preview-close", Messages.text("common.close"), overlay::close);
        close.setCancelButton(true);
        var go = Buttons.accent("edit-preview-apply", Messages.text("edit.apply.verb", model.stageProperty().get().changes().size()), () -> {
            overlay.close();
            apply.run();
        });
        getChildren().addAll(Layout.wrapped(Messages.text("edit.preview.title"), Styles.TITLE_4), Layout.wrapped(Messages.text("edit.preview.sentence"), Css.QUIET),
                script, Layout.row(Css.GAP, Layout.spring(), close, go));
    }
}
