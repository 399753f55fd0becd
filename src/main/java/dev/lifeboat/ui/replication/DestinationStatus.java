package dev.lifeboat.ui.replication;

import dev.lifeboat.engine.replication.Destination;
import dev.lifeboat.engine.replication.DestinationState;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Problem;
import java.util.Optional;

/**
 * A destination and what is known of it at the moment. Immutable.
 *
 * @param state empty until it was looked at, and when that failed
 * @param error why it could not be looked at
 */
public record DestinationStatus(Destination destination, Optional<DestinationState> state, Optional<Throwable> error) {
    /** How a destination stands, as a person judges it. */
    public enum Standing { UNKNOWN, IN_STEP, EMPTY, BEHIND, TROUBLE }

    /** Nothing is known yet. */
    public static DestinationStatus unknown(Destination destination) {
        return new DestinationStatus(destination, Optional.empty(), Optional.empty());
    }

    public Standing standing() {
        if (error.isPresent() || state.flatMap(DestinationState::problem).isPresent()) return Standing.TROUBLE;
        if (state.isEmpty()) return Standing.UNKNOWN;
        if (!state.get().waiting().isEmpty()) return Standing.BEHIND;
        return state.get().copied().isEmpty() ? Standing.EMPTY : Standing.IN_STEP;
    }

    /** One sentence: {@code In step, last copied 2 hours ago, 31 sets verified}, or why it is not. */
    public String sentence(Formats formats) {
        return switch (standing()) {
            case UNKNOWN -> Messages.text("replication.state.unknown");
            case TROUBLE -> error.map(failed -> Problem.of(failed).what()).or(() -> state.flatMap(DestinationState::problem)).orElseThrow();
            case EMPTY -> Messages.text("replication.state.empty");
            case BEHIND -> Messages.text("replication.state.behind", state.get().waiting().size(),
                    formats.size(state.get().waitingBytes()), lastCopied(formats));
            case IN_STEP -> Messages.text("replication.state.inStep", lastCopied(formats), state.get().copied().size());
        };
    }

    private String lastCopied(Formats formats) {
        return state.flatMap(DestinationState::lastCopied)
                .map(at -> Messages.text("replication.state.lastCopied", formats.relative(at)))
                .orElseGet(() -> Messages.text("replication.state.neverCopied"));
    }
}
