package dev.lifeboat.app.demo;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.backup.DatabaseBackupPlan;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Job;
import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.job.Work;
import dev.lifeboat.engine.postgres.ServerFacts;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.VerificationResult;
import dev.lifeboat.engine.restore.RestorePlan;
import dev.lifeboat.engine.restore.RestoreReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The whole job of Lifeboat once, on the demo stack: fill, back up, verify, destroy, restore, prove, and at last a
 * challenge of the proof itself. It uses the same operations as every other backup and restore. Not thread-safe.
 */
public final class DemoRun {

    private final DemoStack demo;
    private final App app;
    private final Cancellation cancellation;
    private final DemoData data;
    private BackupSet backup;

    /** @param app a program that the demo's stack is added to, see {@link DemoStack#ownApp} */
    public DemoRun(DemoStack demo, App app, Cancellation cancellation) {
        this.demo = demo;
        this.app = app;
        this.cancellation = cancellation;
        demo.addTo(app);
        data = new DemoData(app.server(demo.stack()));
    }

    /** One step: its name for people, and what it does. */
    private record Part(String name, Function<Long, DemoStep> work) {}

    /**
     * Runs every step.
     *
     * @param done is told of each step when it is done
     * @throws DemoFailed        when a step fails
     * @throws Failure.Cancelled when the demo was cancelled
     */
    public DemoReport run(Consumer<DemoStep> done) {
        List<Part> parts = List.of(new Part("Start", this::fill), new Part("Back up", this::backUp), new Part("Verify", this::verify),
                new Part("Destroy", this::destroy), new Part("Restore", this::restore), new Part("Prove", this::prove),
                new Part("Challenge", this::challenge));
        long began = System.nanoTime();
        List<DemoStep> steps = new ArrayList<>();
        for (Part part : parts) {
            try {
                cancellation.check();
                DemoStep step = part.work().apply(System.nanoTime());
                steps.add(step);
                done.accept(step);
            } catch (Failure.Cancelled e) {
                throw e;
            } catch (Failure e) {
                throw new DemoFailed(part.name(), e);
            }
        }
        return new DemoReport(steps, demo.startMillis() + millisSince(began));
    }

    private DemoStep fill(long began) {
        run("Make the demo databases", "lifeboat demo", (progress, cancelled) -> {
            demo.fill(progress, cancelled);
            return "";
        }, _ -> "Made and filled.");
        ServerFacts facts = app.server(demo.stack()).facts();
        return new DemoStep.Started(facts.version(), demo.address().host(), demo.address().port(), data.rows(DemoStack.MAIN, DemoStack.FUNCTIONS),
                demo.startMillis() + millisSince(began));
    }

    private DemoStep backUp(long began) {
        backup = backUp(DatabaseBackupPlan.Options.DEFAULT);
        return new DemoStep.BackedUp(backup, millisSince(began));
    }

    private BackupSet backUp(DatabaseBackupPlan.Options options) {
        return run("Back up " + DemoStack.NAME, "lifeboat backup database --stack " + DemoStack.NAME,
                (progress, cancelled) -> app.databaseBackup().run(app.databaseBackup().plan(demo.stack(), app.repository(), options), progress, cancelled),
                BackupSet::id);
    }

    private DemoStep verify(long began) {
        Repository repository = app.repository();
        VerificationResult result = run("Verify " + backup.id(), "lifeboat sets verify " + backup.id() + " --deep",
                (progress, cancelled) -> repository.verify(backup, VerificationResult.Depth.DEEP, progress, cancelled),
                verified -> verified.ok() ? "The set is good." : "The set is damaged.");
        if (!result.ok()) {
            throw new Failure.VerificationFailed("The backup set is not good.", result.problems());
        }
        return new DemoStep.Verified(result, millisSince(began));
    }

    private DemoStep destroy(long began) {
        List<DemoStep.Loss> losses = List.of(data.dropTable(DemoStack.MAIN, "function_invocations"),
                data.emptyTable(DemoStack.MAIN, "function_deploy_logs"), data.deleteDatabase(DemoStack.FUNCTIONS));
        return new DemoStep.Destroyed(losses, millisSince(began));
    }

    private DemoStep restore(long began) {
        RestoreReport report = run("Restore " + DemoStack.NAME, "lifeboat restore database " + backup.id() + " --stack " + DemoStack.NAME + " --in-place",
                (progress, cancelled) -> app.databaseRestore().run(app.databaseRestore().plan(backup, demo.stack(),
                        new RestorePlan.Options(List.of(), RestorePlan.Mode.IN_PLACE)), progress, cancelled),
                _ -> "Restored and proven.");
        return new DemoStep.Restored(report, millisSince(began));
    }

    /** Reads the live databases by backing them up once more: not what the restore looked at, but what is there now. */
    private DemoStep prove(long began) {
        DemoComparison comparison = new DemoComparison(backup, backUp(labelled("after-the-restore", List.of())));
        if (!comparison.differences().isEmpty()) {
            throw new Failure.VerificationFailed("The restored databases are not equal to the backup.", comparison.differences());
        }
        return new DemoStep.Proven(comparison.tables(), comparison.sequences(), millisSince(began));
    }

    private DemoStep challenge(long began) {
        String change = data.changeOneValue(1);
        DemoComparison comparison;
        try {
            comparison = new DemoComparison(backup, backUp(labelled("one-value-changed", List.of(DemoStack.MAIN))));
        } finally {
            data.changeOneValue(-1);
        }
        List<DemoStep.TableProof> noticed = comparison.tables().stream().filter(table -> !table.equal()).toList();
        if (noticed.size() != 1) {
            throw new Failure.VerificationFailed("One value was changed on purpose in one table, and the comparison found "
                    + noticed.size() + " tables that differ: it is not to be trusted.", comparison.differences());
        }
        return new DemoStep.Challenged(change, noticed, millisSince(began));
    }

    private static DatabaseBackupPlan.Options labelled(String label, List<String> databases) {
        return new DatabaseBackupPlan.Options(databases, Optional.of(label), DatabaseBackupPlan.Options.DEFAULT.zstdLevel());
    }

    private <R> R run(String title, String command, Work<R> work, Function<R, String> outcome) {
        Job<R> job = app.jobs().submit(title, DemoStack.NAME, command, work, result -> Outcome.done(outcome.apply(result)));
        try (var _ = cancellation.onCancel(job::cancel)) {
            return job.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Failure.Cancelled("Interrupted.");
        }
    }

    private static long millisSince(long began) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    }
}
