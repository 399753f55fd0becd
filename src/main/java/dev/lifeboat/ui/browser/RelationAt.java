package dev.lifeboat.ui.browser;

import dev.lifeboat.engine.postgres.CatalogRelation;

/** A table or view and the database it is in. */
record RelationAt(String database, CatalogRelation relation) {}
