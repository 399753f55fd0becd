package dev.lifeboat.ui.browser.functions;

import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Messages;

/** How figures about calls are written. */
record Measures(Formats formats) {
    private static final long WHOLE = 1_000_000;

    /** @param rate from 0 to 1 */
    String share(double rate) {
        return formats.percent((long) (rate * WHOLE), WHOLE);
    }

    String millis(double millis) {
        return Messages.text("functions.millis", Math.round(millis));
    }
}
