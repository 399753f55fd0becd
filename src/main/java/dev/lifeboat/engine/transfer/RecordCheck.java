package dev.lifeboat.engine.transfer;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What can be said against a record without the server. */
final class RecordCheck {
    private final ImportPlan plan;

    RecordCheck(ImportPlan plan) {
        this.plan = plan;
    }

    /** An empty line is a record only where there is one column. */
    boolean isPassedOver(CsvRecords.Row row) {
        return row.isBlank() && plan.columns().size() > 1;
    }

    Optional<ImportProblem> problem(CsvRecords.Row row) {
        int wanted = plan.columns().size();
        List<String> values = row.values();
        if (values.size() != wanted) {
            return Optional.of(new ImportProblem(OptionalLong.of(row.line()), "", values.size() > wanted
                    ? "Too many values: " + values.size() + " instead of " + wanted + "." : "Too few values: " + values.size() + " instead of " + wanted + "."));
        }
        for (int i = 0; i < wanted; i++) {
            String value = values.get(i);
            if (plan.columns().get(i).isPresent() && value != null && value.indexOf(CsvRecords.NO_LETTER) >= 0) {
                return Optional.of(new ImportProblem(OptionalLong.of(row.line()), plan.columns().get(i).get(),
                        "The value holds bytes that are no letters in " + plan.form().encoding().charset().displayName() + ": the file is written in another encoding."));
            }
        }
        return Optional.empty();
    }
}
