package dev.lifeboat.ui.overview;

import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.monitor.StackHealth;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.StatePill;

/** The first line of the overview. */
final class HeadlineWords {
    private HeadlineWords() {}

    /** {@code Recoverable until 23 Nov 2026, 14:32:07 +01:00 (2 minutes ago)}, or that there is nothing to recover from. */
    static String answer(StackHealth health, Formats formats) {
        return health.recoverableUntil()
                .map(until -> Messages.text("overview.recoverable", formats.time(until), formats.relative(until)))
                .orElseGet(() -> Messages.text("overview.unrecoverable"));
    }

    /** Bad when every set is damaged, a warning when the sets themselves need something done, also a verification. */
    static StatePill.State meaning(StackHealth health) {
        if (health.recoverableUntil().isEmpty()) return health.points().isEmpty() ? StatePill.State.NEUTRAL : StatePill.State.BAD;
        boolean grave = health.todo().stream().anyMatch(todo -> todo.level() != Check.Level.OK
                && switch (todo.action()) {
                    case BACK_UP, VERIFY, SHOW_SET -> true;
                    case REPLICATE, ADD_DESTINATION, SHOW_JOBS, SHOW_SCHEDULES -> false;
                });
        return grave ? StatePill.State.WARNING : StatePill.State.GOOD;
    }
}
