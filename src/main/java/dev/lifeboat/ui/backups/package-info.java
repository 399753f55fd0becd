/**
 * The view of backup sets: what there is, what is inside, taking another, verifying. {@link
 * dev.lifeboat.ui.backups.BackupJobs} starts the jobs and is used by other views as well. Models and nodes belong to
 * the FX thread.
 */
package dev.lifeboat.ui.backups;
