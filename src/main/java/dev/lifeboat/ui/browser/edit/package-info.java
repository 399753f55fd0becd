/**
 * Changes of rows: staged, coloured, shown as SQL, applied in one transaction that checks that nobody else changed the same
 * rows. {@link dev.lifeboat.ui.browser.edit.Stage} and what it holds are values; {@link dev.lifeboat.ui.browser.edit.StackWriter}
 * is called in the background; nothing is sent before a person applies it.
 */
package dev.lifeboat.ui.browser.edit;
