/** Taking backups: a plan that says exactly what will be done, and the operation that does it. */
package dev.lifeboat.engine.backup;
