package dev.lifeboat.engine.transfer;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.stack.Protection;
import dev.lifeboat.engine.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Imports files into the tables of a stack: all rows in one transaction, or none. Constraints, triggers and defaults do
 * what they do for any new row. Thread-safe.
 */
public final class TableImport {
    private static final Logger LOG = LoggerFactory.getLogger(TableImport.class);

    private final Stack stack;
    private final Server server;
    private final AuditLog audit;

    public TableImport(Stack stack, Server server, AuditLog audit) {
        this.stack = stack;
        this.server = server;
        this.audit = audit;
    }

    /**
     * Sends the whole file and rolls it back: says what an import would come to. Sequences go on all the same.
     *
     * @throws Failure.BadInput  when the stack is read-only
     * @throws Failure.Cancelled when it was asked to stop
     */
    public ImportReport tryOut(String database, ImportPlan plan, Progress progress, Cancellation cancellation) {
        refuseReadOnly();
        return attempt(database, plan, false, progress, cancellation);
    }

    /**
     * The same, and keeps the rows when there is no problem. Nothing is sent that could not be audited.
     *
     * @throws Failure.BadInput         when the stack is read-only
     * @throws Failure.ConnectionFailed when the connection broke; the message says so where the rows may be there all the same
     * @throws Failure.Cancelled        when it was asked to stop: nothing was imported then
     */
    public ImportReport run(String database, ImportPlan plan, Progress progress, Cancellation cancellation) {
        refuseReadOnly();
        String what = plan.file().getFileName() + " into " + database + ": " + plan.target().schema() + "." + plan.target().name();
        audit.record("rows.import", stack.name(), "started", what);
        String outcome = "failed";
        try {
            ImportReport report = attempt(database, plan, true, progress, cancellation);
            if (report.ok()) outcome = "done";
            return report;
        } catch (Failure.Cancelled e) {
            outcome = "cancelled";
            throw e;
        } finally {
            ended(outcome, what);
        }
    }

    private void ended(String outcome, String what) {
        try {
            audit.record("rows.import", stack.name(), outcome, what);
        } catch (Failure.StorageFailed e) {
            LOG.error("The end of an import could not be audited", e);
        }
    }

    private void refuseReadOnly() {
        if (stack.protection() == Protection.READ_ONLY) {
            throw new Failure.BadInput("The stack " + stack.name() + " is read-only: nothing is imported into it.", "Its protection is part of its settings.");
        }
    }

    private ImportReport attempt(String database, ImportPlan plan, boolean keep, Progress progress, Cancellation cancellation) {
        cancellation.check();
        ImportProblem refused;
        try (var session = new ImportSession(server.session(database), plan, cancellation); var records = new CsvRecords(plan.file(), plan.form())) {
            var step = steps((keep ? "Importing " : "Trying ") + plan.file().getFileName(), plan, records, progress);
            try {
                session.begin();
                records.passHeader();
                long rows = session.copyFile(records, step);
                session.checkDeferred();
                if (keep) session.commit();
                return new ImportReport(rows, List.of(), false);
            } catch (SQLException e) {
                refused = RefusedRow.general(session.refusal(e));
            } catch (BrokenRecord e) {
                refused = new ImportProblem(OptionalLong.of(e.line()), "", e.getMessage());
            } catch (Failure.DatabaseError e) {
                cancellation.check();
                refused = new ImportProblem(OptionalLong.empty(), "", e.getMessage());
            }
        }
        ImportReport found = diagnose(database, plan, progress, cancellation);
        return found.ok() ? new ImportReport(0, List.of(refused), false) : found;
    }

    private ImportReport diagnose(String database, ImportPlan plan, Progress progress, Cancellation cancellation) {
        try (var session = new ImportSession(server.session(database), plan, cancellation); var records = new CsvRecords(plan.file(), plan.form())) {
            var step = steps("Looking for the lines that are refused", plan, records, progress);
            session.begin();
            return new ImportDiagnosis(session, plan).find(records, step);
        } catch (Failure.DatabaseError e) {
            cancellation.check();
            return new ImportReport(0, List.of(new ImportProblem(OptionalLong.empty(), "", e.getMessage())), false);
        }
    }

    private static Runnable steps(String phase, ImportPlan plan, CsvRecords records, Progress progress) {
        progress.phase(phase, size(plan), Unit.BYTES);
        return new Runnable() {
            private long told;

            @Override
            public void run() {
                long read = records.bytesRead();
                progress.advance(read - told);
                told = read;
            }
        };
    }

    private static long size(ImportPlan plan) {
        try {
            return Files.size(plan.file());
        } catch (IOException e) {
            throw CsvRecords.unreadable(plan.file(), e);
        }
    }
}
