/**
 * What lies in a pg_dump archive of the custom format, read as it streams past: the table of contents, each table's
 * rows and order-independent content hash, sequences, large objects. Source: PostgreSQL's pg_backup_archiver.c.
 */
package dev.lifeboat.engine.postgres.dump;
