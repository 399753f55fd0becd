/**
 * The SQL console of the Browser: tabs with a text, a session of its own each, and what came of what was run.
 *
 * <p>{@link dev.lifeboat.ui.browser.console.ConsolesModel} holds the tabs of the current stack and keeps them on the
 * disk; {@link dev.lifeboat.ui.browser.console.ConsoleModel} is one tab. Models belong to the FX thread (or, in a test,
 * to the thread that calls them). A tab's session is used by one piece of background work at a time;
 * {@code engine.console} says what a session does and what keeps a read-only stack from being changed.
 */
package dev.lifeboat.ui.browser.console;
