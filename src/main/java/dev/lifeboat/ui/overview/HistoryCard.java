package dev.lifeboat.ui.overview;

import dev.lifeboat.engine.monitor.StackHealth.Point;
import dev.lifeboat.ui.common.Card;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Place;
import dev.lifeboat.ui.common.ViewContext;
import java.time.Duration;
import java.util.List;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Size and duration of the newest sets, oldest at the left; a click on a bar shows its set. */
final class HistoryCard extends VBox {
    private static final int SHOWN = 40;

    private final ViewContext context;
    private final HBox charts = Layout.row(Css.GAP_HUGE);

    HistoryCard(ViewContext context) {
        this.context = context;
        setId("overview-history");
        getChildren().add(new Card(Messages.text("overview.history"), charts));
    }

    /** @param points oldest first */
    void show(List<Point> points) {
        var formats = context.formats();
        var newest = points.subList(Math.max(0, points.size() - SHOWN), points.size());
        var sizes = chart("size", newest.stream().map(point -> bar(point, point.storedBytes(), formats)).toList(), formats::size);
        var durations = chart("duration", newest.stream().map(point -> bar(point, point.durationMillis(), formats)).toList(),
                millis -> formats.duration(Duration.ofMillis(millis)));
        charts.getChildren().setAll(sizes, durations);
    }

    private VBox chart(String id, List<BarChart.Bar> bars, java.util.function.LongFunction<String> words) {
        var chart = new BarChart("overview-chart-" + id, Messages.text("overview.history." + id), words,
                set -> context.navigator().open(Place.BACKUPS, set));
        chart.show(bars);
        chart.setPrefWidth(0); // both grow from nothing, so they are equally wide
        HBox.setHgrow(chart, Priority.ALWAYS);
        return chart;
    }

    private static BarChart.Bar bar(Point point, long value, Formats formats) {
        var details = Messages.text("overview.history.tip", formats.time(point.at()), formats.size(point.storedBytes()),
                formats.duration(Duration.ofMillis(point.durationMillis())),
                Messages.text(point.verified() ? "overview.history.verified" : "overview.history.unverified"));
        return new BarChart.Bar(point.setId(), formats.shortTime(point.at()), value, point.verified(), details);
    }
}
