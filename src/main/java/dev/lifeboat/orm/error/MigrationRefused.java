package dev.lifeboat.orm.error;

import java.util.List;
import java.util.stream.Collectors;

/** Migrations do not fit what was run before. All problems are listed at once; nothing was run. */
public final class MigrationRefused extends DatabaseException {
    /** What is wrong. */
    public enum Reason {
        /** It was run, and reads otherwise now. */
        CHANGED,
        /** It was run, and the file is gone. */
        MISSING,
        /** It was not run, and one with a higher version was. */
        OUT_OF_ORDER,
        /** Two files have the same version. */
        SAME_VERSION,
        /** A file ends with {@code .sql} and is not called as a migration is. */
        BAD_NAME,
        /** A file holds BEGIN, COMMIT or the like. */
        ENDS_TRANSACTION
    }

    /** A problem. @param file the file's name; the version's where it is gone */
    public record Problem(Reason reason, String file, String sentence) {}

    private final transient List<Problem> problems;

    /** @param problems at least one */
    public MigrationRefused(List<Problem> problems) {
        super("the migrations were not run:\n  - " + problems.stream().map(p -> p.file() + ": " + p.sentence())
                .collect(Collectors.joining("\n  - ")), "", null);
        this.problems = List.copyOf(problems);
    }

    /** The problems, in the files' order. */
    public List<Problem> problems() {
        return problems;
    }
}
