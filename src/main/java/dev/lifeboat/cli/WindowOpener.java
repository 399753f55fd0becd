package dev.lifeboat.cli;

/** Opens the window; given to the command line from outside, because it knows nothing of windows. */
@FunctionalInterface
public interface WindowOpener {

    /**
     * Opens the window and returns when it has been closed.
     *
     * @param demo whether to open it on the demo stack
     * @throws NoDisplay when there is nothing to open a window on
     */
    void open(boolean demo) throws NoDisplay;

    /** There is no display, or it cannot be opened; the message says which. */
    final class NoDisplay extends Exception {
        private static final long serialVersionUID = 1;

        public NoDisplay(String message, Throwable causeOrNull) {
            super(message, causeOrNull);
        }
    }
}
