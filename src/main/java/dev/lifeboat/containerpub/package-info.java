/**
 * ContainerPub's tables as entities: the same names, columns and types as its own, so that they read and write its data.
 * Where its definitions repeat an index that a unique constraint makes anyway, or let a time with a default be NULL, the
 * tables created from here are the better form; columns that its tables let be NULL read as {@code null}.
 */
package dev.lifeboat.containerpub;
