/** The write-ahead log kept beside the sets: reading it, storing it, receiving it, and the window that it opens for recovery. */
package dev.lifeboat.engine.wal;
