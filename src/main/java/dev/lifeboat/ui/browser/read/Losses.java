package dev.lifeboat.ui.browser.read;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Keeps when a connection was first found broken, until the server answers again, and then tells. Thread-safe. */
final class Losses {
    private final AtomicReference<Instant> lost = new AtomicReference<>();
    private volatile Consumer<Instant> back = _ -> {};

    /** @param told the moment of the loss, on the thread of the read that came through */
    void onBack(Consumer<Instant> told) {
        back = told;
    }

    void lost() {
        lost.compareAndSet(null, Instant.now());
    }

    void answered() {
        var when = lost.get() == null ? null : lost.getAndSet(null);
        if (when != null) back.accept(when);
    }
}
