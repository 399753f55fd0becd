package dev.lifeboat.ui.backups;

import atlantafx.base.theme.Styles;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Choice;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.ViewContext;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The tables of a set with their rows, and the files of its volumes, read from the set itself. */
final class LookSheet extends VBox {
    /** What of a set is looked at. */
    enum Part { TABLES, FILES }

    LookSheet(LookModel tables, FilesModel files, ViewContext context) {
        setId("look-sheet");
        getStyleClass().addAll("lb-sheet", "look-sheet", Css.GAP_LARGE);
        var part = new StackPane();
        VBox.setVgrow(part, Priority.ALWAYS);
        getChildren().addAll(Layout.wrapped(Messages.text("look.title", tables.set().id()), Styles.TITLE_4),
                Layout.wrapped(Messages.text("look.sentence"), Css.QUIET));
        var tablesPane = new TablesPane(tables, context);
        if (files.volumes().isEmpty()) {
            part.getChildren().setAll(tablesPane);
        } else {
            var filesPane = new FilesPane(files, context);
            var both = new Choice<>("look-part", Messages.text("look.part"), List.of(Part.values()),
                    each -> Messages.text(each == Part.TABLES ? "look.tables.title" : "look.files.title"));
            both.valueProperty().addListener((_, _, chosen) -> part.getChildren().setAll((Node) (chosen == Part.TABLES ? tablesPane : filesPane)));
            both.valueProperty().set(tables.tables().isEmpty() ? Part.FILES : Part.TABLES);
            if (!tables.tables().isEmpty()) getChildren().add(both);
        }
        var close = Buttons.plain("look-close", Messages.text("common.close"), context.overlay()::close);
        close.setCancelButton(true);
        getChildren().addAll(part, Layout.row(Css.GAP, Layout.spring(), close));
        sceneProperty().addListener((_, _, scene) -> {
            if (scene != null) return;
            tables.close();
            files.close();
        });
    }
}
