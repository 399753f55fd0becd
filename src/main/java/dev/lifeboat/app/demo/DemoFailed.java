package dev.lifeboat.app.demo;

import dev.lifeboat.engine.Failure;

/** A step of the demo failed; its cause says why. */
public final class DemoFailed extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String step;
    private final transient Failure failure;

    DemoFailed(String step, Failure failure) {
        super("The demo stopped at the step \"" + step + "\": " + failure.getMessage(), failure);
        this.step = step;
        this.failure = failure;
    }

    /** {@code Back up}, {@code Restore}, ... */
    public String step() {
        return step;
    }

    public Failure failure() {
        return failure;
    }
}
