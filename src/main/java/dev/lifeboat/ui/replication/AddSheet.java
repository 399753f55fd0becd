package dev.lifeboat.ui.replication;

import atlantafx.base.theme.Styles;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Choice;
import dev.lifeboat.ui.common.CodeBlock;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.FieldProblem;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.ViewContext;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import org.kordamp.ikonli.feather.Feather;

/** The sheet for a new destination: what it is called, where it lies, whose sets it takes; a test before it is kept. */
final class AddSheet extends VBox {
    private final DestinationModel model;
    private final ViewContext context;
    private final TextField name = new TextField();
    private final TextField folder = new TextField();
    private final FieldProblem nameProblem = new FieldProblem("destination-name-problem");
    private final FieldProblem folderProblem = new FieldProblem("destination-folder-problem");
    private final CodeBlock command = new CodeBlock("destination-command", Messages.text("replication.command"));
    private final Optional<Choice<Optional<String>>> scope;
    private final Button test;
    private final Button save;

    AddSheet(DestinationModel model, Optional<String> stack, ViewContext context) {
        this.model = model;
        this.context = context;
        setId("destination-sheet");
        getStyleClass().addAll("lb-sheet", "destination-sheet", Css.GAP_LARGE);
        scope = stack.map(this::scope);
        test = Buttons.plain("destination-test", Messages.text("replication.test"), this::test);
        test.disableProperty().bind(model.busyProperty());
        save = Buttons.accent("destination-save", Messages.text("replication.save"), () -> model.save(context.overlay()::close));
        save.disableProperty().bind(model.passedProperty().isNull());
        // Enter tests what was typed; once that has passed, it saves.
        test.defaultButtonProperty().bind(model.passedProperty().isNull());
        save.defaultButtonProperty().bind(model.passedProperty().isNotNull());
        var cancel = Buttons.plain("destination-cancel", Messages.text("common.cancel"), () -> {
            model.forget();
            context.overlay().close();
        });
        var scroll = new ScrollPane(new VBox(new TestResult(model)));
        scroll.setFitToWidth(true);
        scroll.getStyleClass().addAll("page-scroll", "destination-result");
        getChildren().addAll(Layout.wrapped(Messages.text("replication.add.title"), Styles.TITLE_4),
                Layout.wrapped(Messages.text("replication.add.sentence"), Css.QUIET), fields(), scroll, command,
                Layout.row(Css.GAP, test, Layout.spring(), cancel, save));
        name.textProperty().addListener((_, _, _) -> edited());
        folder.textProperty().addListener((_, _, _) -> edited());
        edited();
    }

    private Node fields() {
        name.setId("destination-name");
        name.setPromptText(Messages.text("replication.name.prompt"));
        folder.setId("destination-folder");
        folder.setPromptText(Messages.text("replication.folder.prompt"));
        HBox.setHgrow(folder, Priority.ALWAYS);
        var choose = Buttons.plain("destination-choose", Messages.text("replication.choose"), Feather.FOLDER, this::choose);
        var fields = Layout.column(Css.GAP_LARGE, field("replication.name", name, name, nameProblem),
                field("replication.folder", folder, Layout.row(Css.GAP, folder, choose), folderProblem));
        scope.ifPresent(choice -> fields.getChildren().add(field("replication.scope", choice, choice)));
        return fields;
    }

    private static Node field(String key, Node control, Node... shown) {
        return Layout.field(Messages.text(key), control, shown);
    }

    private Choice<Optional<String>> scope(String stack) {
        var choice = new Choice<Optional<String>>("destination-scope", Messages.text("replication.scope"),
                List.of(Optional.empty(), Optional.of(stack)), each -> each
                        .map(only -> Messages.text("replication.scope.stack", only)).orElseGet(() -> Messages.text("replication.scope.all")));
        choice.valueProperty().set(Optional.empty());
        choice.valueProperty().addListener((_, _, _) -> edited());
        return choice;
    }

    private DestinationForm form() {
        return new DestinationForm(name.getText(), folder.getText(), scope.flatMap(choice -> choice.valueProperty().get()));
    }

    private void edited() {
        model.forget();
        nameProblem.say("");
        folderProblem.say("");
        command.show(form().destination(model.taken()).map(each -> DestinationModel.command(each).text()).orElse(""));
    }

    private void test() {
        var form = form();
        nameProblem.say(form.nameProblem(model.taken()).orElse(""));
        folderProblem.say(form.folderProblem().orElse(""));
        form.destination(model.taken()).ifPresent(model::test);
    }

    private void choose() {
        var chooser = new DirectoryChooser();
        chooser.setTitle(Messages.text("replication.choose.title"));
        var chosen = chooser.showDialog(getScene().getWindow());
        if (chosen != null) folder.setText(chosen.getAbsolutePath());
    }
}
