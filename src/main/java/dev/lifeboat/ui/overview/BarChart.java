package dev.lifeboat.ui.overview;

import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * Quiet bars over a base line, from zero to the greatest value, which is written above. One that was not verified is
 * an outline, so that colour is not needed to see it. A bar can be reached by keyboard.
 */
final class BarChart extends VBox {
    /**
     * One bar.
     *
     * @param id handed on when it is clicked
     * @param when for the ends of the base line
     * @param whole drawn full; otherwise as an outline
     * @param details for the tooltip and a screen reader
     */
    record Bar(String id, String when, long value, boolean whole, String details) {}

    private final LongFunction<String> words;
    private final Consumer<String> clicked;
    private final Label greatest = new Label();
    private final Label first = new Label();
    private final Label last = new Label();
    private final Plot plot = new Plot();

    /** @param words how a value is written */
    BarChart(String id, String title, LongFunction<String> words, Consumer<String> clicked) {
        this.words = words;
        this.clicked = clicked;
        setId(id);
        getStyleClass().addAll("bar-chart", Css.GAP_SMALL);
        greatest.getStyleClass().add(Css.QUIET);
        first.getStyleClass().addAll(Css.QUIET, "bar-chart-end");
        last.getStyleClass().addAll(Css.QUIET, "bar-chart-end");
        getChildren().addAll(Layout.row(Css.GAP, new Label(title), Layout.spring(), greatest), plot,
                Layout.row(Css.GAP, first, Layout.spring(), last));
    }

    void show(List<Bar> bars) {
        long most = bars.stream().mapToLong(Bar::value).max().orElse(0);
        greatest.setText(bars.isEmpty() ? "" : Messages.text("overview.chart.most", words.apply(most)));
        first.setText(bars.isEmpty() ? "" : bars.getFirst().when());
        last.setText(bars.size() < 2 ? "" : bars.getLast().when());
        plot.show(bars, most);
    }

    /** Where the bars stand. */
    private final class Plot extends Region {
        private static final double WIDEST = 28;
        private static final double LOWEST = 3;

        private List<Bar> bars = List.of();
        private long most;

        Plot() {
            getStyleClass().add("bar-chart-plot");
        }

        void show(List<Bar> now, long greatestValue) {
            bars = now;
            most = greatestValue;
            getChildren().setAll(now.stream().map(this::node).toList());
            requestLayout();
        }

        private Region node(Bar bar) {
            var node = new Region();
            node.getStyleClass().add(bar.whole() ? "bar" : "bar-outline");
            node.setAccessibleText(bar.details());
            node.setFocusTraversable(true);
            node.setOnMouseClicked(_ -> clicked.accept(bar.id()));
            node.setOnKeyPressed(event -> {
                if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) clicked.accept(bar.id());
            });
            Tooltip.install(node, new Tooltip(bar.details()));
            return node;
        }

        @Override
        protected void layoutChildren() {
            if (bars.isEmpty()) return;
            double slot = getWidth() / bars.size();
            double width = Math.min(WIDEST, Math.max(2, slot * 0.7));
            double gap = Math.min(slot, WIDEST / 0.7);
            for (int i = 0; i < bars.size(); i++) {
                double share = most == 0 ? 0 : (double) bars.get(i).value() / most;
                double height = Math.max(LOWEST, share * (getHeight() - 2));
                getChildren().get(i).resizeRelocate(snapPositionX(i * gap + (gap - width) / 2),
                        snapPositionY(getHeight() - 1 - height), snapSizeX(width), snapSizeY(height));
            }
        }
    }
}
