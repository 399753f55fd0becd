package dev.lifeboat.ui.browser.functions;

import atlantafx.base.theme.Styles;
import dev.lifeboat.containerpub.InvocationStatistics;
import dev.lifeboat.containerpub.UserView;
import dev.lifeboat.ui.browser.functions.FunctionsModel.Line;
import dev.lifeboat.ui.browser.functions.FunctionsModel.Period;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Choice;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.EmptyState;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Tables;
import dev.lifeboat.ui.common.Trouble;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.function.Function;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The functions of a ContainerPub database in a table, and below it the versions and the days of the chosen one. */
public final class FunctionsPane extends VBox {
    private final FunctionsModel model;
    private final Measures measures;
    private final Label where = new Label();
    private final TableView<Line> table;
    private final FunctionDetails details;
    private final SplitPane split = new SplitPane();

    public FunctionsPane(FunctionsModel model, Formats formats) {
        this.model = model;
        measures = new Measures(formats);
        details = new FunctionDetails(formats);
        setId("browser-functions");
        getStyleClass().addAll("browser-relation", Css.GAP);
        table = Tables.table("functions-table", Messages.text("functions.title"), new EmptyState(Feather.BOX, Messages.text("functions.empty.title"), Messages.text("functions.empty")));
        table.getColumns().addAll(columns(formats));
        // Below the width of all columns they are not squeezed but scrolled.
        table.setColumnResizePolicy(TableView.UNCONSTRAINED_RESIZE_POLICY);
        table.getSelectionModel().selectedItemProperty().addListener((_, _, line) -> {
            if (line != null) model.look(line.function().uuid());
        });
        split.setOrientation(Orientation.VERTICAL);
        split.getStyleClass().add("browser-data-split");
        split.getItems().add(table);
        VBox.setVgrow(split, Priority.ALWAYS);
        var busy = new ProgressBar();
        busy.getStyleClass().addAll("browser-busy", Styles.SMALL);
        busy.setMaxWidth(Double.MAX_VALUE);
        busy.visibleProperty().bind(model.loadingProperty());
        getChildren().addAll(header(), new Trouble("functions-error", model.errorProperty(), model::reload), busy, split);
        model.shownProperty().addListener((_, _, shown) -> show(shown));
        model.closeProperty().addListener((_, _, close) -> show(close));
    }

    private Node header() {
        var name = new Label(Messages.text("functions.title"));
        name.getStyleClass().add(Styles.TITLE_4);
        name.setMinWidth(USE_PREF_SIZE);
        where.setId("functions-where");
        where.getStyleClass().add(Css.QUIET);
        where.setMinWidth(0);
        var period = new Choice<>("functions-period", Messages.text("functions.period"), List.of(Period.values()), each -> Messages.text("functions.period." + each.name().toLowerCase(Locale.ROOT)));
        period.valueProperty().bindBidirectional(model.periodProperty());
        return Layout.row(Css.GAP, Layout.icon(Feather.BOX, "browser-icon"), name, where, Layout.spring(), period,
                Buttons.icon("functions-reload", Messages.text("browser.reload"), Feather.ROTATE_CW, model::reload));
    }

    private List<TableColumn<Line, ?>> columns(Formats formats) {
        return List.of(
                Tables.text(Messages.text("functions.function"), 150, line -> line.function().name()),
                Tables.text(Messages.text("functions.owner"), 150, line -> line.function().owner().map(UserView::email).orElse("")),
                Tables.value(Messages.text("functions.calls"), 72, line -> line.calls().map(InvocationStatistics::invocations).orElse(0L), formats::count),
                Tables.value(Messages.text("functions.success"), 88, of(InvocationStatistics::successRate), measures::share),
                Tables.value(Messages.text("functions.p50"), 84, of(InvocationStatistics::p50Millis), measures::millis),
                Tables.value(Messages.text("functions.p95"), 84, of(InvocationStatistics::p95Millis), measures::millis),
                Tables.value(Messages.text("functions.last"), 130, line -> line.calls().flatMap(InvocationStatistics::last).map(at -> at.toInstant(ZoneOffset.UTC)).orElse(null), formats::relative),
                Tables.text(Messages.text("functions.version"), 90, FunctionsPane::version),
                Tables.text(Messages.text("functions.status"), 90, line -> line.function().status()));
    }

    private static Function<Line, Double> of(Function<InvocationStatistics, OptionalDouble> measure) {
        return line -> line.calls().map(measure).filter(OptionalDouble::isPresent).map(OptionalDouble::getAsDouble).orElse(null);
    }

    private static String version(Line line) {
        var active = line.function().activeVersion();
        return active.isPresent() ? Messages.text("functions.version.active", active.get(), line.function().deployments())
                : Messages.text("functions.version.none", line.function().deployments());
    }

    private void show(FunctionsModel.Shown shown) {
        table.setVisible(shown != null);
        if (shown == null) return;
        UUID chosen = model.closeProperty().get() == null ? null : model.closeProperty().get().function().uuid();
        where.setText(Messages.text(shown.more() ? "functions.where.more" : "functions.where", model.databaseProperty().get(), shown.lines().size()));
        table.getItems().setAll(shown.lines());
        table.sort();
        table.getItems().stream().filter(line -> line.function().uuid().equals(chosen)).findFirst().ifPresent(table.getSelectionModel()::select);
    }

    private void show(FunctionsModel.Close close) {
        if (close == null) {
            split.getItems().remove(details);
            return;
        }
        details.show(close);
        if (split.getItems().contains(details)) return;
        split.getItems().add(details);
        split.setDividerPositions(0.5);
    }
}
