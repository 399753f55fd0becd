package dev.lifeboat.ui.backups;

import atlantafx.base.theme.Styles;
import dev.lifeboat.engine.repository.Retention;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.CodeBlock;
import dev.lifeboat.ui.common.ConfirmDialog;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.EnvironmentBadge;
import dev.lifeboat.ui.common.ErrorBanner;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Tables;
import dev.lifeboat.ui.common.ViewContext;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.TableView;
import javafx.scene.layout.VBox;

/** How many sets are kept, and, set by set, what that means; then the button that deletes the rest. */
final class PruneSheet extends VBox {
    private static final double TABLE_HEIGHT = 260;
    private static final int MOST = 10_000;

    private final PruneModel model;
    private final ViewContext context;
    private final Spinner<Integer> daily = number("daily");
    private final Spinner<Integer> weekly = number("weekly");
    private final Spinner<Integer> monthly = number("monthly");
    private final Spinner<Integer> yearly = number("yearly");
    private final Spinner<Integer> hours = number("hours");
    private final CheckBox save = new CheckBox(Messages.text("prune.save"));
    private final TableView<Retention.Fate> table;
    private final Label summary = Layout.wrapped("");
    private final CodeBlock command = new CodeBlock("prune-command", Messages.text("backups.command"));
    private final ErrorBanner error = new ErrorBanner("prune-error");
    private final Button go;
    private boolean filling;

    PruneSheet(PruneModel model, ViewContext context) {
        this.model = model;
        this.context = context;
        setId("prune-sheet");
        getStyleClass().addAll("lb-sheet", "prune-sheet", Css.GAP_LARGE);
        save.setId("prune-save");
        summary.setId("prune-summary");
        go = Buttons.danger("prune-go", Messages.text("prune.go", 0), this::ask);
        table = table();
        var cancel = Buttons.plain("prune-cancel", Messages.text("common.cancel"), this::close);
        cancel.setCancelButton(true);
        getChildren().addAll(
                Layout.row(Css.GAP, Layout.wrapped(Messages.text("prune.title", model.stack().name()), Styles.TITLE_4), new EnvironmentBadge(model.stack().environment())),
                Layout.wrapped(Messages.text("prune.sentence"), Css.QUIET), numbers(), error, table, summary, command,
                Layout.row(Css.GAP, save, Layout.spring(), cancel, go));
        model.retentionProperty().addListener((_, _, found) -> fill(found));
        model.fatesProperty().addListener((_, _, found) -> show(found));
        model.errorProperty().addListener((_, _, failed) -> {
            if (failed == null) error.clear();
            else error.show(failed);
        });
        show(List.of());
        model.load();
    }

    private Node numbers() {
        return Layout.row(Css.GAP_LARGE, labelled("daily", daily), labelled("weekly", weekly), labelled("monthly", monthly), labelled("yearly", yearly), labelled("hours", hours));
    }

    private static Node labelled(String key, Spinner<Integer> spinner) {
        var label = new Label(Messages.text("prune." + key));
        label.setLabelFor(spinner);
        return Layout.column(Css.GAP_SMALL, label, spinner);
    }

    private Spinner<Integer> number(String key) {
        var spinner = new Spinner<Integer>(0, MOST, 0);
        spinner.setId("prune-" + key);
        spinner.setEditable(true);
        spinner.setPrefWidth(100);
        spinner.setAccessibleText(Messages.text("prune." + key));
        spinner.valueProperty().addListener((_, _, _) -> {
            if (!filling) model.tryOut(numbersTyped());
        });
        return spinner;
    }

    private Retention numbersTyped() {
        return new Retention(daily.getValue(), weekly.getValue(), monthly.getValue(), yearly.getValue(), Duration.ofHours(hours.getValue()), model.retentionProperty().get().zone());
    }

    private void fill(Retention found) {
        filling = true;
        daily.getValueFactory().setValue(found.daily());
        weekly.getValueFactory().setValue(found.weekly());
        monthly.getValueFactory().setValue(found.monthly());
        yearly.getValueFactory().setValue(found.yearly());
        hours.getValueFactory().setValue((int) Math.min(MOST, found.minimumAge().toHours()));
        filling = false;
        command.show(model.command().text());
    }

    private TableView<Retention.Fate> table() {
        var formats = context.formats();
        TableView<Retention.Fate> made = Tables.table("prune-sets", Messages.text("backups.sets"), new Label());
        made.getColumns().add(Tables.text(Messages.text("prune.column.fate"), 90, fate -> Messages.text(fate.kept() ? "prune.stays" : "prune.goes")));
        made.getColumns().add(Tables.value(Messages.text("backups.column.taken", formats.offset()), 190, fate -> fate.set().manifest().startedAt(), formats::tableTime));
        made.getColumns().add(Tables.value(Messages.text("backups.column.size"), 90, fate -> fate.set().manifest().sizeBytes(), formats::size));
        made.getColumns().add(Tables.text(Messages.text("prune.column.because"), 330, PruneSheet::because));
        made.setPrefHeight(TABLE_HEIGHT);
        return made;
    }

    private static String because(Retention.Fate fate) {
        return fate.kept() ? fate.reasons().stream().sorted().map(reason -> Messages.text("prune.reason." + reason.name().toLowerCase(Locale.ROOT))).collect(Collectors.joining(", "))
                : Messages.text("prune.reason.none");
    }

    private void show(List<Retention.Fate> fates) {
        table.getItems().setAll(fates);
        int going = model.going().size();
        long bytes = fates.stream().filter(fate -> !fate.kept()).mapToLong(fate -> fate.set().manifest().sizeBytes()).sum();
        var log = model.logProperty().get();
        summary.setText(Messages.text("prune.summary", fates.size() - going, going, context.formats().size(bytes))
                + (log.segments() == 0 ? "" : " " + Messages.text("prune.summary.log", log.segments(), context.formats().size(log.bytes()))));
        go.setText(goText(going));
        go.setAccessibleText(go.getText());
        go.setDisable(going == 0 && log.segments() == 0);
    }

    private String goText(int going) {
        return going == 0 && model.logProperty().get().segments() > 0 ? Messages.text("prune.go.log", model.logProperty().get().segments()) : Messages.text("prune.go", going);
    }

    private void ask() {
        int going = model.going().size();
        boolean keep = save.isSelected();
        close();
        context.overlay().show(new ConfirmDialog(context.overlay(), model.stack(), Messages.text("prune.ask", going), Messages.text("prune.ask.consequence"),
                goText(going), () -> model.start(keep)));
    }

    private void close() {
        model.close();
        context.overlay().close();
    }
}
