package dev.lifeboat.ui.schedules;

import atlantafx.base.theme.Styles;
import dev.lifeboat.engine.backup.BackupChoices;
import dev.lifeboat.engine.schedule.Action;
import dev.lifeboat.engine.schedule.Schedule;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Choice;
import dev.lifeboat.ui.common.ChoiceText;
import dev.lifeboat.ui.common.CodeBlock;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.ErrorBanner;
import dev.lifeboat.ui.common.FieldProblem;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.ViewContext;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The sheet for a schedule, new or there already: what, when, by whose clock, and the next five runs as it is typed. */
final class ScheduleSheet extends VBox {
    private static final int PREVIEWED = 5;
    private static final double ZONE_WIDTH = 220;

    private final SchedulesModel model;
    private final ViewContext context;
    private final Optional<Schedule> before;
    private final String stack;
    private final List<String> taken;
    private final TextField name = new TextField();
    private final ComboBox<Action> action = new ComboBox<>();
    private final Choice<Preset> preset = new Choice<>("schedule-preset", Messages.text("schedules.form.when"), List.of(Preset.values()), Preset::words);
    private final TextField cron = new TextField();
    private final ComboBox<String> zone = new ComboBox<>();
    private final TextField jitter = new TextField("0");
    private final FieldProblem nameProblem = new FieldProblem("schedule-name-problem");
    private final FieldProblem cronProblem = new FieldProblem("schedule-cron-problem");
    private final FieldProblem zoneProblem = new FieldProblem("schedule-zone-problem");
    private final FieldProblem jitterProblem = new FieldProblem("schedule-jitter-problem");
    private final VBox preview = Layout.column(Css.GAP_SMALL);
    private final CodeBlock command = new CodeBlock("schedule-command", Messages.text("schedules.form.command"));

    /** @param before the schedule to change, or empty for a new one */
    ScheduleSheet(SchedulesModel model, Optional<Schedule> before, String stack, List<String> taken, ViewContext context) {
        this.model = model;
        this.context = context;
        this.before = before;
        this.stack = stack;
        this.taken = taken;
        setId("schedule-sheet");
        getStyleClass().addAll("lb-sheet", "schedule-sheet", Css.GAP_LARGE);
        var error = new ErrorBanner("schedule-sheet-error");
        model.errorProperty().subscribe(failed -> {
            if (failed == null) error.clear();
            else error.show(failed);
        });
        var save = Buttons.accent("schedule-save", Messages.text("schedules.save"), this::save);
        save.setDefaultButton(true);
        var cancel = Buttons.plain("schedule-cancel", Messages.text("common.cancel"), context.overlay()::close);
        cancel.setCancelButton(true);
        getChildren().addAll(Layout.wrapped(before.map(one -> Messages.text("schedules.edit.title", one.name())).orElseGet(() -> Messages.text("schedules.add.title", stack)),
                Styles.TITLE_4), error, fields(), previewPart(), command, Layout.row(Css.GAP, Layout.spring(), cancel, save));
        fill();
        listen();
        edited();
    }

    private Node fields() {
        name.setId("schedule-name");
        name.setPromptText(Messages.text("schedules.form.name.prompt"));
        name.setDisable(before.isPresent());
        action.setId("schedule-action");
        action.setMaxWidth(Double.MAX_VALUE);
        action.setConverter(new ChoiceText<>(each -> Messages.text("schedules.choice." + each.name().toLowerCase(Locale.ROOT))));
        action.getItems().setAll(Action.values());
        cron.setId("schedule-cron");
        cron.getStyleClass().add(Css.CODE);
        zone.setId("schedule-zone");
        zone.setEditable(true);
        zone.setPrefWidth(ZONE_WIDTH);
        zone.getItems().setAll(ZoneId.getAvailableZoneIds().stream().sorted().toList());
        jitter.setId("schedule-jitter");
        jitter.setPrefColumnCount(5);
        var cronField = field("schedules.form.cron", cron, cron, cronProblem);
        var zoneField = field("schedules.form.zone", zone, zone, zoneProblem);
        var jitterField = field("schedules.form.jitter", jitter, jitter, jitterProblem);
        var times = Layout.row(Css.GAP_LARGE, cronField, zoneField, jitterField);
        times.setAlignment(Pos.TOP_LEFT);
        HBox.setHgrow(cronField, Priority.ALWAYS);
        return Layout.column(Css.GAP_LARGE, field("schedules.form.name", name, name, nameProblem), field("schedules.form.action", action, action),
                field("schedules.form.when", preset, preset), times);
    }

    private Node previewPart() {
        preview.setId("schedule-preview");
        var label = new Label(Messages.text("schedules.form.preview"));
        label.getStyleClass().add(Styles.TEXT_BOLD);
        return Layout.column(Css.GAP_SMALL, label, preview);
    }

    private static VBox field(String key, Node control, Node... shown) {
        var label = new Label(Messages.text(key));
        label.getStyleClass().add(Styles.TEXT_BOLD);
        label.setMinWidth(Label.USE_PREF_SIZE);
        label.setLabelFor(control);
        control.setAccessibleText(label.getText());
        var field = Layout.column(Css.GAP_SMALL, label);
        field.getChildren().addAll(shown);
        return field;
    }

    private void fill() {
        name.setText(before.map(Schedule::name).orElse(""));
        action.valueProperty().set(before.map(Schedule::action).orElse(Action.BACKUP_DATABASE));
        cron.setText(before.map(ScheduleForm::cronOf).orElse(Preset.NIGHTLY.cron()));
        preset.valueProperty().set(Preset.of(cron.getText()));
        zone.getEditor().setText(before.map(one -> one.zone().getId()).orElse(ZoneId.systemDefault().getId()));
        zone.setValue(zone.getEditor().getText());
        jitter.setText(String.valueOf(before.map(one -> one.jitter().toMinutes()).orElse(0L)));
    }

    private void listen() {
        preset.valueProperty().addListener((_, _, chosen) -> {
            if (chosen == Preset.CUSTOM) cron.requestFocus();
            else cron.setText(chosen.cron());
        });
        cron.textProperty().addListener((_, _, text) -> preset.valueProperty().set(Preset.of(text)));
        name.textProperty().addListener((_, _, _) -> edited());
        cron.textProperty().addListener((_, _, _) -> edited());
        zone.getEditor().textProperty().addListener((_, _, _) -> edited());
        jitter.textProperty().addListener((_, _, _) -> edited());
        action.valueProperty().addListener((_, _, _) -> edited());
    }

    private ScheduleForm form() {
        return new ScheduleForm(name.getText(), stack, action.valueProperty().get(), cron.getText(), zone.getEditor().getText(), jitter.getText(),
                before.isPresent() ? List.of() : taken, before.map(Schedule::choices).orElse(BackupChoices.USUAL));
    }

    private void edited() {
        var form = form();
        nameProblem.say("");
        cronProblem.say(form.cronProblem().orElse(""));
        zoneProblem.say(form.zoneProblem().orElse(""));
        jitterProblem.say(form.jitterProblem().orElse(""));
        command.show(form.command(before.isPresent()));
        var runs = form.preview(Instant.now(), PREVIEWED);
        preview.getChildren().setAll(runs.stream().map(at -> Layout.wrapped(context.formats().time(at) + "  ·  " + context.formats().relative(at), Css.QUIET)).toList());
        if (runs.isEmpty()) preview.getChildren().setAll(Layout.wrapped(Messages.text("schedules.form.preview.none"), Css.QUIET));
    }

    private void save() {
        var form = form();
        nameProblem.say(form.nameProblem().orElse(""));
        form.schedule(Instant.now().truncatedTo(ChronoUnit.SECONDS)).ifPresent(schedule -> model.save(schedule, before.isPresent(), context.overlay()::close));
    }
}
