package dev.lifeboat.ui.overview;

import dev.lifeboat.engine.monitor.StackHealth.Action;
import dev.lifeboat.engine.monitor.StackHealth.Todo;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Card;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Place;
import dev.lifeboat.ui.common.StatePill;
import dev.lifeboat.ui.common.ViewContext;
import dev.lifeboat.ui.replication.ReplicationView;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** What needs doing, worst first, each with the button that does it. */
final class TodoCard extends VBox {
    private final OverviewModel model;
    private final ViewContext context;
    private final VBox rows = Layout.column(Css.GAP);

    TodoCard(OverviewModel model, ViewContext context) {
        this.model = model;
        this.context = context;
        setId("overview-todo");
        getChildren().add(new Card(Messages.text("overview.todo"), rows));
    }

    /** @param picture null while nothing is known */
    void show(OverviewModel.Picture picture) {
        rows.getChildren().clear();
        if (picture == null) return;
        picture.health().todo().forEach(todo -> rows.getChildren().add(row(todo)));
        if (rows.getChildren().isEmpty()) {
            rows.getChildren().add(Layout.row(Css.GAP,
                    Layout.icon(StatePill.State.GOOD.icon(), "icon-good"), Layout.wrapped(Messages.text("overview.todo.none"), Css.QUIET)));
        }
    }

    private Node row(Todo todo) {
        var icon = switch (todo.level()) {
            case OK -> Layout.icon(StatePill.State.NEUTRAL.icon(), "icon-neutral");
            case WARN -> Layout.icon(StatePill.State.WARNING.icon(), "icon-warning");
            case FAIL -> Layout.icon(StatePill.State.BAD.icon(), "icon-bad");
        };
        var what = Layout.wrapped(todo.what());
        HBox.setHgrow(what, Priority.ALWAYS);
        var number = rows.getChildren().size();
        var button = Buttons.plain("overview-todo-" + number, verb(todo), () -> perform(todo));
        button.setDisable(model.runningProperty().get() != null && (todo.action() == Action.BACK_UP || todo.action() == Action.VERIFY));
        return Layout.row(Css.GAP_LARGE, icon, what, Layout.spring(), button);
    }

    private static String verb(Todo todo) {
        return Messages.text("overview.action." + todo.action().name().toLowerCase(Locale.ROOT));
    }

    private void perform(Todo todo) {
        if (model.perform(todo)) return;
        switch (todo.action()) {
            case ADD_DESTINATION -> context.navigator().open(Place.REPLICATION, ReplicationView.ADD);
            case SHOW_SET -> context.navigator().open(Place.BACKUPS, todo.target());
            case SHOW_SCHEDULES -> context.navigator().open(Place.SCHEDULES);
            default -> context.navigator().open(Place.ACTIVITY, todo.target());
        }
    }
}
