package dev.lifeboat.ui.browser.console;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.StatePill;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** What can be done with a console's text, where it runs, and what state its session is in. */
final class ConsoleToolbar extends FlowPane {
    private final ConsoleModel model;
    private final StatePill state = new StatePill(StatePill.State.NEUTRAL, "");
    private final ComboBox<String> database = new ComboBox<>();

    /** What the buttons do. */
    interface Actions {
        void run();

        void runAll();

        void explain(boolean analyze);

        void history();
    }

    ConsoleToolbar(ConsoleModel model, Actions actions) {
        this.model = model;
        getStyleClass().add("console-toolbar");
        getChildren().addAll(running(actions), explaining(actions), place(), transaction());
        model.stateProperty().addListener(_ -> showState());
        model.runningProperty().addListener(_ -> showState());
        showState();
    }

    private Node running(Actions actions) {
        var run = tip(Buttons.accent("console-run", Messages.text("console.run"), Feather.PLAY, actions::run), "console.run.tip");
        var all = tip(Buttons.plain("console-run-all", Messages.text("console.runAll"), actions::runAll), "console.runAll.tip");
        var stop = tip(Buttons.plain("console-stop", Messages.text("console.stop"), Feather.SQUARE, model::stop), "console.stop.tip");
        var abandon = tip(Buttons.danger("console-abandon", Messages.text("console.abandon"), model::abandon), "console.abandon.tip");
        run.disableProperty().bind(model.runningProperty());
        all.disableProperty().bind(model.runningProperty());
        stop.disableProperty().bind(model.runningProperty().not().or(model.stoppingProperty()));
        onlyWhile(abandon, model.stubbornProperty());
        return Layout.row(Css.GAP, run, all, stop, abandon);
    }

    private Node explaining(Actions actions) {
        var explain = tip(Buttons.plain("console-explain", Messages.text("console.explain"), () -> actions.explain(false)), "console.explain.tip");
        var analyze = tip(Buttons.plain("console-analyze", Messages.text("console.analyze"), () -> actions.explain(true)), "console.analyze.tip");
        explain.disableProperty().bind(model.runningProperty());
        analyze.disableProperty().bind(model.runningProperty());
        var history = Buttons.icon("console-history", Messages.text("console.history"), Feather.CLOCK, actions::history);
        return Layout.row(Css.GAP, explain, analyze, history);
    }

    private Node transaction() {
        state.setId("console-state");
        var commit = Buttons.plain("console-commit", Messages.text("console.commit"), model::commit);
        var rollback = Buttons.plain("console-rollback", Messages.text("console.rollback"), model::rollback);
        var open = Bindings.createBooleanBinding(() -> model.stateProperty().get() == ConsoleModel.State.OPEN || model.stateProperty().get() == ConsoleModel.State.FAILED,
                model.stateProperty());
        onlyWhile(commit, open);
        onlyWhile(rollback, open);
        // The server answers COMMIT of a failed transaction by rolling it back: the button would say something else.
        commit.disableProperty().bind(model.runningProperty().or(model.stateProperty().isEqualTo(ConsoleModel.State.FAILED)));
        rollback.disableProperty().bind(model.runningProperty());
        var row = Layout.row(Css.GAP, state, commit, rollback);
        if (model.isReadOnly()) {
            var pill = new StatePill(StatePill.State.NEUTRAL, Messages.text("console.readOnly"));
            pill.setId("console-read-only");
            pill.setGraphic(new FontIcon(Feather.LOCK));
            pill.setTooltip(new Tooltip(Messages.text("console.readOnly.tip")));
            row.getChildren().addFirst(pill);
        }
        return row;
    }

    private Node place() {
        database.setId("console-database");
        database.setAccessibleText(Messages.text("console.database"));
        database.setTooltip(new Tooltip(Messages.text("console.database.tip")));
        database.getItems().setAll(List.of(model.databaseProperty().get()));
        database.setValue(model.databaseProperty().get());
        database.disableProperty().bind(model.runningProperty());
        database.valueProperty().addListener((_, _, wanted) -> model.use(wanted));
        database.setOnShowing(_ -> offerDatabases());
        var path = new TextField();
        path.setId("console-search-path");
        path.setPromptText(Messages.text("console.searchPath"));
        path.setAccessibleText(Messages.text("console.searchPath.tip"));
        path.setTooltip(new Tooltip(Messages.text("console.searchPath.tip")));
        path.setPrefColumnCount(8);
        path.disableProperty().bind(model.runningProperty());
        path.setOnAction(_ -> model.search(path.getText().strip()));
        path.focusedProperty().addListener((_, _, focused) -> {
            if (!focused) path.setText(model.searchPathProperty().get());
        });
        model.searchPathProperty().addListener((_, _, now) -> path.setText(now));
        path.setText(model.searchPathProperty().get());
        return Layout.row(Css.GAP, database, path);
    }

    private void offerDatabases() {
        model.ask(ConsoleServer::databases).onSuccess(found -> {
            String chosen = database.getValue();
            if (!database.getItems().equals(found)) {
                if (found.contains(chosen)) {
                    database.getItems().removeIf(name -> !found.contains(name));
                    for (String name : found) if (!database.getItems().contains(name)) database.getItems().add(name);
                } else {
                    database.getItems().addAll(found);
                }
            }
        }).onError(Failure.class, _ -> {}).start();
    }

    private void showState() {
        if (model.runningProperty().get()) {
            state.show(StatePill.State.RUNNING, Messages.text("console.state.running"));
            return;
        }
        switch (model.stateProperty().get()) {
            case NOT_CONNECTED -> state.show(StatePill.State.NEUTRAL, Messages.text("console.state.none"));
            case IDLE -> state.show(StatePill.State.GOOD, Messages.text("console.state.idle"));
            case OPEN -> state.show(StatePill.State.WARNING, Messages.text("console.state.open"));
            case FAILED -> state.show(StatePill.State.BAD, Messages.text("console.state.failed"));
        }
    }

    private static Button tip(Button button, String key) {
        button.setTooltip(new Tooltip(Messages.text(key)));
        return button;
    }

    private static void onlyWhile(Button button, ObservableValue<Boolean> shown) {
        button.visibleProperty().bind(shown);
        button.managedProperty().bind(shown);
    }
}
