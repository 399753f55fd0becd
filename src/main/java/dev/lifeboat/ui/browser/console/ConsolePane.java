package dev.lifeboat.ui.browser.console;

import dev.lifeboat.engine.console.SqlStatement;
import dev.lifeboat.ui.browser.grid.Copying;
import dev.lifeboat.ui.common.ConfirmDialog;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.ErrorBanner;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.ViewContext;
import java.util.List;
import javafx.animation.AnimationTimer;
import javafx.animation.PauseTransition;
import javafx.collections.ListChangeListener;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/** One console: what can be done above, the text, and below it what came of what was run. */
final class ConsolePane extends VBox implements ConsoleToolbar.Actions {
    private static final int PULSES = 20;
    static final KeyCombination RUN = new KeyCodeCombination(KeyCode.ENTER, KeyCombination.SHORTCUT_DOWN);
    static final KeyCombination RUN_ALL = new KeyCodeCombination(KeyCode.ENTER, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN);
    static final KeyCombination EXPLAIN = new KeyCodeCombination(KeyCode.E, KeyCombination.SHORTCUT_DOWN);
    static final KeyCombination ANALYZE = new KeyCodeCombination(KeyCode.E, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN);
    static final KeyCombination STOP = new KeyCodeCombination(KeyCode.PERIOD, KeyCombination.SHORTCUT_DOWN);
    static final KeyCombination HISTORY = new KeyCodeCombination(KeyCode.H, KeyCombination.SHORTCUT_DOWN);
    static final KeyCombination OTHER_HALF = new KeyCodeCombination(KeyCode.F6);
    /** How long a transaction is kept open for rows that nobody reads on. */
    private static final Duration ROWS_WAIT = Duration.minutes(2);

    private final ConsoleModel model;
    private final ConsolesModel consoles;
    private final ViewContext context;
    private final Copying copying;
    private final SqlEditor editor;
    private final TabPane results = new TabPane();
    private final Tab log;
    private final PlanPane plan;
    private final Tab planTab;
    private final PauseTransition rowsWait = new PauseTransition(ROWS_WAIT);

    ConsolePane(ConsoleModel model, ConsolesModel consoles, ViewContext context, Copying copying) {
        this.model = model;
        this.consoles = consoles;
        this.context = context;
        this.copying = copying;
        getStyleClass().addAll("console", Css.GAP);
        var names = new NamesModel(model);
        editor = new SqlEditor(model, names);
        plan = new PlanPane(context.formats());
        var messages = new LogPane(model.log(), context.formats());
        VBox.setVgrow(messages, Priority.ALWAYS);
        log = tab("console-log-tab", Messages.text("console.log"), Layout.column("console-messages", messages));
        planTab = tab("console-plan-tab", Messages.text("console.plan"), plan);
        results.setId("console-results");
        results.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        results.getTabs().add(log);
        var split = new SplitPane(editor, results);
        split.setOrientation(Orientation.VERTICAL);
        split.getStyleClass().add("console-split");
        split.setDividerPositions(0.42);
        VBox.setVgrow(split, Priority.ALWAYS);
        var error = new ErrorBanner("console-error");
        model.errorProperty().addListener((_, _, failed) -> {
            if (failed == null) error.clear();
            else error.show(failed);
        });
        getChildren().addAll(new ConsoleToolbar(model, this), error, split);
        model.results().addListener((ListChangeListener<ConsoleRows>) this::changed);
        model.planProperty().addListener((_, _, found) -> showPlan());
        model.log().addListener((ListChangeListener<LogLine>) change -> {
            if (model.log().isEmpty() || model.log().getLast().kind() == LogLine.Kind.ERROR || model.log().getLast().kind() == LogLine.Kind.WARNING) results.getSelectionModel().select(log);
        });
        model.runningProperty().addListener((_, was, now) -> {
            rowsWait.stop();
            if (was && !now) settled(names);
        });
        rowsWait.setOnFinished(_ -> model.releaseRows());
        addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        names.load();
    }

    /** Gives the keys to the text. */
    void focus() {
        focusWithin(PULSES);
    }

    /** What is not on the screen yet does not take the keys: a tab that is opened is there some pulses later. */
    private void focusWithin(int pulses) {
        editor.area().requestFocus();
        var scene = getScene();
        if (pulses == 0 || scene != null && scene.getFocusOwner() == editor.area()) return;
        new AnimationTimer() {
            @Override
            public void handle(long now) {
                stop();
                focusWithin(pulses - 1);
            }
        }.start();
    }

    private void settled(NamesModel names) {
        if (model.results().stream().anyMatch(rows -> rows.moreProperty().get())) rowsWait.playFromStart();
        boolean named = model.log().stream().skip(Math.max(0, model.log().size() - 20)).anyMatch(line ->
                line.kind() == LogLine.Kind.DONE && line.detail().matches("(?i)(create|alter|drop|rollback|commit)\\b.*"));
        if (named) names.load();
    }

    private void changed(ListChangeListener.Change<? extends ConsoleRows> change) {
        while (change.next()) {
            if (change.wasRemoved()) results.getTabs().removeIf(tab -> tab.getContent() instanceof ResultPane);
            for (var rows : change.getAddedSubList()) {
                int number = (int) results.getTabs().stream().filter(tab -> tab.getContent() instanceof ResultPane).count() + 1;
                var tab = tab("console-result-" + number, Messages.text("console.result.number", number), new ResultPane(model, rows, context, copying));
                results.getTabs().add(number - 1, tab);
                results.getSelectionModel().select(tab);
            }
        }
        if (model.results().isEmpty()) {
            results.getTabs().remove(planTab);
            results.getSelectionModel().select(log);
        }
    }

    private void showPlan() {
        plan.show(model.planProperty().get());
        if (!results.getTabs().contains(planTab)) results.getTabs().add(planTab);
        results.getSelectionModel().select(planTab);
    }

    private static Tab tab(String id, String title, Node content) {
        var tab = new Tab(title, content);
        tab.setId(id);
        return tab;
    }

    private List<SqlStatement> chosen() {
        var selection = editor.area().getSelection();
        return model.chosen(selection.getStart(), selection.getEnd());
    }

    @Override
    public void run() {
        focus();
        ask(chosen());
    }

    @Override
    public void runAll() {
        focus();
        ask(model.script().statements());
    }

    private void ask(List<SqlStatement> statements) {
        if (model.runningProperty().get()) return;
        if (!model.asksBefore(statements)) {
            model.run(statements);
            return;
        }
        long writing = statements.stream().filter(SqlStatement::writes).count();
        context.overlay().show(new ConfirmDialog(context.overlay(), model.stack(), Messages.text("console.ask.title", writing, model.stack().name()),
                statements.stream().filter(SqlStatement::writes).limit(3).map(statement -> shortened(statement.text())).reduce((a, b) -> a + "\n" + b).orElse(""),
                Messages.text("console.ask.verb", writing), () -> model.run(statements)));
    }

    private static String shortened(String sql) {
        String line = sql.strip().replaceAll("\\s+", " ");
        return line.length() <= 160 ? line : line.substring(0, 160) + "…";
    }

    @Override
    public void explain(boolean analyze) {
        focus();
        var statement = chosen().stream().findFirst();
        if (statement.isEmpty() || model.runningProperty().get()) return;
        if (analyze && statement.get().writes() && !model.isReadOnly()) {
            context.overlay().show(ConfirmDialog.plain(context.overlay(), Messages.text("console.analyze.title"), Messages.text("console.analyze.consequence"),
                    Messages.text("console.analyze.verb"), () -> model.explain(statement.get(), true)));
        } else {
            model.explain(statement.get(), analyze);
        }
    }

    @Override
    public void history() {
        var sheet = new HistorySheet(consoles.history(), context.formats(), context.overlay()::close, editor::append);
        context.overlay().show(sheet);
    }

    private void pressed(KeyEvent event) {
        if (RUN.match(event)) run();
        else if (RUN_ALL.match(event)) runAll();
        else if (EXPLAIN.match(event)) explain(false);
        else if (ANALYZE.match(event)) explain(true);
        else if (STOP.match(event)) model.stop();
        else if (HISTORY.match(event)) history();
        else if (OTHER_HALF.match(event)) otherHalf();
        else return;
        event.consume();
    }

    private void otherHalf() {
        var shown = results.getSelectionModel().getSelectedItem();
        if (!editor.area().isFocused() || shown == null) focus();
        else if (shown.getContent() instanceof ResultPane rows) rows.table().requestFocus();
        else if (shown == planTab) plan.tree().requestFocus();
        else lookup("#console-log").requestFocus();
    }
}
