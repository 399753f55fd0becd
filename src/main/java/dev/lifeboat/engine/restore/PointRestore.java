package dev.lifeboat.engine.restore;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Sizes;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.secret.Unlock;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.engine.wal.RecoveryTarget;
import dev.lifeboat.engine.wal.RecoveryWindow;
import dev.lifeboat.engine.wal.RecoveryWindows;
import dev.lifeboat.engine.wal.TargetSearch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Brings a copy of a stack's server to a moment of its past, in a new place. The server itself is not touched, nor asked. Thread-safe. */
public final class PointRestore {

    private static final String ACTION = "restore.point";
    /** A socket's path has 107 bytes, and its own name some of them. */
    private static final int LONGEST_PATH = 80;

    private final Tools tools;
    private final AuditLog audit;
    private final Unlock unlock;

    public PointRestore(Tools tools, AuditLog audit) {
        this(tools, audit, Unlock.NONE);
    }

    /** @param unlock what is at hand for encrypted sets */
    public PointRestore(Tools tools, AuditLog audit, Unlock unlock) {
        this.tools = tools;
        this.audit = audit;
        this.unlock = unlock;
    }

    /**
     * Finds the newest base backup from which the target can be reached, and the target in the log. Changes nothing.
     *
     * @throws Failure.BadInput   for a target outside, naming the windows
     * @throws Failure.SetDamaged naming a segment of the log on the way that is damaged
     */
    public PointPlan plan(Stack stack, Repository repository, RecoveryTarget target, PointPlan.Place place, boolean promote) {
        RecoveryWindow window = new RecoveryWindows(repository, unlock).holding(stack.name(), target);
        TargetSearch.Stop stop = TargetSearch.in(window, target).orElseThrow(() -> new Failure.BadInput("The log has no " + target.inWords() + "."));
        Manifest manifest = window.base().manifest();
        long log = stop.segments().size() * window.store().segmentBytes();
        return new PointPlan(stack, window, target, stop, place, promote, manifest.rawBytes() + log);
    }

    /** Looks at the place and the tools, worst first; changes nothing. */
    public List<Check> preflight(PointPlan plan) {
        List<Check> checks = new ArrayList<>();
        int major = plan.window().base().manifest().server().versionNumber() / 10_000;
        switch (plan.place()) {
            case PointPlan.Place.Folder(Path folder) -> {
                checks.add(free(folder, plan));
                try {
                    Tools.Installation server = HostSandbox.serverOf(major, tools, plan.stack().tools());
                    checks.add(Check.ok("Server", "PostgreSQL " + server.version() + " in " + server.folder()));
                } catch (Failure.ToolMissing e) {
                    checks.add(Check.fail("Server", e.getMessage(), e.hints().toArray(String[]::new)));
                }
            }
        }
        return checks.stream().sorted(Comparator.comparing(Check::level).reversed()).toList();
    }

    private static Check free(Path folder, PointPlan plan) {
        String name = "Place";
        if (!folder.isAbsolute() || folder.toString().length() > LONGEST_PATH) {
            return Check.fail(name, folder + " must be an absolute path of at most " + LONGEST_PATH + " characters: the server's socket is in it.", "Choose a shorter one.");
        }
        try {
            if (Files.exists(folder)) {
                try (Stream<Path> inside = Files.list(folder)) {
                    if (inside.findAny().isPresent()) {
                        return Check.fail(name, folder + " is not empty, and nothing is restored over what is there.", "Choose a folder that does not exist yet.");
                    }
                }
            }
            Path existing = folder;
            while (!Files.exists(existing)) {
                existing = existing.getParent();
            }
            long free = Files.getFileStore(existing).getUsableSpace();
            String space = Sizes.inWords(free) + " free in " + existing + ", " + Sizes.inWords(plan.neededBytes()) + " needed";
            return free < plan.neededBytes() ? Check.fail(name, space + ".", "Choose a folder on a larger disk.") : Check.ok(name, space);
        } catch (IOException e) {
            throw AtomicFile.failed("Could not look at " + folder, e);
        }
    }

    /**
     * Unpacks, recovers, proves; with {@code promote} makes it a server of its own and stops it. Otherwise it is left running
     * at the point, readable on its socket only.
     *
     * @throws Failure.PreflightFailed nothing was made
     * @throws Failure                 the server in the place was stopped and the place deleted
     */
    public PointReport run(PointPlan plan, Progress progress, Cancellation cancellation) {
        List<Check> failed = preflight(plan).stream().filter(check -> check.level() == Check.Level.FAIL).toList();
        if (!failed.isEmpty()) {
            throw new Failure.PreflightFailed(failed.getFirst().result(), failed.stream().flatMap(check -> check.hints().stream()).toList());
        }
        String target = plan.stack().name();
        audit.record(ACTION, target, "started", plan.target().inWords() + " from " + plan.window().base().id());
        try (Sandbox sandbox = make(plan)) {
            try {
                PointReport report = new PointRun(plan, sandbox, unlock, progress, cancellation).run();
                audit.recordEnd(ACTION, target, report.proven() ? "done" : "warned", plan.target().inWords() + " in " + sandbox.inWords()).ifPresent(progress::note);
                return report;
            } catch (RuntimeException e) {
                sandbox.discard();
                throw e;
            }
        } catch (Failure.Cancelled e) {
            audit.recordFailure(ACTION, target, plan.target().inWords(), e);
            throw new Failure.Cancelled("The restore was cancelled; nothing of it is left.");
        } catch (RuntimeException e) {
            audit.recordFailure(ACTION, target, String.valueOf(e.getMessage()), e);
            throw e;
        }
    }

    private Sandbox make(PointPlan plan) {
        int major = plan.window().base().manifest().server().versionNumber() / 10_000;
        return switch (plan.place()) {
            case PointPlan.Place.Folder(Path folder) -> HostSandbox.make(folder, HostSandbox.serverOf(major, tools, plan.stack().tools()));
        };
    }
}
