package dev.lifeboat.ui.browser.grid;

import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.ui.browser.read.Condition;
import dev.lifeboat.ui.browser.read.WrongValue;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The conditions that rows must meet, one below the other. Takes no room while there are none. */
final class FilterBar extends VBox {
    private final Consumer<List<Condition>> apply;
    private final List<FilterLine> lines = new ArrayList<>();
    private List<CatalogColumn> columns = List.of();
    private int made;

    /** @param apply is told the conditions when they are to be used; all of them must hold */
    FilterBar(Consumer<List<Condition>> apply) {
        this.apply = apply;
        setId("browser-filter");
        getStyleClass().addAll("browser-filter", Css.GAP_SMALL);
        arrange();
    }

    /** Forgets all conditions and offers these columns. */
    void offer(List<CatalogColumn> now) {
        columns = now;
        lines.clear();
        made = 0;
        arrange();
    }

    /** One more condition to fill in. */
    void add() {
        if (columns.isEmpty()) return;
        var line = new FilterLine(made++, columns, this::use, this::remove);
        lines.add(line);
        arrange();
        line.focusValue();
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
        apply.accept(lines.stream().map(FilterLine::condition).toList());
    }

    /** Says at the condition it belongs to that a value is none of its type; null says that nothing is wrong. */
    void show(WrongValue wrong) {
        lines.forEach(line -> line.showWrong(null));
        if (wrong != null && wrong.condition() < lines.size()) {
            lines.get(wrong.condition()).showWrong(Messages.text("browser.filter.wrong", wrong.value(), wrong.type()));
        }
    }

    private void arrange() {
        getChildren().setAll(lines);
        if (!lines.isEmpty()) {
            getChildren().add(Layout.row(Css.GAP_SMALL,
                    Buttons.accent("browser-filter-apply", Messages.text("browser.filter.apply"), this::use),
                    Buttons.plain("browser-filter-add", Messages.text("browser.filter.more"), Feather.PLUS, this::add),
                    Buttons.plain("browser-filter-clear", Messages.text("browser.filter.clear"), this::removeAll)));
        }
        setManaged(!lines.isEmpty());
        setVisible(!lines.isEmpty());
    }
}
