package dev.lifeboat.ui.backups;

import atlantafx.base.theme.Styles;
import dev.lifeboat.engine.repository.Compression;
import dev.lifeboat.engine.repository.Kind;
import dev.lifeboat.ui.backups.MakingForm.Field;
import dev.lifeboat.ui.backups.MakingForm.Protect;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Choice;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.FieldProblem;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** How a set is made: its encryption, and behind a button compression, limits and commands. */
final class MakingPane extends VBox {
    private final Runnable changed;
    private final boolean encrypts;
    private final Choice<Protect> protect;
    private final Label protectWords = Layout.wrapped("", Css.QUIET);
    private final VBox passphrases;
    private final Choice<Compression> compression = new Choice<>("backup-compression", Messages.text("backups.compression"), List.of(Compression.values()),
            each -> Messages.text("backups.compression." + each.word()));
    private final Map<Field, TextField> fields = new EnumMap<>(Field.class);
    private final Map<Field, FieldProblem> problems = new EnumMap<>(Field.class);
    private final PasswordField passphrase = new PasswordField();
    private final PasswordField again = new PasswordField();
    private final GridPane more = new GridPane();
    private final Button opener;

    /** @param encrypts whether the stack has keys; @param changed is called after each change */
    MakingPane(boolean encrypts, Runnable changed) {
        this.encrypts = encrypts;
        this.changed = changed;
        getStyleClass().add(Css.GAP_LARGE);
        protect = new Choice<>("backup-encryption", Messages.text("backups.encryption"),
                encrypts ? List.of(Protect.STACK, Protect.PASSPHRASE, Protect.NONE) : List.of(Protect.STACK, Protect.PASSPHRASE), this::words);
        opener = Buttons.plain("backup-more", Messages.text("backups.more"), Feather.CHEVRON_RIGHT, this::open);
        opener.getStyleClass().add(Styles.FLAT);
        passphrases = passphrases();
        fill();
        more.getStyleClass().add("form");
        more.setId("backup-making");
        more.setVisible(false);
        more.setManaged(false);
        protect.valueProperty().addListener((_, _, _) -> changed());
        compression.valueProperty().addListener((_, _, _) -> changed());
        protect.valueProperty().set(Protect.STACK);
        compression.valueProperty().set(Compression.ZSTD);
        getChildren().addAll(Layout.column(Css.GAP_SMALL, heading(Messages.text("backups.encryption"), protect), protect, protectWords, passphrases), opener, more);
    }

    private String words(Protect each) {
        return switch (each) {
            case STACK -> Messages.text(encrypts ? "backups.protect.keys" : "backups.protect.none");
            case PASSPHRASE -> Messages.text("backups.protect.passphrase");
            case NONE -> Messages.text("backups.protect.none");
        };
    }

    private VBox passphrases() {
        passphrase.setId("backup-passphrase");
        passphrase.setPromptText(Messages.text("keys.passphrase"));
        passphrase.setAccessibleText(Messages.text("keys.passphrase"));
        again.setId("backup-again");
        again.setPromptText(Messages.text("keys.again"));
        again.setAccessibleText(Messages.text("keys.again"));
        passphrase.textProperty().addListener((_, _, _) -> changed.run());
        again.textProperty().addListener((_, _, _) -> changed.run());
        var box = Layout.column(Css.GAP_SMALL, passphrase, again, problem(Field.PASSPHRASE));
        box.managedProperty().bind(box.visibleProperty());
        return box;
    }

    private void fill() {
        more.addRow(0, new Label(Messages.text("backups.compression")), compression);
        row(Field.LEVEL, "backups.level", "backups.level.prompt");
        row(Field.WORKERS, "backups.workers", "backups.workers.prompt");
        row(Field.PARALLEL, "backups.parallel", "backups.parallel.prompt");
        row(Field.RATE, "backups.rate", "backups.rate.prompt");
        row(Field.TIME_OUT, "backups.timeOut", "backups.timeOut.prompt");
        row(Field.BEFORE, "backups.before", "backups.before.prompt");
        row(Field.AFTER, "backups.after", "backups.after.prompt");
    }

    private void row(Field field, String key, String prompt) {
        var text = new TextField();
        text.setId("backup-" + field.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        text.setAccessibleText(Messages.text(key));
        text.setPromptText(Messages.text(prompt));
        text.setPrefColumnCount(26);
        text.textProperty().addListener((_, _, _) -> changed.run());
        fields.put(field, text);
        var label = new Label(Messages.text(key));
        label.setLabelFor(text);
        label.setMinWidth(USE_PREF_SIZE);
        more.addRow(more.getRowCount(), label, Layout.column(Css.GAP_SMALL, text, problem(field)));
    }

    private FieldProblem problem(Field field) {
        var problem = new FieldProblem("backup-" + field.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-problem");
        problems.put(field, problem);
        return problem;
    }

    static Label heading(String text, Node of) {
        var heading = new Label(text);
        heading.getStyleClass().add(Styles.TEXT_BOLD);
        heading.setLabelFor(of);
        return heading;
    }

    private void open() {
        boolean now = !more.isVisible();
        more.setVisible(now);
        more.setManaged(now);
        opener.setGraphic(new FontIcon(now ? Feather.CHEVRON_DOWN : Feather.CHEVRON_RIGHT));
    }

    private void changed() {
        var chosen = protect.valueProperty().get();
        passphrases.setVisible(chosen == Protect.PASSPHRASE);
        var how = compression.valueProperty().get();
        if (how != null) {
            fields.get(Field.LEVEL).setDisable(how.highestLevel() == 0);
            fields.get(Field.WORKERS).setDisable(how != Compression.ZSTD);
        }
        changed.run();
    }

    /** Only databases are backed up several at once. */
    void show(Kind kind, List<String> keys) {
        fields.get(Field.PARALLEL).setDisable(!BackupForm.takesDatabases(kind));
        var chosen = protect.valueProperty().get();
        protectWords.setText(chosen == Protect.PASSPHRASE ? Messages.text("backups.protect.passphrase.words")
                : chosen == Protect.STACK && encrypts ? Messages.text("backups.protect.keys.words", String.join(", ", keys)) : Messages.text("backups.protect.none.words"));
    }

    /** Says what is wrong with each field; a passphrase only once something was typed. */
    void say(Map<Field, String> wrong) {
        problems.forEach((field, problem) -> problem.say(field == Field.PASSPHRASE && again.getText().isEmpty() ? "" : wrong.getOrDefault(field, "")));
    }

    MakingForm form() {
        if (compression.valueProperty().get() == null || protect.valueProperty().get() == null) return MakingForm.USUAL;
        return new MakingForm(compression.valueProperty().get(), text(Field.LEVEL), text(Field.WORKERS), protect.valueProperty().get(), passphrase.getText(),
                again.getText(), text(Field.PARALLEL), text(Field.RATE), text(Field.TIME_OUT), text(Field.BEFORE), text(Field.AFTER));
    }

    private String text(Field field) {
        return fields.get(field).isDisabled() ? "" : fields.get(field).getText();
    }
}
