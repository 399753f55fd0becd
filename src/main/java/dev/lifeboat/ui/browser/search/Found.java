package dev.lifeboat.ui.browser.search;

import dev.lifeboat.engine.postgres.CatalogObject;
import dev.lifeboat.ui.browser.read.RelationAt;

/** What a search found. */
public sealed interface Found {
    record Table(RelationAt at) implements Found {}

    record Column(RelationAt at, String name, String type) implements Found {}

    record Function(String database, CatalogObject function) implements Found {}
}
