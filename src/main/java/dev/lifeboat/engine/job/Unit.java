package dev.lifeboat.engine.job;

/** What the numbers of a {@link Progress} count. */
public enum Unit { BYTES, ROWS, TABLES, FILES, STEPS }
