package dev.lifeboat.ui.restore;

import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.ui.common.Card;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.ViewContext;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** The second step: which databases of the set. */
final class DatabasesStep extends VBox {
    private final RestoreModel model;
    private final ViewContext context;
    private final List<CheckBox> boxes = new ArrayList<>();
    private BackupSet shown;

    DatabasesStep(RestoreModel model, ViewContext context) {
        this.model = model;
        this.context = context;
        getStyleClass().addAll("restore-step", Css.GAP);
        model.formProperty().addListener((_, _, form) -> show(form));
        show(model.formProperty().get());
    }

    private void show(RestoreForm form) {
        if (form == null || form.set().isEmpty()) return;
        if (shown != form.set().get()) {
            shown = form.set().get();
            boxes.clear();
            getChildren().setAll(new Label(Messages.text("restore.databases.from", shown.id())));
            shown.manifest().databases().forEach(database -> getChildren().add(new Card(row(database))));
        }
        boxes.forEach(box -> box.setSelected(form.databases().contains(box.getText())));
    }

    private HBox row(Manifest.DatabaseRecord database) {
        var formats = context.formats();
        var box = new CheckBox(database.facts().name());
        box.setId("restore-database-" + boxes.size());
        box.setMnemonicParsing(false);
        box.setOnAction(_ -> model.choose(boxes.stream().filter(CheckBox::isSelected).map(CheckBox::getText).toList()));
        boxes.add(box);
        var details = new Label(Messages.text("restore.databases.details", database.tables().size(), database.rows(),
                formats.size(database.facts().sizeBytes())));
        details.getStyleClass().add(Css.QUIET);
        return Layout.row(Css.GAP, box, Layout.spring(), details);
    }
}
