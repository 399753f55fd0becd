/**
 * The wizard that brings databases back: which set, which databases, where to, checks, the plan, the run, the proof.
 * What a person chose is a {@link dev.lifeboat.ui.restore.RestoreForm}, one pure step away from what the engine takes.
 * Models and nodes belong to the FX thread.
 */
package dev.lifeboat.ui.restore;
