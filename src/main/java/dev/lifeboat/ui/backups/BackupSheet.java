package dev.lifeboat.ui.backups;

import atlantafx.base.theme.Styles;
import dev.lifeboat.engine.backup.DatabaseBackupPlan;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.CodeBlock;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.EnvironmentBadge;
import dev.lifeboat.ui.common.ErrorBanner;
import dev.lifeboat.ui.common.Facts;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.FieldProblem;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.ViewContext;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;

/** The sheet before a backup: which databases, a label, what it will be, the command that does the same. */
final class BackupSheet extends VBox {
    private final BackupModel model;
    private final ViewContext context;
    private final List<CheckBox> boxes = new ArrayList<>();
    private final TextField label = new TextField();
    private final FieldProblem databasesProblem = new FieldProblem("backup-databases-problem");
    private final FieldProblem labelProblem = new FieldProblem("backup-label-problem");
    private final VBox body = Layout.column(Css.GAP_LARGE);
    private final Facts facts = new Facts();
    private final CodeBlock command = new CodeBlock("backup-command", Messages.text("backups.command"));
    private final ErrorBanner error = new ErrorBanner("backup-error");
    private final Button retry;
    private final Button go;

    BackupSheet(BackupModel model, ViewContext context) {
        this.model = model;
        this.context = context;
        setId("backup-sheet");
        getStyleClass().addAll("lb-sheet", "backup-sheet", Css.GAP_LARGE);
        label.setId("backup-label");
        label.setPromptText(Messages.text("backups.label.prompt"));
        label.setAccessibleText(Messages.text("backups.label"));
        label.textProperty().addListener((_, _, _) -> update());
        retry = Buttons.plain("backup-retry", Messages.text("backups.retry"), model::load);
        go = Buttons.accent("backup-go", Messages.text("backups.go"), this::start);
        go.setDefaultButton(true);
        var cancel = Buttons.plain("backup-cancel", Messages.text("common.cancel"), this::close);
        getChildren().addAll(
                Layout.row(Css.GAP, Layout.wrapped(Messages.text("backups.sheet.title", model.stack().name()), Styles.TITLE_4),
                        new EnvironmentBadge(model.stack().environment())),
                error, body, Layout.row(Css.GAP, retry, Layout.spring(), cancel, go));
        model.planProperty().addListener((_, _, _) -> show());
        model.errorProperty().addListener((_, _, _) -> show());
        show();
        model.load();
    }

    private void show() {
        var failed = model.errorProperty().get();
        var plan = model.planProperty().get();
        if (failed == null) error.clear();
        else error.show(failed);
        retry.setVisible(failed != null);
        retry.setManaged(failed != null);
        go.setDisable(plan == null);
        if (plan != null) fill(plan);
        else if (failed == null) body.getChildren().setAll(waiting());
        else body.getChildren().clear();
    }

    private static Node waiting() {
        var indicator = new ProgressIndicator();
        indicator.getStyleClass().add("small-indicator");
        return Layout.row(Css.GAP, indicator, new Label(Messages.text("backups.sheet.asking")));
    }

    private void fill(DatabaseBackupPlan plan) {
        boxes.clear();
        var list = Layout.column(Css.GAP);
        plan.databaseBytes().forEach((name, bytes) -> {
            var box = new CheckBox(name);
            box.setId("backup-database-" + boxes.size());
            box.setSelected(true);
            box.setMnemonicParsing(false);
            box.selectedProperty().addListener((_, _, _) -> update());
            boxes.add(box);
            var size = new Label(context.formats().size(bytes));
            size.getStyleClass().add(Css.QUIET);
            list.getChildren().add(Layout.row(Css.GAP, box, Layout.spring(), size));
        });
        var scroll = new ScrollPane(list);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("backup-databases");
        body.getChildren().setAll(
                Layout.column(Css.GAP_SMALL, heading(Messages.text("backups.sheet.databases"), scroll), scroll, databasesProblem),
                Layout.column(Css.GAP_SMALL, heading(Messages.text("backups.label"), label), label, labelProblem),
                facts, command);
        update();
    }

    private static Label heading(String text, Node of) {
        var heading = new Label(text);
        heading.getStyleClass().add(Styles.TEXT_BOLD);
        heading.setLabelFor(of);
        return heading;
    }

    private BackupForm form() {
        var offered = boxes.stream().map(CheckBox::getText).toList();
        var chosen = boxes.stream().filter(CheckBox::isSelected).map(CheckBox::getText).toList();
        return new BackupForm(offered, chosen, label.getText());
    }

    private void update() {
        var plan = model.planProperty().get();
        if (plan == null) return;
        var form = form();
        databasesProblem.say(form.databasesProblem().orElse(""));
        labelProblem.say(form.labelProblem().orElse(""));
        go.setDisable(form.options().isEmpty());
        form.options().ifPresent(options -> command.show(model.command(options).text()));
        facts.getChildren().clear();
        facts.add(Messages.text("backups.sheet.size"), estimate(plan, form.chosen(), context.formats()))
                .add(Messages.text("backups.sheet.free"), Messages.text("backups.sheet.free.value",
                        context.formats().size(plan.freeBytes()), plan.repository()))
                .add(Messages.text("backups.sheet.tools"), Messages.text("backups.sheet.tools.value", plan.tools().version(), plan.tools().place()));
    }

    private String estimate(DatabaseBackupPlan plan, List<String> chosen, Formats formats) {
        var onServer = formats.size(model.bytes(chosen));
        return plan.previousStoredBytes()
                .map(last -> Messages.text("backups.sheet.size.known", onServer, formats.size(last)))
                .orElseGet(() -> Messages.text("backups.sheet.size.unknown", onServer));
    }

    private void start() {
        form().options().ifPresent(options -> {
            model.start(options);
            close();
        });
    }

    private void close() {
        model.close();
        context.overlay().close();
    }
}
