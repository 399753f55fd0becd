/**
 * The window: its frame, the navigation, the stack chooser, the theme, the zoom, the shortcuts and the strip that
 * shows the running job. It creates each view when it is opened for the first time, wires it to its model and
 * knows nothing else about it. Everything here belongs to the FX thread.
 */
package dev.lifeboat.ui.shell;
