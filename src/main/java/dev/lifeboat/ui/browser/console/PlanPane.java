package dev.lifeboat.ui.browser.console;

import dev.lifeboat.engine.console.QueryPlan;
import dev.lifeboat.engine.console.QueryPlan.Step;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeTableCell;
import javafx.scene.control.TreeTableColumn;
import javafx.scene.control.TreeTableView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** A plan as a tree of its steps; the one that takes most has a sign before it, and a sentence above names it. */
final class PlanPane extends VBox {
    private static final double LINE = 30;
    private static final double NUMBER = 80;
    private static final int FACTS = 600;

    private final Formats formats;
    private final Label summary = Layout.wrapped("");
    private final TreeTableView<Step> tree = new TreeTableView<>();
    private final Label facts = Layout.wrapped("", Css.QUIET, Css.CODE);
    private QueryPlan plan;

    PlanPane(Formats formats) {
        this.formats = formats;
        setId("console-plan");
        getStyleClass().addAll("console-plan", Css.GAP_SMALL);
        summary.setId("console-plan-summary");
        tree.setId("console-plan-tree");
        tree.setAccessibleText(Messages.text("console.plan"));
        tree.setFixedCellSize(LINE);
        tree.getStyleClass().add(atlantafx.base.theme.Styles.DENSE);
        tree.setShowRoot(true);
        tree.getSelectionModel().selectedItemProperty().addListener((_, _, item) ->
                facts.setText(item == null ? "" : item.getValue().facts().stream().map(PlanPane::cut).collect(Collectors.joining("\n"))));
        facts.managedProperty().bind(facts.textProperty().isNotEmpty());
        VBox.setVgrow(tree, Priority.ALWAYS);
        var json = Buttons.plain("console-plan-json", Messages.text("console.plan.json"), Feather.COPY, () -> copy(plan.json()));
        var text = Buttons.plain("console-plan-text", Messages.text("console.plan.text"), Feather.COPY, () -> copy(PlanText.of(plan)));
        var head = Layout.row(Css.GAP, summary, Layout.spring(), text, json);
        getChildren().addAll(head, tree, facts);
    }

    private static String cut(String fact) {
        return fact.length() <= FACTS ? fact : fact.substring(0, FACTS) + "…";
    }

    /** The tree, to give it the focus. */
    TreeTableView<Step> tree() {
        return tree;
    }

    void show(QueryPlan now) {
        plan = now;
        boolean measured = now.weight() == QueryPlan.Weight.MILLIS;
        summary.setText(now.slowest().map(step -> measured
                ? Messages.text("console.plan.slowest", millis(now.executionMillis().orElse(0)), step.name(), millis(step.self()))
                : Messages.text("console.plan.costliest", step.name(), share(step, now))).orElse(Messages.text("console.plan.nothing")));
        tree.getColumns().setAll(java.util.List.of(name(now)));
        if (measured) {
            tree.getColumns().add(number("console.plan.self", step -> millis(step.self())));
            tree.getColumns().add(number("console.plan.total", step -> step.millis().isPresent() ? millis(step.millis().getAsDouble()) : ""));
            tree.getColumns().add(number("console.plan.rows", step -> step.actualRows().isPresent() ? count(step.actualRows().getAsDouble()) : ""));
            tree.getColumns().add(number("console.plan.loops", step -> step.loops().isPresent() ? formats.count(step.loops().getAsLong()) : ""));
        }
        tree.getColumns().add(number("console.plan.estimate", step -> count(step.plannedRows())));
        tree.getColumns().add(number("console.plan.cost", step -> "%,.1f".formatted(step.cost())));
        if (measured) tree.getColumns().add(number("console.plan.buffers", this::buffers));
        tree.setRoot(item(now.root()));
        now.slowest().ifPresent(step -> select(tree.getRoot(), step));
    }

    private void select(TreeItem<Step> item, Step step) {
        if (item.getValue() == step) tree.getSelectionModel().select(item);
        item.getChildren().forEach(child -> select(child, step));
    }

    private TreeItem<Step> item(Step step) {
        var item = new TreeItem<>(step);
        item.setExpanded(true);
        item.getChildren().setAll(step.children().stream().map(this::item).toList());
        return item;
    }

    private TreeTableColumn<Step, Step> name(QueryPlan of) {
        var column = new TreeTableColumn<Step, Step>(Messages.text("console.plan.step"));
        column.setPrefWidth(280);
        column.setSortable(false);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue().getValue()));
        column.setCellFactory(_ -> new NameCell(of));
        return column;
    }

    private TreeTableColumn<Step, String> number(String title, Function<Step, String> words) {
        var column = new TreeTableColumn<Step, String>(Messages.text(title));
        column.setPrefWidth(NUMBER);
        column.setSortable(false);
        column.getStyleClass().add(Css.NUMERIC);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(words.apply(row.getValue().getValue())));
        return column;
    }

    private String buffers(Step step) {
        long hits = step.bufferHits().orElse(0);
        long reads = step.bufferReads().orElse(0);
        return reads == 0 ? formats.count(hits) : Messages.text("console.plan.buffers.read", hits, reads);
    }

    private String count(double number) {
        return number == Math.rint(number) ? formats.count((long) number) : String.format(Locale.getDefault(Locale.Category.FORMAT), "%,.2f", number);
    }

    private static String millis(double millis) {
        return Messages.text("console.plan.millis", String.format(Locale.getDefault(Locale.Category.FORMAT), millis < 10 ? "%,.2f" : "%,.0f", millis));
    }

    private String share(Step step, QueryPlan of) {
        return formats.percent(Math.round(step.self()), Math.max(1, Math.round(of.root().cost())));
    }

    private static void copy(String text) {
        var content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }

    private static final class NameCell extends TreeTableCell<Step, Step> {
        private final QueryPlan plan;

        NameCell(QueryPlan plan) {
            this.plan = plan;
        }

        @Override
        protected void updateItem(Step step, boolean empty) {
            super.updateItem(step, empty);
            boolean slowest = step != null && !empty && plan.slowest().filter(each -> each == step).isPresent();
            setText(empty || step == null ? null : step.name());
            setGraphic(slowest ? Layout.icon(Feather.ALERT_TRIANGLE, "plan-slowest") : null);
            setAccessibleText(slowest ? Messages.text("console.plan.slow", step.name()) : getText());
        }
    }
}
