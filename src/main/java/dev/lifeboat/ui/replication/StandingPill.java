package dev.lifeboat.ui.replication;

import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.StatePill;
import java.util.Locale;

/** How a destination stands as an icon, words and a colour, the same in every view. */
public final class StandingPill {
    private StandingPill() {}

    /** A pill for a destination. */
    public static StatePill of(DestinationStatus status) {
        var standing = status.standing();
        var state = switch (standing) {
            case IN_STEP -> StatePill.State.GOOD;
            case BEHIND -> StatePill.State.WARNING;
            case TROUBLE -> StatePill.State.BAD;
            case UNKNOWN -> StatePill.State.RUNNING;
            case EMPTY -> StatePill.State.NEUTRAL;
        };
        return new StatePill(state, Messages.text("replication.standing." + standing.name().toLowerCase(Locale.ROOT)));
    }
}
