package dev.lifeboat.ui.restore;

import dev.lifeboat.ui.common.Card;
import dev.lifeboat.ui.common.CodeBlock;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.ViewContext;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The fifth step: what will be done, in plain words and as a command; on production the name is typed here. */
final class PlanStep extends VBox {
    private final RestoreModel model;
    private final PlanWords words;
    private final VBox sentences = Layout.column(Css.GAP);
    private final Label extent = Layout.wrapped("", Css.QUIET);
    private final CodeBlock command = new CodeBlock("restore-command", Messages.text("restore.command"));
    private final Label ask = Layout.wrapped("");
    private final TextField name = new TextField();
    private final VBox confirm = Layout.column(Css.GAP_SMALL, ask, name);

    PlanStep(RestoreModel model, ViewContext context) {
        this.model = model;
        words = new PlanWords(context.formats());
        getStyleClass().addAll("restore-step", Css.GAP_LARGE);
        sentences.setId("restore-plan");
        name.setId("restore-name");
        name.setMaxWidth(320);
        name.textProperty().addListener((_, _, typed) -> {
            if (!typed.equals(model.formProperty().get().typedName())) model.type(typed);
        });
        getChildren().addAll(new Card(sentences, extent), confirm, command);
        model.planProperty().addListener((_, _, _) -> show());
        model.formProperty().addListener((_, _, _) -> show());
        show();
    }

    private void show() {
        var plan = model.planProperty().get();
        var form = model.formProperty().get();
        if (plan == null || form == null || form.set().isEmpty()) return;
        sentences.getChildren().clear();
        words.sentences(plan).forEach(sentence -> sentences.getChildren().add(row(sentence)));
        extent.setText(words.extent(plan));
        command.show(form.command().text());
        var wanted = form.nameToType();
        confirm.setVisible(wanted.isPresent());
        confirm.setManaged(wanted.isPresent());
        wanted.ifPresent(text -> {
            ask.setText(Messages.text("restore.confirm", text, form.stack().name()));
            name.setAccessibleText(ask.getText());
        });
        if (!name.getText().equals(form.typedName())) name.setText(form.typedName());
    }

    private Node row(String sentence) {
        var number = new Label(String.valueOf(sentences.getChildren().size() + 1));
        number.getStyleClass().add("step-number");
        var text = Layout.wrapped(sentence);
        HBox.setHgrow(text, Priority.ALWAYS);
        var row = Layout.row(Css.GAP, number, text);
        row.setAlignment(Pos.BASELINE_LEFT);
        return row;
    }
}
