package dev.lifeboat.ui.browser.edit;

import dev.lifeboat.engine.postgres.CatalogTable;

/** A change and the table whose row it is about. */
public record Staged(CatalogTable table, RowChange change) {

    boolean sameRow(Staged other) {
        return table.oid() == other.table.oid() && change.sameRow(other.change);
    }
}
