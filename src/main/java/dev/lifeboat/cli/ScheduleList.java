package dev.lifeboat.cli;

import dev.lifeboat.engine.schedule.AgentStatus;
import dev.lifeboat.engine.schedule.LastRun;
import dev.lifeboat.engine.schedule.Standing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lifeboat schedule list}: each with its next run and how the last one came out. */
@Command(name = "list", sortOptions = false, description = "List the schedules, their next runs and how the last ones came out.",
        footer = {"", "Ends with 3 when a run is overdue or the last one failed.", "", "Example: lifeboat schedule list"})
final class ScheduleList implements Callable<Integer> {

    @Mixin CommonOptions common;

    private final Session session;

    ScheduleList(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        List<Standing> standings = session.app().schedules().standings();
        Optional<AgentStatus> agent = session.app().schedules().agent();
        if (common.json) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("agent", agent.map(AgentStatus::process).orElse(null));
            json.put("schedules", standings.stream().map(ScheduleText::json).toList());
            session.printJson(json);
        } else {
            print(standings, agent);
        }
        boolean trouble = standings.stream().anyMatch(one -> one.overdue().isPresent() || one.last().filter(LastRun::failed).isPresent());
        return trouble ? ExitCode.DONE_WITH_WARNINGS : ExitCode.DONE;
    }

    private void print(List<Standing> standings, Optional<AgentStatus> agent) {
        if (standings.isEmpty()) {
            session.printLine("There is no schedule yet. Add one: lifeboat schedule add nightly backup-database --cron \"0 2 * * *\"");
            return;
        }
        Table table = new Table("", "NAME", "WHAT", "STACK", "CRON", "ZONE", "NEXT", "LAST");
        standings.forEach(one -> table.row(one.schedule().name(), Commands.word(one.schedule().action()), one.schedule().stack(), one.schedule().cron().text(),
                one.schedule().zone().getId(), ScheduleText.next(one, session.words()), ScheduleText.last(one, session.words())));
        session.print(table.toString());
        standings.forEach(one -> ScheduleText.particular(one.schedule()).ifPresent(text -> session.printLine(one.schedule().name() + ": " + text)));
        session.printLine(agent.map(status -> "The agent runs: " + status.process() + ", since " + session.words().time(status.since()) + ".")
                .orElse("The agent does not run, so no schedule runs. Start it: lifeboat agent"));
    }
}
