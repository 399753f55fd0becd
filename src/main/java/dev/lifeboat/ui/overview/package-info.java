/**
 * The first view: whether one could recover now, and to which moment; what was stored, how it grows, where copies lie,
 * and what needs doing, each with a button that does it. Models and nodes belong to the FX thread.
 */
package dev.lifeboat.ui.overview;
