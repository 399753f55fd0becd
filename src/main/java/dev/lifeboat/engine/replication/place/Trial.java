package dev.lifeboat.engine.replication.place;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import java.util.function.Function;

/**
 * A step by which a place is tried that only its kind has.
 *
 * @param name  for people: "Authenticate"
 * @param steps what it does; answers one sentence, or throws the {@link Failure} that says what is wrong
 */
public record Trial(String name, Function<Cancellation, String> steps) {

    /** @throws Failure when it fails */
    public String run(Cancellation cancellation) {
        return steps.apply(cancellation);
    }
}
