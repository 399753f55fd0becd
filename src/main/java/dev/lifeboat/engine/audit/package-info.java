/** What was done, by whom, when: an append-only file in which each line carries the hash of the one before. */
package dev.lifeboat.engine.audit;
