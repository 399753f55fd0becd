package dev.lifeboat.engine.transfer;

import java.util.List;

/**
 * What came of an import or of its trial.
 *
 * @param rows     how many the table took; 0 when there are problems
 * @param problems in the order of the file; empty when all went well
 * @param more     whether the search for problems ended before the file did
 */
public record ImportReport(long rows, List<ImportProblem> problems, boolean more) {
    public ImportReport {
        problems = List.copyOf(problems);
    }

    public boolean ok() {
        return problems.isEmpty();
    }
}
