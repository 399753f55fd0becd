/** How things stand: a stack's health from its sets and jobs, and the doctor that checks the ground under them. */
package dev.lifeboat.engine.monitor;
