/** The rows of a table or view: pages, order, filter, values. Models and nodes; the server is asked by {@code read}. */
package dev.lifeboat.ui.browser.grid;
