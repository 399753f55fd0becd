package dev.lifeboat.ui.overview;

import atlantafx.base.theme.Styles;
import dev.lifeboat.ui.backups.SetPill;
import dev.lifeboat.ui.backups.SetWords;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import java.time.Duration;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The figures: the last backup, what is stored, how often backups succeeded. */
final class FiguresRow extends GridPane {
    private static final int FIGURES = 3;

    private final Formats formats;
    private final SetWords words;

    FiguresRow(Formats formats) {
        this.formats = formats;
        words = new SetWords(formats);
        setId("overview-figures");
        getStyleClass().add("figures");
        for (int i = 0; i < FIGURES; i++) {
            var column = new ColumnConstraints();
            column.setPercentWidth(100.0 / FIGURES);
            column.setHgrow(Priority.ALWAYS);
            getColumnConstraints().add(column);
        }
    }

    void show(OverviewModel.Picture picture) {
        getChildren().clear();
        picture.last().ifPresent(set -> {
            var manifest = set.manifest();
            var details = Layout.wrapped(Messages.text("overview.last.details", formats.size(manifest.sizeBytes()),
                    formats.duration(Duration.ofMillis(manifest.durationMillis()))), Css.QUIET);
            var verified = Layout.wrapped(Messages.text("overview.last.verified", words.verified(set)), Css.QUIET);
            var figure = figure("last", Messages.text("overview.last"), formats.relative(manifest.startedAt()), details, verified, SetPill.of(set));
            picture.health().nextBackup().ifPresent(at -> {
                var next = Layout.wrapped(Messages.text("overview.last.next", formats.relative(at)), Css.QUIET);
                next.setId("overview-next");
                figure.getChildren().add(next);
            });
            add(figure, 0, 0);
        });
        var health = picture.health();
        add(figure("stored", Messages.text("overview.stored"), formats.size(health.storedBytes()),
                Layout.wrapped(Messages.text("overview.stored.sets", health.points().size()), Css.QUIET),
                Layout.wrapped(Messages.text("overview.stored.free", formats.size(health.freeBytes())), Css.QUIET)), 1, 0);
        add(health.runs() == 0
                ? figure("success", Messages.text("overview.success"), Messages.text("overview.success.none"),
                        Layout.wrapped(Messages.text("overview.success.none.details"), Css.QUIET))
                : figure("success", Messages.text("overview.success"), formats.percent(health.succeeded(), health.runs()),
                        Layout.wrapped(Messages.text("overview.success.details", health.succeeded(), health.runs()), Css.QUIET)), 2, 0);
    }

    private static VBox figure(String id, String name, String value, Node... details) {
        var title = new Label(name);
        title.getStyleClass().add(Css.QUIET);
        var figure = Layout.wrapped(value, Styles.TITLE_3);
        figure.setId("overview-" + id);
        var card = Layout.column(Css.GAP_SMALL, title, figure);
        card.getChildren().addAll(details);
        card.getStyleClass().addAll(Css.CARD, "figure");
        card.setMaxHeight(Double.MAX_VALUE);
        return card;
    }
}
