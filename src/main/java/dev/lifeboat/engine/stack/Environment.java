package dev.lifeboat.engine.stack;

/** How careful one must be with a stack. On {@code PRODUCTION} what cannot be undone asks for the typed name. */
public enum Environment { DEVELOPMENT, STAGING, PRODUCTION }
