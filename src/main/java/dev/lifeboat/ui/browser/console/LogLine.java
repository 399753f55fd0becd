package dev.lifeboat.ui.browser.console;

import java.time.Instant;

/**
 * A line of what happened in a tab.
 *
 * @param detail what the server adds; may be empty
 */
record LogLine(Kind kind, Instant at, String text, String detail) {
    enum Kind { DONE, INFO, NOTICE, WARNING, ERROR }
}
