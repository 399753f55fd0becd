package dev.lifeboat.engine.schedule;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.audit.AuditLog;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The schedules as a person sees and changes them. Thread-safe. */
public final class Schedules {

    private final ScheduleStore store;
    private final ScheduleMemory memory;
    private final AgentFolder agent;
    private final AuditLog audit;
    private final Clock clock;

    public Schedules(ScheduleStore store, ScheduleMemory memory, AgentFolder agent, AuditLog audit, Clock clock) {
        this.store = store;
        this.memory = memory;
        this.agent = agent;
        this.audit = audit;
        this.clock = clock;
    }

    /** By name. @throws Failure.BadInput naming the file that cannot be read and why */
    public List<Schedule> list() {
        return store.list();
    }

    /** @throws Failure.NotFound with the names that exist */
    public Schedule get(String name) {
        return store.get(name);
    }

    /** How each stands now, by name. @throws Failure.BadInput naming the file that cannot be read and why */
    public List<Standing> standings() {
        Instant now = clock.instant();
        List<String> working = agent.agent().map(AgentStatus::working).orElse(List.of());
        return store.list().stream().map(schedule -> Standing.of(schedule, memory.of(schedule), working.contains(schedule.name()), now)).toList();
    }

    /**
     * Keeps a schedule; from now on its runs are promised.
     * @throws Failure.BadInput with all that is wrong, or when the name is taken and is not to be replaced
     */
    public void save(Schedule schedule, boolean replace) {
        boolean there = store.names().contains(schedule.name());
        if (there && !replace) {
            throw new Failure.BadInput("There is a schedule " + schedule.name() + " already.", "Choose another name, or replace it.");
        }
        store.save(schedule);
        audit.record(there ? "schedule.replace" : "schedule.add", schedule.name(), "done", schedule.title() + ": " + schedule.cron() + ", " + schedule.zone());
    }

    /** Forgets a schedule; a run that goes on comes to its end. @throws Failure.NotFound with the names that exist */
    public void remove(String name) {
        store.remove(name);
        memory.forget(name);
        audit.record("schedule.remove", name, "done", "");
    }

    /** The living agent; empty when nobody runs the schedules. */
    public Optional<AgentStatus> agent() {
        return agent.agent();
    }
}
