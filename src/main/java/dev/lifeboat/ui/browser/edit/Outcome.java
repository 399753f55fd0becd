package dev.lifeboat.ui.browser.edit;

import dev.lifeboat.engine.Failure;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What became of changes that were to be applied. */
public sealed interface Outcome {

    /** What a rejection says when a statement changed nothing and the server gave no reason. */
    String SILENT = "silent";

    /** What a rejection says when a statement found several rows, as where tables inherit from one another. */
    String SEVERAL = "several";

    /** All are committed. @param asked whether the answer was lost and the server was asked afterwards */
    record Applied(Stage stage, boolean asked) implements Outcome {}

    /** None is committed: others changed or deleted the same rows, or the server refused one. */
    record Refused(List<Conflict> conflicts, List<Rejection> rejections) implements Outcome {
        public Refused {
            conflicts = List.copyOf(conflicts);
            rejections = List.copyOf(rejections);
        }
    }

    /** None is committed: the server could not be reached, or went away before the commit. */
    record Lost(Failure failure) implements Outcome {}

    /** The connection broke in the commit and the server cannot be asked what became of it. */
    record Unknown(Failure failure) implements Outcome {}

    /** A row that is not as it was read. @param theirs what its columns hold now; empty when the row is gone */
    record Conflict(Staged staged, Optional<Map<String, Original>> theirs) {}

    /** A change that the server does not take. @param staged empty when it does not say which; @param columns that it names */
    record Rejection(Optional<Staged> staged, List<String> columns, String what) {
        public Rejection {
            columns = List.copyOf(columns);
        }
    }
}
