package dev.lifeboat.ui.browser.diagram;

/** How much a diagram shows. */
sealed interface Reach {
    /** @param depth how many foreign keys away from the chosen table */
    record Around(int depth) implements Reach {}

    /** Every table of the chosen table's schema. */
    record Schema() implements Reach {}
}
