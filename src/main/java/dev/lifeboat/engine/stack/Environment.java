package dev.lifeboat.engine.stack;

/** How careful one must be with a stack; it decides the {@link Protection} when none was chosen. */
public enum Environment { DEVELOPMENT, STAGING, PRODUCTION }
