package dev.lifeboat.ui.browser.grid;

import atlantafx.base.theme.Styles;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import org.kordamp.ikonli.feather.Feather;

/** Below the grid: which rows these are, of how many, and the ways to others. */
final class Pager extends FlowPane {
    private static final List<Integer> SIZES = List.of(100, 500, 1000);

    private final GridModel model;
    private final Formats formats;
    private final Label where = new Label();
    private final Label total = new Label();
    private final Button count;
    private final Button stopCount;
    private final Button first;
    private final Button previous;
    private final Button next;
    private final Button last;

    Pager(GridModel model, Formats formats) {
        this.model = model;
        this.formats = formats;
        getStyleClass().add("browser-pager");
        where.setId("browser-where");
        total.setId("browser-total");
        total.getStyleClass().add(Css.QUIET);
        count = Buttons.plain("browser-count", Messages.text("browser.count"), model::count);
        count.getStyleClass().addAll(Styles.FLAT, Styles.SMALL);
        stopCount = Buttons.plain("browser-count-stop", Messages.text("browser.count.stop"), model::cancelCount);
        stopCount.getStyleClass().addAll(Styles.FLAT, Styles.SMALL);
        first = Buttons.icon("browser-first", Messages.text("browser.page.first"), Feather.CHEVRONS_LEFT, model::first);
        previous = Buttons.icon("browser-previous", Messages.text("browser.page.previous"), Feather.CHEVRON_LEFT, model::previous);
        next = Buttons.icon("browser-next", Messages.text("browser.page.next"), Feather.CHEVRON_RIGHT, model::next);
        last = Buttons.icon("browser-last", Messages.text("browser.page.last"), Feather.CHEVRONS_RIGHT, model::last);
        getChildren().addAll(Layout.row(Css.GAP_SMALL, where, total, count, stopCount),
                Layout.row(Css.GAP_SMALL, first, previous, next, last, sizes()));
        model.shownProperty().addListener(_ -> show());
        model.totalProperty().addListener(_ -> show());
        model.loadingProperty().addListener(_ -> show());
        show();
    }

    private ComboBox<Integer> sizes() {
        var sizes = new ComboBox<Integer>();
        sizes.setId("browser-page-size");
        sizes.setAccessibleText(Messages.text("browser.page.size"));
        sizes.setTooltip(new javafx.scene.control.Tooltip(Messages.text("browser.page.size")));
        sizes.getItems().setAll(SIZES);
        sizes.setValue(SIZES.getFirst());
        sizes.valueProperty().addListener((_, _, size) -> model.pageSize(size));
        return sizes;
    }

    private void show() {
        var shown = model.shownProperty().get();
        boolean busy = shown == null || model.loadingProperty().get();
        where.setText(shown == null ? "" : where(shown));
        showTotal(model.totalProperty().get(), shown);
        first.setDisable(busy || shown.page().previous().isEmpty());
        previous.setDisable(busy || shown.page().previous().isEmpty());
        next.setDisable(busy || shown.page().next().isEmpty());
        last.setDisable(busy || shown.page().next().isEmpty());
    }

    private String where(GridModel.Shown shown) {
        long rows = shown.page().rows().size();
        if (rows == 0 || shown.firstNumber().isEmpty()) return Messages.text("browser.rows.page", rows);
        long from = shown.firstNumber().getAsLong();
        return Messages.text("browser.rows.range", from, from + rows - 1);
    }

    private void showTotal(Total now, GridModel.Shown shown) {
        boolean counting = now instanceof Total.Counting;
        show(count, shown != null && (now instanceof Total.Unknown || now instanceof Total.About));
        show(stopCount, counting);
        total.setText(shown == null ? "" : switch (now) {
            case Total.Unknown() -> "";
            case Total.About(var rows) -> Messages.text("browser.total.about", formats.count(rows));
            case Total.Counting() -> Messages.text("browser.total.counting");
            case Total.Exactly(var rows) -> Messages.text("browser.total.exactly", formats.count(rows));
        });
    }

    private static void show(Button button, boolean visible) {
        button.setManaged(visible);
        button.setVisible(visible);
    }
}
