package dev.lifeboat.ui.browser.transfer;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Job;
import dev.lifeboat.engine.job.JobQueue;
import dev.lifeboat.engine.job.JobSnapshot;
import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.engine.transfer.ImportPlan;
import dev.lifeboat.engine.transfer.ImportProblem;
import dev.lifeboat.engine.transfer.ImportReport;
import dev.lifeboat.engine.transfer.TableImport;
import dev.lifeboat.ui.common.Messages;
import java.util.function.Consumer;
import java.util.function.Function;

/** Imports files into tables as jobs, one at a time per table. Thread-safe. */
public final class ImportJobs {
    private final JobQueue jobs;
    private final AuditLog audit;
    private final Function<Stack, Server> server;

    public ImportJobs(JobQueue jobs, AuditLog audit, Function<Stack, Server> server) {
        this.jobs = jobs;
        this.audit = audit;
        this.server = server;
    }

    /**
     * Returns at once. A job that imports fails when there is a problem; one that only tries warns of it.
     *
     * @param keep  whether the rows are to stay, when there is no problem
     * @param found is told, on some thread and before the end, what came of it
     */
    Job<ImportReport> run(Stack stack, String database, ImportPlan plan, boolean keep, Consumer<ImportReport> found) {
        var table = plan.target().name();
        return jobs.submit(Messages.text(keep ? "import.job" : "import.job.try", plan.file().getFileName(), table),
                "import " + stack.name() + "/" + database + "/" + plan.target().sqlName(), "",
                (progress, cancellation) -> {
                    var work = new TableImport(stack, server.apply(stack), audit);
                    var report = keep ? work.run(database, plan, progress, cancellation) : work.tryOut(database, plan, progress, cancellation);
                    found.accept(report);
                    if (keep && !report.ok()) throw new Failure.BadInput(Messages.text("import.failed", words(report.problems().getFirst())));
                    return report;
                },
                report -> report.ok() ? Outcome.done(Messages.text(keep ? "import.done" : "import.tried", report.rows(), table))
                        : Outcome.warned(Messages.text("import.problems", report.problems().size(), words(report.problems().getFirst()))));
    }

    private static String words(ImportProblem problem) {
        String where = problem.line().isPresent() ? Messages.text("import.problem.line", problem.line().getAsLong()) : "";
        if (!problem.column().isEmpty()) where += (where.isEmpty() ? "" : ", ") + Messages.text("import.problem.column", problem.column());
        return where.isEmpty() ? problem.what() : where + ": " + problem.what();
    }

    /** Told how jobs stand, on some thread. */
    Cancellation.Registration listen(Consumer<JobSnapshot> listener) {
        return jobs.listen(listener);
    }

    /** Asks an import to stop. */
    void stop(String jobId) {
        jobs.cancel(jobId);
    }
}
