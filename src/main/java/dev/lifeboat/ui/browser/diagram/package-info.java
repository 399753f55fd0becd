/**
 * Diagrams of tables and the keys between them: a layered layout of ours, one picture that is painted on the screen and
 * into files alike, and its export. A library (ELK) was weighed and left out: it brings EMF, Xtext's library and Guava
 * for what a few hundred lines do, and could not be told how tall a layer may grow.
 */
package dev.lifeboat.ui.browser.diagram;
