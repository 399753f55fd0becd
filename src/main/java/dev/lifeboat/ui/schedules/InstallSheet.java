package dev.lifeboat.ui.schedules;

import atlantafx.base.theme.Styles;
import dev.lifeboat.engine.schedule.AgentService;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.CodeBlock;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.ViewContext;
import javafx.scene.layout.VBox;

/** What installing the agent writes and runs, before it is done. */
final class InstallSheet extends VBox {
    InstallSheet(AgentService service, SchedulesModel model, ViewContext context) {
        setId("agent-install-sheet");
        getStyleClass().addAll("lb-sheet", "schedule-sheet", Css.GAP_LARGE);
        var file = new CodeBlock("agent-install-file", service.file().toString());
        file.show(service.content().strip());
        var commands = new CodeBlock("agent-install-commands", Messages.text("schedules.agent.install.commands"));
        commands.show(String.join("\n", service.begin().stream().map(words -> String.join(" ", words)).toList()));
        var cancel = Buttons.plain("agent-install-cancel", Messages.text("common.cancel"), context.overlay()::close);
        cancel.setCancelButton(true);
        var go = Buttons.accent("agent-install-go", Messages.text("schedules.agent.install"), () -> {
            context.overlay().close();
            model.install();
        });
        getChildren().addAll(Layout.wrapped(Messages.text("schedules.agent.install.title"), Styles.TITLE_4),
                Layout.wrapped(Messages.text("schedules.agent.install.sentence"), Css.QUIET), file, commands,
                Layout.wrapped(service.note(), Css.QUIET), Layout.row(Css.GAP, Layout.spring(), cancel, go));
    }
}
