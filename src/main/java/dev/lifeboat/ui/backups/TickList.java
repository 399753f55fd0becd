package dev.lifeboat.ui.backups;

import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.FieldProblem;
import dev.lifeboat.ui.common.Layout;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;

/** Names with ticks, all of them ticked to begin with, and what is known of each at the end of its line. */
final class TickList extends VBox {
    private static final double NAME_WIDTH = 330;

    private final String id;
    private final Runnable changed;
    private final List<CheckBox> boxes = new ArrayList<>();
    private final VBox lines = Layout.column(Css.GAP);
    private final FieldProblem problem;

    /** @param id the ticks are called {@code <id>-0}, {@code <id>-1}, ...; @param changed is called after each tick */
    TickList(String id, String title, Runnable changed) {
        this.id = id;
        this.changed = changed;
        getStyleClass().add(Css.GAP_SMALL);
        problem = new FieldProblem(id + "s-problem");
        var scroll = new ScrollPane(lines);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("backup-databases");
        getChildren().addAll(MakingPane.heading(title, scroll), scroll, problem);
    }

    void clear() {
        boxes.clear();
        lines.getChildren().clear();
    }

    void add(String name, String about) {
        var box = new CheckBox(name);
        box.setId(id + "-" + boxes.size());
        box.setSelected(true);
        box.setMnemonicParsing(false);
        box.setMaxWidth(NAME_WIDTH);
        box.setTooltip(new Tooltip(name));
        box.selectedProperty().addListener((_, _, _) -> changed.run());
        boxes.add(box);
        lines.getChildren().add(Layout.row(Css.GAP, box, Layout.spring(), quiet(about)));
    }

    /** One that is not taken, and why. */
    void addLeftOut(String name, String why) {
        lines.getChildren().add(Layout.column(Css.GAP_SMALL, Layout.wrapped(name, Css.QUIET), Layout.wrapped(why, Css.QUIET)));
    }

    private static Label quiet(String about) {
        var label = new Label(about);
        label.getStyleClass().add(Css.QUIET);
        return label;
    }

    BackupForm.Ticked ticked() {
        return new BackupForm.Ticked(boxes.stream().map(CheckBox::getText).toList(), boxes.stream().filter(CheckBox::isSelected).map(CheckBox::getText).toList());
    }

    void say(String sentence) {
        problem.say(sentence);
    }
}
