package dev.lifeboat.ui.browser.grid;

/** How many rows there are, as far as that is known. */
sealed interface Total {
    record Unknown() implements Total {}

    /** The planner's estimate. */
    record About(long rows) implements Total {}

    /** The server counts. */
    record Counting() implements Total {}

    record Exactly(long rows) implements Total {}
}
