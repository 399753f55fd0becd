package dev.lifeboat.ui.common;

import javafx.scene.Node;

/**
 * The layer above the views where a question or a sheet is shown. It belongs to the window, so the theme, the
 * zoom and the keyboard work there as everywhere, and no second window has to be found on another screen.
 */
public interface Overlay {
    /** Shows a node in the middle and gives it the focus; Escape closes it. What was shown before is closed. */
    void show(Node node);

    /** Closes what is shown; does nothing when nothing is. */
    void close();
}
