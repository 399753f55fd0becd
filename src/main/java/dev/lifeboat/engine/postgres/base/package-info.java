/** Reading base backups as pg_basebackup writes them: a tar and the server's own manifest of it. */
package dev.lifeboat.engine.postgres.base;
