package dev.lifeboat.ui.browser.grid;

import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.ui.browser.read.Condition;
import dev.lifeboat.ui.browser.read.Operator;
import dev.lifeboat.ui.browser.read.WrongValue;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Choice;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The conditions that rows must meet, one below the other. Takes no room while there are none. */
final class FilterBar extends VBox {
    /** Takes the conditions when they are to be used. */
    interface Applied {
        /** @param any whether one of them is enough; otherwise all must hold */
        void use(List<Condition> conditions, boolean any);
    }

    private final Applied apply;
    private final BiConsumer<CatalogColumn, Consumer<List<String>>> labels;
    private final List<FilterLine> lines = new ArrayList<>();
    private final Choice<Boolean> any = new Choice<>("browser-filter-any", Messages.text("browser.filter.combine"), List.of(false, true),
            one -> Messages.text(one ? "browser.filter.any" : "browser.filter.all"));
    private List<CatalogColumn> columns = List.of();
    private int made;

    /** @param labels finds the values to choose from of an enum column */
    FilterBar(Applied apply, BiConsumer<CatalogColumn, Consumer<List<String>>> labels) {
        this.apply = apply;
        this.labels = labels;
        setId("browser-filter");
        getStyleClass().addAll("browser-filter", Css.GAP_SMALL);
        any.valueProperty().set(false);
        arrange();
    }

    /** Forgets all conditions and offers these columns. */
    void offer(List<CatalogColumn> now) {
        columns = now;
        lines.clear();
        any.valueProperty().set(false);
        made = 0;
        arrange();
    }

    /** Shows conditions that are in use already. */
    void fill(List<Condition> conditions, boolean oneIsEnough) {
        any.valueProperty().set(oneIsEnough);
        for (var condition : conditions) {
            var line = condition.operator() == Operator.SQL ? FilterLine.sql(made++, this::use, this::remove)
                    : new FilterLine(made++, columns, labels, this::use, this::remove);
            line.fill(condition);
            lines.add(line);
        }
        arrange();
    }

    /** One more condition to fill in. */
    void add() {
        if (columns.isEmpty()) return;
        add(new FilterLine(made++, columns, labels, this::use, this::remove)).focusValue();
    }

    /** One more condition to be written in SQL. */
    void addSql() {
        add(FilterLine.sql(made++, this::use, this::remove)).focusValue();
    }

    /** One more condition that is filled in, in use at once. */
    void add(Condition condition) {
        var line = condition.operator() == Operator.SQL ? FilterLine.sql(made++, this::use, this::remove)
                : new FilterLine(made++, columns, labels, this::use, this::remove);
        line.fill(condition);
        add(line);
        use();
    }

    private FilterLine add(FilterLine line) {
        lines.add(line);
        arrange();
        return line;
    }

    private void remove(FilterLine line) {
        lines.remove(line);
        arrange();
        use();
    }

    private void removeAll() {
        lines.clear();
        arrange();
        use();
    }

    private void use() {
        lines.forEach(line -> line.showWrong(null));
        apply.use(lines.stream().map(FilterLine::condition).toList(), any.valueProperty().get());
    }

    /** Says at the condition it belongs to what is wrong with it; null says that nothing is wrong. */
    void show(WrongValue wrong) {
        lines.forEach(line -> line.showWrong(null));
        if (wrong != null && wrong.condition() < lines.size()) lines.get(wrong.condition()).showWrong(wrong);
    }

    private void arrange() {
        getChildren().clear();
        if (lines.size() > 1) getChildren().add(combination());
        getChildren().addAll(lines);
        if (!lines.isEmpty()) {
            getChildren().add(Layout.row(Css.GAP_SMALL,
                    Buttons.accent("browser-filter-apply", Messages.text("browser.filter.apply"), this::use),
                    Buttons.plain("browser-filter-add", Messages.text("browser.filter.more"), Feather.PLUS, this::add),
                    Buttons.plain("browser-filter-add-sql", Messages.text("browser.filter.moreSql"), Feather.CODE, this::addSql),
                    Buttons.plain("browser-filter-clear", Messages.text("browser.filter.clear"), this::removeAll)));
        }
        setManaged(!lines.isEmpty());
        setVisible(!lines.isEmpty());
    }

    private Node combination() {
        var before = new Label(Messages.text("browser.filter.combine"));
        return Layout.row(Css.GAP, before, any);
    }
}
