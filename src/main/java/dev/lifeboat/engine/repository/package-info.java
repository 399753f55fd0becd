/**
 * Backup sets at rest: the folder, the manifest that alone makes a set exist, the streams that compress and hash,
 * the lock, and verification. A set is readable with stock tools and never changes once its manifest is written.
 */
package dev.lifeboat.engine.repository;
