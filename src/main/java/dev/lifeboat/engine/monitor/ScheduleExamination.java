package dev.lifeboat.engine.monitor;

import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Sizes;
import dev.lifeboat.engine.schedule.Schedules;
import dev.lifeboat.engine.schedule.Standing;
import java.util.List;

/** Looks at the schedules: readable, somebody runs them, none overdue. */
final class ScheduleExamination {

    private static final String NAME = "Schedules";

    private final Schedules schedules;

    ScheduleExamination(Schedules schedules) {
        this.schedules = schedules;
    }

    /** None when there is no schedule. */
    List<Check> checks() {
        try {
            List<Standing> standings = schedules.standings();
            return standings.isEmpty() ? List.of() : List.of(check(standings));
        } catch (Failure e) {
            return List.of(Check.fail(NAME, e.getMessage(), e.hints().toArray(String[]::new)));
        }
    }

    private Check check(List<Standing> standings) {
        boolean agentRuns = schedules.agent().isPresent();
        List<String> overdue = standings.stream().filter(one -> one.overdue().isPresent()).map(one -> one.schedule().name()).toList();
        String[] start = {"Start the agent: lifeboat agent", "Or have the system do it: lifeboat schedule install"};
        if (!overdue.isEmpty()) {
            return Check.fail(NAME, "Overdue: " + String.join(", ", overdue) + (agentRuns ? "." : ". The agent does not run."),
                    agentRuns ? new String[] {"lifeboat schedule list"} : start);
        }
        return agentRuns ? Check.ok(NAME, Sizes.count(standings.size(), "schedule") + ", and the agent runs.")
                : Check.warn(NAME, "The agent does not run, so no schedule runs.", start);
    }
}
