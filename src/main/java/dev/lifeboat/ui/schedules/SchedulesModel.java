package dev.lifeboat.ui.schedules;

import dev.lifeboat.engine.job.JobQueue;
import dev.lifeboat.engine.schedule.AgentService;
import dev.lifeboat.engine.schedule.AgentStatus;
import dev.lifeboat.engine.schedule.Schedule;
import dev.lifeboat.engine.schedule.ScheduleNews;
import dev.lifeboat.engine.schedule.ScheduledWork;
import dev.lifeboat.engine.schedule.Schedules;
import dev.lifeboat.engine.schedule.Standing;
import dev.lifeboat.ui.common.Latest;
import dev.lifeboat.ui.common.Tasks;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The schedules of the current stack and the agent that runs them; read anew as often as the view asks. */
public final class SchedulesModel {
    /**
     * What was found at one moment.
     *
     * @param standings of the current stack's schedules, by name
     * @param taken     the names of all schedules, of every stack
     * @param agent     the living agent
     * @param installed whether the system starts the agent
     */
    public record Picture(List<Standing> standings, List<String> taken, Optional<AgentStatus> agent, boolean installed) {}

    private final Schedules schedules;
    private final ScheduledWork work;
    private final ScheduleNews news;
    private final Supplier<AgentService> service;
    private final JobQueue queue;
    private final Tasks tasks;
    private final Latest looking = new Latest();
    private final ReadOnlyObjectWrapper<Picture> picture = new ReadOnlyObjectWrapper<>(this, "picture");
    private final ReadOnlyObjectWrapper<Throwable> error = new ReadOnlyObjectWrapper<>(this, "error");
    private Optional<String> stack = Optional.empty();
    private boolean shown;

    /** @param service the agent as a service of this system */
    public SchedulesModel(Schedules schedules, ScheduledWork work, ScheduleNews news, Supplier<AgentService> service, JobQueue queue, Tasks tasks) {
        this.schedules = schedules;
        this.work = work;
        this.news = news;
        this.service = service;
        this.queue = queue;
        this.tasks = tasks;
    }

    /** How the schedules stand, or null until they were looked at. */
    public ReadOnlyObjectProperty<Picture> pictureProperty() {
        return picture.getReadOnlyProperty();
    }

    /** What went wrong last, or null. */
    public ReadOnlyObjectProperty<Throwable> errorProperty() {
        return error.getReadOnlyProperty();
    }

    /** The name of the current stack. */
    public Optional<String> stack() {
        return stack;
    }

    /** Another stack was chosen. */
    public void use(Optional<String> now) {
        if (now.equals(stack)) return;
        stack = now;
        picture.set(null);
        error.set(null);
        if (shown) refresh();
    }

    /** The view is in front, or no longer. */
    public void shown(boolean now) {
        shown = now;
        if (now) refresh();
    }

    /** Looks in the background; a failure that was shown stays until something else is done. */
    public void refresh() {
        var chosen = stack;
        looking.start(tasks.run(() -> look(chosen)).onSuccess(picture::set).onError(Throwable.class, error::set));
    }

    /** Keeps a schedule, then calls {@code done}. */
    public void save(Schedule schedule, boolean replace, Runnable done) {
        act(() -> schedules.save(schedule, replace), done);
    }

    /** Forgets a schedule. */
    public void remove(Schedule schedule) {
        act(() -> schedules.remove(schedule.name()), () -> {});
    }

    /** Does now, as a job of the window, what a schedule does; who is told of its runs is told of this one. */
    public void runNow(Schedule schedule) {
        var job = queue.submit(schedule.title(), schedule.stack(), schedule.command(),
                (progress, cancellation) -> work.run(schedule, progress, cancellation), Function.identity());
        tasks.act(() -> news.follow(schedule, job)).onError(Throwable.class, error::set).onDone(this::refresh).start();
    }

    /** What installing the agent would do; hands it on in the foreground. */
    public void plan(java.util.function.Consumer<AgentService> then) {
        tasks.run(service::get).onSuccess(then::accept).onError(Throwable.class, error::set).start();
    }

    /** Has the system start the agent and keep it running. */
    public void install() {
        act(() -> service.get().install(), () -> {});
    }

    /** The system starts the agent no more. */
    public void uninstall() {
        act(() -> service.get().uninstall(), () -> {});
    }

    private void act(Tasks.Action action, Runnable done) {
        error.set(null);
        tasks.act(action).onSuccess(_ -> done.run()).onError(Throwable.class, error::set).onDone(this::refresh).start();
    }

    private Picture look(Optional<String> chosen) {
        var all = schedules.standings();
        return new Picture(all.stream().filter(one -> chosen.isEmpty() || chosen.get().equals(one.schedule().stack())).toList(),
                all.stream().map(one -> one.schedule().name()).toList(), schedules.agent(), service.get().isInstalled());
    }
}
