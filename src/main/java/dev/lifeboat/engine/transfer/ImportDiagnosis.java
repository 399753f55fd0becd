package dev.lifeboat.engine.transfer;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds the records for which the server refuses a file: copies it again in portions, halves those that are refused until
 * a single record remains, and goes on without that. Everything is rolled back by the session's owner.
 */
final class ImportDiagnosis {
    private static final int MOST = 100;
    private static final int PORTION_ROWS = 1_000;
    private static final int PORTION_LETTERS = 1 << 20;

    private final ImportSession session;
    private final ImportPlan plan;
    private final RecordCheck check;
    private final RefusedRow refused;
    private final List<ImportProblem> problems = new ArrayList<>();

    ImportDiagnosis(ImportSession session, ImportPlan plan) {
        this.session = session;
        this.plan = plan;
        check = new RecordCheck(plan);
        refused = new RefusedRow(session, plan);
    }

    /** @param step called now and then. @return empty problems when only all rows together are refused */
    ImportReport find(CsvRecords records, Runnable step) {
        Optional<SQLException> always = session.tryCopy(plan.copy(), new byte[0]);
        if (always.isPresent()) {
            return new ImportReport(0, List.of(RefusedRow.general(always.get())), false);
        }
        boolean end = false;
        try {
            records.passHeader();
            while (!end && problems.size() < MOST) {
                end = portion(records);
                step.run();
            }
        } catch (BrokenRecord e) {
            problems.add(new ImportProblem(OptionalLong.of(e.line()), "", e.getMessage()));
            end = false;
        }
        return new ImportReport(0, problems, !end);
    }

    /** @return whether the file is at its end */
    private boolean portion(CsvRecords records) throws BrokenRecord {
        List<CsvRecords.Row> rows = new ArrayList<>();
        long letters = 0;
        boolean end = false;
        try {
            while (rows.size() < PORTION_ROWS && letters < PORTION_LETTERS && !end) {
                Optional<CsvRecords.Row> row = records.next();
                end = row.isEmpty();
                if (end || check.isPassedOver(row.get())) continue;
                Optional<ImportProblem> problem = check.problem(row.get());
                if (problem.isPresent()) {
                    load(rows);
                    rows.clear();
                    problems.add(problem.get());
                    if (problems.size() >= MOST) return false;
                } else {
                    rows.add(row.get());
                    letters += row.get().values().stream().mapToLong(value -> value == null ? 2 : value.length()).sum();
                }
            }
        } catch (BrokenRecord e) {
            load(rows);
            throw e;
        }
        load(rows);
        return end;
    }

    private void load(List<CsvRecords.Row> rows) {
        if (rows.isEmpty() || problems.size() >= MOST) {
            return;
        }
        var text = new CopyText(plan.fields());
        rows.forEach(row -> text.add(row.values()));
        Optional<SQLException> refusal = session.tryCopy(plan.copy(), text.take());
        if (refusal.isEmpty()) {
            return;
        }
        if (rows.size() == 1) {
            if (!refused.mayRefer(refusal.get())) problems.add(refused.problem(rows.getFirst(), refusal.get()));
        } else {
            int half = rows.size() / 2;
            load(rows.subList(0, half));
            load(rows.subList(half, rows.size()));
        }
    }
}
