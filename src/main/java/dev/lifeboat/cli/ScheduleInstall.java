package dev.lifeboat.cli;

import dev.lifeboat.engine.ShellWord;
import dev.lifeboat.app.App;
import dev.lifeboat.engine.schedule.AgentService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lifeboat schedule install}: has the system run the agent. */
@Command(name = "install", sortOptions = false, description = "Have the system start the agent and keep it running: systemd, launchd or the task scheduler of Windows.",
        footer = {"", "Example: lifeboat schedule install --plan", "Example: lifeboat schedule install --crontab"})
final class ScheduleInstall implements Callable<Integer> {

    @Option(names = "--system", description = "For the whole computer (systemd only; as root): it runs without anybody being logged in.")
    boolean system;

    @Option(names = "--crontab", description = "Print lines for a crontab instead. cron does not catch up missed runs, skip overlapping ones, or notify.")
    boolean crontab;

    @Option(names = "--plan", description = "Only show the file and the commands.")
    boolean planOnly;

    @Mixin CommonOptions common;

    private final Session session;

    ScheduleInstall(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        App app = session.app();
        if (crontab) {
            String lines = app.crontab();
            if (common.json) {
                session.printJson(Map.of("crontab", lines));
            } else {
                session.print(lines);
            }
            return ExitCode.DONE;
        }
        AgentService service = app.agentService(system);
        if (!planOnly) {
            service.install();
            app.audit().record("agent.install", service.file().toString(), "done", "The system starts the agent.");
        }
        print(service);
        return ExitCode.DONE;
    }

    private void print(AgentService service) {
        List<String> commands = service.begin().stream().map(words -> String.join(" ", words.stream().map(ShellWord::quoted).toList())).toList();
        if (common.json) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("installed", !planOnly);
            json.put("file", service.file().toString());
            json.put("content", service.content());
            json.put("commands", commands);
            session.printJson(json);
            return;
        }
        if (planOnly) {
            session.printLine("Would write " + service.file() + ":");
            session.printLine("");
            session.print(service.content().indent(2));
            session.printLine("");
            session.printLine("and run:");
            commands.forEach(command -> session.printLine("  " + command));
        } else {
            session.printLine("Wrote " + service.file() + "; the system runs the agent now.");
        }
        if (!service.note().isEmpty()) {
            session.printLine(service.note());
        }
    }
}
