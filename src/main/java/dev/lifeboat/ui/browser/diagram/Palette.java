package dev.lifeboat.ui.browser.diagram;

import javafx.scene.paint.Color;

/** The colours of a picture, taken from the theme it is shown in. */
record Palette(Color ground, Color box, Color header, Color border, Color text, Color quiet, Color key, Color line, Color accent) {}
