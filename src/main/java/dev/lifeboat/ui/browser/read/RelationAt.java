package dev.lifeboat.ui.browser.read;

import dev.lifeboat.engine.postgres.CatalogRelation;

/** A table or view and the database it is in. */
public record RelationAt(String database, CatalogRelation relation) {}
