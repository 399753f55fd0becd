/**
 * What runs by itself: schedules in cron syntax, the agent that runs them without a window, and what the system's own
 * scheduler is told to start the agent. Stands on the rooms that do the work.
 */
package dev.lifeboat.engine.schedule;
