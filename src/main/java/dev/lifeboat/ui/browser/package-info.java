/**
 * The Browser: what is in the databases of a stack. A {@code tree} of databases, schemas and tables at the left; at
 * the right the rows of one of them, a {@code grid} page by page by key, sorted and filtered by the server, and its
 * {@code structure}. All of them {@code read} through one {@link dev.lifeboat.ui.browser.read.StackReader}.
 *
 * <p>{@link dev.lifeboat.ui.browser.BrowserModel} and the models it holds belong to the FX thread (or, in a test, to
 * the thread that calls them).
 */
package dev.lifeboat.ui.browser;
