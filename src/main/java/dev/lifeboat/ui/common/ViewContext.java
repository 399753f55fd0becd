package dev.lifeboat.ui.common;

/**
 * What the window lends to every view.
 *
 * @param tasks background work
 * @param formats how numbers and times are written
 * @param navigator leads to the other views
 * @param overlay the layer for questions and sheets
 */
public record ViewContext(Tasks tasks, Formats formats, Navigator navigator, Overlay overlay) {}
