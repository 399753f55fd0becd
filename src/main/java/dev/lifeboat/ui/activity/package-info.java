/** The Activity view: the jobs that run and ran, kept across restarts, and the audit log with its chain verified. */
package dev.lifeboat.ui.activity;
