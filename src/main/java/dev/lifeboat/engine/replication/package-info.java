/** Copies of backup sets somewhere else: destinations, copying with proof, and what lies there. */
package dev.lifeboat.engine.replication;
