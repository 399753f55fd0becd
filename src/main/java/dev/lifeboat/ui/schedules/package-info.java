/**
 * The Schedules view: what is done again and again, when next, how it came out last, and whether the agent that does it
 * runs.
 */
package dev.lifeboat.ui.schedules;
