/** Bringing data back: plan, preflight, restore aside, prove, swap, report. Nothing old is deleted. */
package dev.lifeboat.engine.restore;
