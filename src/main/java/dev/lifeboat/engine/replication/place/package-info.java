/**
 * Where copies lie, and the few things that can be done there: list, put, get, read a piece, hash, delete. Knows paths and
 * bytes, and nothing of backup sets. A {@link dev.lifeboat.engine.replication.place.Place} is for one thread at a time.
 */
package dev.lifeboat.engine.replication.place;
