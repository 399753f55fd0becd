package dev.lifeboat.ui.schedules;

import atlantafx.base.theme.Styles;
import dev.lifeboat.engine.schedule.Schedule;
import dev.lifeboat.engine.schedule.Standing;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Card;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.ViewContext;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** One schedule: what it does and when, its next run, how the last came out, what can be done. */
final class ScheduleCard extends VBox {
    private final Label what = Layout.wrapped("");
    private final Label particular = Layout.wrapped("", Css.QUIET);
    private final Label overdue = Layout.wrapped("", "schedule-overdue");
    private final Label next = Layout.wrapped("");
    private final Label last = Layout.wrapped("", Css.QUIET);
    private final ViewContext context;
    private final VBox pill = new VBox();
    private final Schedule schedule;

    /** What the buttons do. */
    record Actions(Consumer<Schedule> run, Consumer<Schedule> edit, Consumer<Schedule> remove) {}

    ScheduleCard(Standing standing, Actions actions, ViewContext context) {
        this.context = context;
        schedule = standing.schedule();
        var name = schedule.name();
        setId("schedule-" + name);
        var title = new Label(name);
        title.getStyleClass().add(Styles.TITLE_4);
        title.setMinWidth(USE_PREF_SIZE);
        pill.setAlignment(Pos.CENTER_LEFT);
        next.setId("schedule-next-" + name);
        last.setId("schedule-last-" + name);
        particular.setId("schedule-particular-" + name);
        overdue.setId("schedule-overdue-" + name);
        var run = Buttons.plain("schedule-run-" + name, Messages.text("schedules.run"), Feather.PLAY, () -> actions.run().accept(schedule));
        var edit = Buttons.plain("schedule-edit-" + name, Messages.text("schedules.edit"), () -> actions.edit().accept(schedule));
        var remove = Buttons.icon("schedule-remove-" + name, Messages.text("schedules.remove", name), Feather.TRASH_2, () -> actions.remove().accept(schedule));
        var head = Layout.row(Css.GAP, Layout.icon(Feather.CLOCK, "schedule-icon"), title, pill, Layout.spring(), run, edit, remove);
        getChildren().add(new Card(head, Layout.column(Css.GAP_SMALL, what, particular), overdue, Layout.column(Css.GAP_SMALL, next, last)));
        show(standing);
    }

    Schedule schedule() {
        return schedule;
    }

    /** Shows how it stands now; the buttons stay, and with them the focus. */
    void show(Standing standing) {
        what.setText(ScheduleWords.what(schedule));
        particular.setText(ScheduleWords.particular(schedule).orElse(""));
        particular.setManaged(!particular.getText().isEmpty());
        particular.setVisible(!particular.getText().isEmpty());
        pill.getChildren().setAll(ScheduleWords.pill(standing));
        next.setText(ScheduleWords.next(standing, context.formats()));
        last.setText(ScheduleWords.last(standing, context.formats()));
        overdue.setText(standing.overdue().map(since -> Messages.text("schedules.overdue", context.formats().time(since))).orElse(""));
        overdue.setManaged(standing.overdue().isPresent());
        overdue.setVisible(standing.overdue().isPresent());
    }
}
