package dev.lifeboat.ui.browser.functions;

import dev.lifeboat.containerpub.DailyInvocations;
import dev.lifeboat.containerpub.DeploymentView;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Tables;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The versions of one function, and how its calls went day by day. */
final class FunctionDetails extends HBox {
    private final Label versionsOf = new Label();
    private final TableView<DeploymentView> versions;
    private final TableView<DailyInvocations> days;

    FunctionDetails(Formats formats) {
        setId("functions-details");
        getStyleClass().addAll("functions-details", Css.GAP_LARGE);
        var measures = new Measures(formats);
        versions = Tables.table("functions-versions", Messages.text("functions.versions"), new Label(Messages.text("functions.versions.none")));
        versions.getColumns().add(Tables.text(Messages.text("functions.version"), 80, each -> Integer.toString(each.version())));
        versions.getColumns().add(Tables.text(Messages.text("functions.status"), 116, each -> each.active() ? Messages.text("functions.serves", each.status()) : each.status()));
        versions.getColumns().add(Tables.value(Messages.text("functions.deployed"), 88, each -> each.deployedAt() == null ? null : each.deployedAt().toInstant(ZoneOffset.UTC), formats::relative));
        days = Tables.table("functions-days", Messages.text("functions.days"), new Label());
        days.getColumns().add(Tables.value(Messages.text("functions.day"), 60, DailyInvocations::day, DateTimeFormatter.ofLocalizedPattern("MMMd").withLocale(Locale.getDefault(Locale.Category.FORMAT))::format));
        days.getColumns().add(Tables.value(Messages.text("functions.calls"), 62, DailyInvocations::invocations, formats::count));
        days.getColumns().add(Tables.value(Messages.text("functions.success"), 84, known(DailyInvocations::successRate), measures::share));
        days.getColumns().add(Tables.value(Messages.text("functions.p50"), 74, known(DailyInvocations::p50Millis), measures::millis));
        days.getColumns().add(Tables.value(Messages.text("functions.p95"), 74, known(DailyInvocations::p95Millis), measures::millis));
        getChildren().addAll(part(versionsOf, versions, 3), part(new Label(Messages.text("functions.days")), days, 4));
    }

    private VBox part(Label title, TableView<?> table, int share) {
        title.getStyleClass().add(Css.HEADING);
        var part = Layout.column(Css.GAP_SMALL, title, table);
        VBox.setVgrow(table, Priority.ALWAYS);
        part.prefWidthProperty().bind(widthProperty().multiply(share / 7.0));
        part.setMinWidth(0);
        return part;
    }

    private static Function<DailyInvocations, Double> known(Function<DailyInvocations, OptionalDouble> measure) {
        return day -> {
            var value = measure.apply(day);
            return value.isPresent() ? value.getAsDouble() : null;
        };
    }

    /** The newest day first. */
    void show(FunctionsModel.Close close) {
        versionsOf.setText(Messages.text("functions.versions.of", close.function().name()));
        versions.getItems().setAll(close.function().deployments());
        days.getItems().setAll(close.days().reversed());
    }
}
