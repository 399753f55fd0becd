/**
 * Rows out of the Browser and into it: what they look like in a file ({@link dev.lifeboat.ui.browser.transfer.RowForm},
 * which the clipboard uses too), and the jobs that stream them, so that memory does not grow with their number.
 */
package dev.lifeboat.ui.browser.transfer;
