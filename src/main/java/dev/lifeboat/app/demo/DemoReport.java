package dev.lifeboat.app.demo;

import java.util.List;
import java.util.Optional;

/** What the demo did, step by step; every step succeeded. Immutable. */
public record DemoReport(List<DemoStep> steps, long totalMillis) {

    public DemoReport {
        steps = List.copyOf(steps);
    }

    /** The step of that kind. */
    public <S extends DemoStep> Optional<S> step(Class<S> kind) {
        return steps.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }
}
