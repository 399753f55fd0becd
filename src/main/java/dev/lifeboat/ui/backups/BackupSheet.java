package dev.lifeboat.ui.backups;

import atlantafx.base.theme.Styles;
import dev.lifeboat.engine.backup.BackupPlan;
import dev.lifeboat.engine.backup.DatabaseBackupPlan;
import dev.lifeboat.engine.backup.FullBackupPlan;
import dev.lifeboat.engine.backup.VolumeBackupPlan;
import dev.lifeboat.engine.repository.Kind;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Choice;
import dev.lifeboat.ui.common.CodeBlock;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.EnvironmentBadge;
import dev.lifeboat.ui.common.ErrorBanner;
import dev.lifeboat.ui.common.FieldProblem;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Note;
import dev.lifeboat.ui.common.StatePill;
import dev.lifeboat.ui.common.ViewContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/** The sheet before a backup: which kind, what of the stack, how it is made, what it will be, the command that does the same. */
final class BackupSheet extends VBox {
    private static final Duration TYPING = Duration.millis(400);

    private final BackupModel model;
    private final ViewContext context;
    private final Label sentence = Layout.wrapped("", Css.QUIET);
    private final TickList databases = new TickList("backup-database", Messages.text("backups.sheet.databases"), this::update);
    private final TickList volumes = new TickList("backup-volume", Messages.text("backups.sheet.volumes"), this::update);
    private final Choice<Boolean> hold = new Choice<>("backup-hold", Messages.text("backups.sheet.held"), List.of(false, true),
            stop -> Messages.text(stop ? "backups.hold.stop" : "backups.hold.pause"));
    private final TextField label = new TextField();
    private final FieldProblem labelProblem = new FieldProblem("backup-label-problem");
    private final MakingPane making;
    private final VBox body = Layout.column(Css.GAP_LARGE);
    private final VBox refusal = Layout.column(Css.GAP);
    private final PlanFacts facts;
    private final CodeBlock command = new CodeBlock("backup-command", Messages.text("backups.command"));
    private final ErrorBanner error = new ErrorBanner("backup-error");
    private final PauseTransition pause = new PauseTransition(TYPING);
    private final Button retry;
    private final Button go;

    BackupSheet(BackupModel model, ViewContext context) {
        this.model = model;
        this.context = context;
        setId("backup-sheet");
        getStyleClass().addAll("lb-sheet", "backup-sheet", Css.GAP_LARGE);
        facts = new PlanFacts(context.formats());
        making = new MakingPane(!model.stack().recipients().isEmpty(), this::update);
        label.setId("backup-label");
        label.setPromptText(Messages.text("backups.label.prompt"));
        label.setAccessibleText(Messages.text("backups.label"));
        label.textProperty().addListener((_, _, _) -> update());
        hold.valueProperty().set(false);
        hold.valueProperty().addListener((_, _, _) -> update());
        body.getStyleClass().add("backup-body");
        pause.setOnFinished(_ -> form().choices().ifPresent(model::plan));
        retry = Buttons.plain("backup-retry", Messages.text("backups.retry"), model::load);
        go = Buttons.accent("backup-go", Messages.text("backups.go"), this::start);
        go.setDefaultButton(true);
        var cancel = Buttons.plain("backup-cancel", Messages.text("common.cancel"), this::close);
        cancel.setCancelButton(true);
        getChildren().addAll(
                Layout.row(Css.GAP, Layout.wrapped(Messages.text("backups.sheet.title", model.stack().name()), Styles.TITLE_4),
                        new EnvironmentBadge(model.stack().environment())),
                kinds(), sentence, error, refusal, scrolling(body), command, Layout.row(Css.GAP, retry, Layout.spring(), cancel, go));
        model.offeredProperty().addListener((_, _, _) -> show());
        model.errorProperty().addListener((_, _, _) -> show());
        model.plannedProperty().addListener((_, _, planned) -> {
            if (planned != null) facts.show(planned);
        });
        model.choose(Kind.DATABASE);
        show();
    }

    private Node kinds() {
        var kinds = new Choice<>("backup-kind", Messages.text("backups.column.kind"), List.of(Kind.values()), BackupSheet::kindWord);
        kinds.valueProperty().set(Kind.DATABASE);
        kinds.valueProperty().addListener((_, _, chosen) -> {
            pause.stop();
            model.choose(chosen);
            show();
        });
        return kinds;
    }

    private static String kindWord(Kind kind) {
        return Messages.text(switch (kind) {
            case DATABASE -> "backups.kind.database";
            case VOLUMES -> "backups.kind.volumes";
            case FULL -> "backups.kind.both";
            case BASE -> "backups.kind.base";
        });
    }

    /** As high as its content where there is room. */
    private static ScrollPane scrolling(VBox content) {
        var scroll = new ScrollPane(content);
        content.heightProperty().addListener((_, _, height) -> scroll.setPrefViewportHeight(height.doubleValue()));
        scroll.setFitToWidth(true);
        scroll.setMinHeight(0);
        scroll.getStyleClass().add("page-scroll");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        return scroll;
    }

    private void show() {
        var failed = model.errorProperty().get();
        var offered = model.offeredProperty().get();
        var kind = model.kindProperty().get();
        var impossible = model.impossible(kind);
        sentence.setText(Messages.text("backups.about." + kind.name().toLowerCase(Locale.ROOT)));
        if (failed == null) error.clear();
        else error.show(failed);
        retry.setVisible(failed != null);
        retry.setManaged(failed != null);
        refusal.getChildren().setAll(impossible.map(this::refused).stream().toList());
        refusal.setManaged(impossible.isPresent());
        if (impossible.isPresent()) body.getChildren().clear();
        else if (offered != null && body.getUserData() != offered) fill(offered.plan());
        else if (offered == null && failed == null) body.getChildren().setAll(waiting());
        else if (offered == null) body.getChildren().clear();
        body.setUserData(offered);
        if (offered == null) command.show("");
        go.setDisable(offered == null || failed != null || form().choices().isEmpty());
    }

    private Node refused(String why) {
        var note = new Note(StatePill.State.WARNING, why, Messages.text("backups.kind.todo"),
                Buttons.plain("backup-add-volumes", Messages.text("backups.kind.addVolumes"), () -> {
                    close();
                    context.navigator().changeVolumes();
                }));
        note.setId("backup-impossible");
        return note;
    }

    private static Node waiting() {
        var indicator = new ProgressIndicator();
        indicator.getStyleClass().add("small-indicator");
        return Layout.row(Css.GAP, indicator, new Label(Messages.text("backups.sheet.asking")));
    }

    private void fill(BackupPlan plan) {
        databases.clear();
        volumes.clear();
        var formats = context.formats();
        databasesOf(plan).ifPresent(of -> of.databaseBytes().forEach((name, bytes) -> databases.add(name, formats.size(bytes))));
        volumesOf(plan).ifPresent(of -> {
            of.volumes().forEach(volume -> volumes.add(volume.name(), Optional.ofNullable(of.previousBytes().get(volume.name()))
                    .map(bytes -> Messages.text("backups.sheet.volume.last", formats.size(bytes))).orElse("")));
            of.leftOut().forEach((name, why) -> volumes.addLeftOut(name, Messages.text("backups.sheet.leftOut", why)));
        });
        body.getChildren().clear();
        if (databasesOf(plan).isPresent()) body.getChildren().add(databases);
        if (volumesOf(plan).isPresent()) body.getChildren().add(volumes);
        if (plan instanceof FullBackupPlan) body.getChildren().add(Layout.column(Css.GAP_SMALL, MakingPane.heading(Messages.text("backups.sheet.held"), hold), hold));
        body.getChildren().addAll(facts, Layout.column(Css.GAP_SMALL, MakingPane.heading(Messages.text("backups.label"), label), label, labelProblem), making);
        update();
    }

    private static Optional<DatabaseBackupPlan> databasesOf(BackupPlan plan) {
        return plan instanceof FullBackupPlan full ? Optional.of(full.databases()) : plan instanceof DatabaseBackupPlan of ? Optional.of(of) : Optional.empty();
    }

    private static Optional<VolumeBackupPlan> volumesOf(BackupPlan plan) {
        return plan instanceof FullBackupPlan full ? Optional.of(full.volumes()) : plan instanceof VolumeBackupPlan of ? Optional.of(of) : Optional.empty();
    }

    private BackupForm form() {
        return new BackupForm(model.kindProperty().get(), databases.ticked(), volumes.ticked(), hold.valueProperty().get(), label.getText(), making.form());
    }

    private void update() {
        var offered = making == null ? null : model.offeredProperty().get();
        if (offered == null) return;
        var form = form();
        databases.say(form.databasesProblem().orElse(""));
        volumes.say(form.volumesProblem().orElse(""));
        labelProblem.say(form.labelProblem().orElse(""));
        making.show(form.kind(), offered.keys());
        making.say(form.making().problems());
        go.setDisable(form.choices().isEmpty());
        form.choices().ifPresent(choices -> command.show(model.command(choices).text()));
        if (form.choices().isPresent()) pause.playFromStart();
        else pause.stop();
    }

    private void start() {
        form().choices().ifPresent(choices -> {
            model.start(choices);
            close();
        });
    }

    private void close() {
        pause.stop();
        model.close();
        context.overlay().close();
    }
}
