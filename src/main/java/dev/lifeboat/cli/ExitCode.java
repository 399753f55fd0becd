package dev.lifeboat.cli;

import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.Failure;
import java.util.List;

/** How the program ends; scripts rely on these numbers. */
final class ExitCode {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int DONE_WITH_WARNINGS = 3;
    static final int NO_REPOSITORY = 10;
    static final int LOCKED = 11;
    static final int WRONG_KEY = 12;
    static final int PREFLIGHT_FAILED = 13;
    static final int VERIFICATION_FAILED = 14;
    static final int CANCELLED = 130;

    private ExitCode() {}

    static int of(Failure failure) {
        return switch (failure) {
            case Failure.BadInput _ -> USAGE;
            case Failure.NoRepository _ -> NO_REPOSITORY;
            case Failure.KeyNeeded _ -> WRONG_KEY;
            case Failure.RepositoryLocked _, Failure.AgentRunning _ -> LOCKED;
            case Failure.PreflightFailed _ -> PREFLIGHT_FAILED;
            case Failure.VerificationFailed _, Failure.SetDamaged _ -> VERIFICATION_FAILED;
            case Failure.Cancelled _ -> CANCELLED;
            case Failure.NotFound _, Failure.ConnectionFailed _, Failure.DatabaseError _, Failure.ToolMissing _,
                    Failure.ToolFailed _, Failure.StorageFailed _, Failure.TimedOut _ -> FAILED;
        };
    }

    /** Of a command that only looks: failed when a check failed, with warnings when one warns. */
    static int of(List<Check> checks) {
        return switch (checks.stream().map(Check::level).reduce(Check.Level.OK, (a, b) -> a.compareTo(b) > 0 ? a : b)) {
            case OK -> DONE;
            case WARN -> DONE_WITH_WARNINGS;
            case FAIL -> FAILED;
        };
    }
}
