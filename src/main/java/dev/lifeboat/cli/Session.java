package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Json;
import dev.lifeboat.engine.job.Job;
import dev.lifeboat.engine.job.JobQueue;
import dev.lifeboat.engine.stack.Stack;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What one call of the program works with. The program behind it is put together only when a command needs it. */
final class Session implements AutoCloseable {

    private final Supplier<App> apps;
    private final Terminal terminal;
    private final Words words;
    private final Interruption interruption;
    private App app;

    /** @param clock says what time it is and which zone is local */
    Session(Supplier<App> apps, Terminal terminal, Clock clock, Interruption interruption) {
        this.apps = apps;
        this.terminal = terminal;
        this.interruption = interruption;
        words = new Words(clock);
    }

    App app() {
        if (app == null) {
            app = apps.get();
        }
        return app;
    }

    Terminal terminal() {
        return terminal;
    }

    Words words() {
        return words;
    }

    Interruption interruption() {
        return interruption;
    }

    /** Text for people, as it is. */
    void print(String text) {
        terminal.out().print(text);
    }

    void printLine(String text) {
        terminal.out().println(text);
    }

    /** The one document of a command with {@code --json}. */
    void printJson(Object document) {
        terminal.out().println(Json.line(document));
    }

    /** Runs a task as a job and waits for it. @param quiet without showing progress */
    <R> R run(Task<R> task, boolean quiet) {
        return run(task, quiet, _ -> { });
    }

    /** As {@link #run(Task, boolean)}. @param afterwards is given the job at its end, however it came */
    <R> R run(Task<R> task, boolean quiet, Consumer<Job<R>> afterwards) {
        JobQueue jobs = app().jobs();
        try (var _ = progressOf(jobs, quiet ? Shown.NOTHING : Shown.ALL)) {
            Job<R> job = jobs.submit(task.title(), task.target(), task.command(), task.work(), task.outcome());
            try (var _ = interruption.guard(job::cancel)) {
                return job.await();
            } finally {
                afterwards.accept(job);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Failure.Cancelled("Interrupted.");
        }
    }

    /** What is shown of running jobs. */
    enum Shown { NOTHING, PHASES, ALL }

    /** Shows the progress of a queue's jobs until it is closed. */
    Progressing progressOf(JobQueue jobs, Shown shown) {
        if (shown == Shown.NOTHING) {
            return () -> { };
        }
        ProgressDisplay display = new ProgressDisplay(terminal, words, System::nanoTime, shown == Shown.ALL);
        var listening = jobs.listen(display);
        return () -> {
            listening.close();
            display.close();
        };
    }

    /** A display of progress that is on. */
    interface Progressing extends AutoCloseable {
        @Override void close();
    }

    /**
     * The stack that is meant: the named one, or the only one there is.
     *
     * @throws Failure.NotFound when it, or any, does not exist
     * @throws Failure.BadInput when there are several and none is named
     */
    Stack stack(Optional<String> name) {
        if (name.isPresent()) {
            return app().stacks().get(name.get());
        }
        List<Stack> all = app().stacks().list();
        if (all.isEmpty()) {
            throw new Failure.NotFound("There is no stack yet.",
                    "Add one: lifeboat stack add shop --url postgresql://postgres@db.example.org/postgres", "Or see it all work first: lifeboat demo");
        }
        if (all.size() > 1) {
            throw new Failure.BadInput("There are " + all.size() + " stacks; say which one with --stack.",
                    "They are: " + String.join(", ", all.stream().map(Stack::name).toList()));
        }
        return all.getFirst();
    }

    @Override public void close() {
        if (app != null) {
            app.close();
        }
    }
}
