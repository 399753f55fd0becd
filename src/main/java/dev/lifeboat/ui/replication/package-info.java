/**
 * The view of destinations: where copies of the backup sets lie, how each stands, adding one, copying now. {@link
 * dev.lifeboat.ui.replication.CopyJobs} starts the jobs and is used by other views as well. Models and nodes belong to
 * the FX thread.
 */
package dev.lifeboat.ui.replication;
