/** The files of a volume as a set keeps them: a tar, and an index that says what is in it, one line per file. */
package dev.lifeboat.engine.repository.files;
