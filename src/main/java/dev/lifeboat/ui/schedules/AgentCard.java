package dev.lifeboat.ui.schedules;

import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Card;
import dev.lifeboat.ui.common.CodeBlock;
import dev.lifeboat.ui.common.ConfirmDialog;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.StatePill;
import dev.lifeboat.ui.common.StatePill.State;
import dev.lifeboat.ui.common.ViewContext;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** Whether somebody runs the schedules, and what to do when nobody does. */
final class AgentCard extends VBox {
    private final SchedulesModel model;
    private final ViewContext context;
    private final StatePill state = new StatePill(State.NEUTRAL, "");
    private final Label sentence = Layout.wrapped("");
    private final CodeBlock command = new CodeBlock("agent-command", Messages.text("schedules.agent.command"));
    private final Button install;
    private final Button uninstall;

    AgentCard(SchedulesModel model, ViewContext context) {
        this.model = model;
        this.context = context;
        setId("agent");
        state.setId("agent-state");
        sentence.setId("agent-sentence");
        command.show("lifeboat agent");
        install = Buttons.plain("agent-install", Messages.text("schedules.agent.install"), Feather.DOWNLOAD, () -> model.plan(this::ask));
        uninstall = Buttons.plain("agent-uninstall", Messages.text("schedules.agent.uninstall"), () -> context.overlay().show(ConfirmDialog.plain(context.overlay(),
                Messages.text("schedules.agent.uninstall.title"), Messages.text("schedules.agent.uninstall.consequence"), Messages.text("schedules.agent.uninstall"), model::uninstall)));
        HBox.setHgrow(sentence, Priority.ALWAYS);
        getChildren().add(new Card(Layout.row(Css.GAP_LARGE, state, sentence, install, uninstall), command));
    }

    void show(SchedulesModel.Picture picture) {
        var agent = picture.agent();
        state.show(agent.isPresent() ? State.GOOD : picture.standings().isEmpty() ? State.NEUTRAL : State.WARNING,
                Messages.text(agent.isPresent() ? "schedules.agent.runs" : "schedules.agent.stopped"));
        sentence.setText(agent.map(status -> Messages.text("schedules.agent.since", String.valueOf(status.process().pid()), context.formats().relative(status.since())))
                .orElseGet(() -> Messages.text(picture.installed() ? "schedules.agent.installed" : "schedules.agent.note")));
        shown(install, !picture.installed());
        shown(uninstall, picture.installed());
        command.setManaged(agent.isEmpty());
        command.setVisible(agent.isEmpty());
    }

    private void ask(dev.lifeboat.engine.schedule.AgentService service) {
        context.overlay().show(new InstallSheet(service, model, context));
    }

    private static void shown(Button button, boolean shown) {
        button.setManaged(shown);
        button.setVisible(shown);
    }
}
