package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.schedule.AgentService;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lifeboat schedule uninstall}: the system runs the agent no more. */
@Command(name = "uninstall", sortOptions = false, description = "Stop the agent that the system runs and remove what install wrote, and nothing else. The schedules stay.",
        footer = {"", "Example: lifeboat schedule uninstall"})
final class ScheduleUninstall implements Callable<Integer> {

    @Option(names = "--system", description = "That of the whole computer (systemd only; as root).")
    boolean system;

    @Option(names = "--plan", description = "Only say what would be removed.")
    boolean planOnly;

    @Mixin CommonOptions common;

    private final Session session;

    ScheduleUninstall(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        App app = session.app();
        AgentService service = app.agentService(system);
        boolean there = planOnly ? service.isInstalled() : service.uninstall();
        if (there && !planOnly) {
            app.audit().record("agent.uninstall", service.file().toString(), "done", "The system no longer starts the agent.");
        }
        if (common.json) {
            session.printJson(Map.of("file", service.file().toString(), "there", there, "removed", there && !planOnly));
        } else {
            session.printLine(there ? (planOnly ? "Would remove " : "Removed ") + service.file() + "." : "The agent is not installed: there is no " + service.file() + " of ours.");
        }
        return ExitCode.DONE;
    }
}
