/**
 * The Browser: what is in the databases of a stack. A tree of databases, schemas and tables at the left; at the
 * right the rows of one of them, page by page by key, sorted and filtered by the server, and how it is built.
 *
 * <p>{@link dev.lifeboat.ui.browser.BrowserModel} and the models it holds belong to the FX thread (or, in a test, to
 * the thread that calls them); they read through {@link dev.lifeboat.ui.browser.StackReader} in the background. A
 * newer click makes an older answer worthless: {@link dev.lifeboat.ui.browser.LatestRead} stops the one and drops the
 * other. Nothing here changes a database.
 */
package dev.lifeboat.ui.browser;
