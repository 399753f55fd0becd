package dev.lifeboat.ui.browser.read;

/** A schema and the database it is in. */
public record SchemaAt(String database, String name) {}
