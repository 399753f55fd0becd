package dev.lifeboat.engine.postgres;

/** A database as a list shows it. */
public record CatalogDatabase(String name, long sizeBytes) {}
