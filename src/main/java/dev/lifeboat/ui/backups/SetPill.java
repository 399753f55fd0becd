package dev.lifeboat.ui.backups;

import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.ui.common.StatePill;

/** How a backup set stands as an icon, words and a colour, the same in every view. */
public final class SetPill {
    private SetPill() {}

    /** A pill for a set. */
    public static StatePill of(BackupSet set) {
        var standing = SetWords.standing(set);
        var state = switch (standing) {
            case VERIFIED -> StatePill.State.GOOD;
            case UNVERIFIED -> StatePill.State.NEUTRAL;
            case WARNINGS -> StatePill.State.WARNING;
            case DAMAGED -> StatePill.State.BAD;
        };
        return new StatePill(state, SetWords.standingText(standing));
    }
}
