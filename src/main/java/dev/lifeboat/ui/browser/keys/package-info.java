/**
 * The way from row to row: foreign keys forward and back, a preview of what a row is related to, and the trail of what was
 * looked at. Models without nodes, and the pane beside the grid.
 */
package dev.lifeboat.ui.browser.keys;
