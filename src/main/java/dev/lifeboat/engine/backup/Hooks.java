package dev.lifeboat.engine.backup;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.engine.postgres.ToolProcess;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The hooks of one backup. For one use by one thread. */
final class Hooks {

    private final BackupHandling handling;
    private final String stack;
    private final Kind kind;
    private final Progress progress;
    private Optional<String> begun = Optional.empty();

    Hooks(BackupHandling handling, String stack, Kind kind, Progress progress) {
        this.handling = handling;
        this.stack = stack;
        this.kind = kind;
        this.progress = progress;
    }

    /**
     * The backup into this set begins.
     *
     * @throws Failure.ToolFailed when the hook fails, with what it wrote to stderr
     * @throws Failure.TimedOut   when it takes too long
     */
    void before(String set, Cancellation cancellation) {
        begun = Optional.of(set);
        handling.before().ifPresent(hook -> run(hook, "before", Map.of(), cancellation));
    }

    /**
     * Takes a backup and runs the hook after it, whatever became of it. What the hook has to complain about becomes a remark
     * of the set that is returned; the one on the disk was complete before.
     */
    BackupSet around(Supplier<BackupSet> backup) {
        try {
            BackupSet set = backup.get();
            return after(set.manifest().warnings().isEmpty() ? "done" : "warned")
                    .map(text -> new BackupSet(set.folder(), set.manifest().withRemark(text), set.verified(), set.pin())).orElse(set);
        } catch (RuntimeException e) {
            after(e instanceof Failure.Cancelled ? "cancelled" : "failed");
            throw e;
        }
    }

    /** Nothing happens where the backup had not begun. @return what went wrong with the hook */
    private Optional<String> after(String outcome) {
        if (begun.isEmpty() || handling.after().isEmpty()) {
            return Optional.empty();
        }
        try {
            run(handling.after().get(), "after", Map.of("LIFEBOAT_OUTCOME", outcome), new Cancellation());
            return Optional.empty();
        } catch (Failure e) {
            progress.note(e.getMessage());
            return Optional.of(e.getMessage());
        }
    }

    private void run(Hook hook, String when, Map<String, String> more, Cancellation cancellation) {
        Path program = Path.of(hook.command().getFirst());
        String what = "The hook " + when + " the backup, " + program + ",";
        progress.phase("Running the hook " + when + " the backup", Progress.UNKNOWN, Unit.STEPS);
        List<String> arguments = hook.command().subList(1, hook.command().size());
        try (Deadline deadline = new Deadline(what, Optional.of(hook.limit()), cancellation);
                ToolProcess process = ToolProcess.start(program, arguments, environment(more), deadline.cancellation())) {
            process.input().close();
            Thread.ofVirtual().name("hook-output").start(() -> drain(process));
            ToolProcess.Exit exit = process.await();
            deadline.check();
            cancellation.check();
            if (!exit.ok()) {
                throw new Failure.ToolFailed(what + " failed: " + exit.failure(null).getMessage(), exit.stderr(), null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ours on top of the program's own, without what opens something encrypted. */
    private Map<String, String> environment(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>();
        System.getenv().keySet().stream().filter(name -> name.matches("LIFEBOAT_.*(PASS|SECRET|KEY).*")).forEach(name -> environment.put(name, ""));
        environment.put("LIFEBOAT_STACK", stack);
        environment.put("LIFEBOAT_SET", begun.orElse(""));
        environment.put("LIFEBOAT_KIND", kind.name().toLowerCase(Locale.ROOT));
        environment.putAll(more);
        return environment;
    }

    private static void drain(ToolProcess process) {
        try {
            process.output().transferTo(OutputStream.nullOutputStream());
        } catch (IOException _) {
            // The hook has ended, or was ended: nobody wants what it would still have said.
        }
    }
}
