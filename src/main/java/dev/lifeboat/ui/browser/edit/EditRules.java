package dev.lifeboat.ui.browser.edit;

import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.engine.postgres.CatalogTable;
import dev.lifeboat.engine.stack.Protection;
import dev.lifeboat.ui.common.Messages;
import java.util.Optional;

/** What may be changed in a table, and why the rest may not. */
record EditRules(Protection protection, CatalogTable table, TableRights rights) {

    /** Why nothing of the table can be edited; empty when something can. */
    Optional<String> anything() {
        return protection == Protection.READ_ONLY ? because("readOnly") : switch (table.kind()) {
            case VIEW -> because("view");
            case MATERIALIZED_VIEW -> because("materializedView");
            case FOREIGN_TABLE -> because("foreignTable");
            case TABLE, PARTITIONED_TABLE -> table.key().isEmpty() ? because("noKey") : Optional.empty();
        };
    }

    /** Why a column of a row that is there cannot be changed. */
    Optional<String> update(CatalogColumn column) {
        return anything().or(() -> column.origin() == CatalogColumn.Origin.IDENTITY_ALWAYS ? because("identity", column.name())
                : column.origin() == CatalogColumn.Origin.GENERATED ? because("generated", column.name())
                : right(column.name()).filter(TableRights.Column::update).isEmpty() ? because("update", column.name()) : Optional.empty());
    }

    /** Why a column of a new row cannot be given a value. */
    Optional<String> insert(CatalogColumn column) {
        return insert().or(() -> column.origin() == CatalogColumn.Origin.IDENTITY_ALWAYS ? because("identity", column.name())
                : column.origin() == CatalogColumn.Origin.GENERATED ? because("generated", column.name())
                : right(column.name()).filter(TableRights.Column::insert).isEmpty() ? because("insertColumn", column.name()) : Optional.empty());
    }

    /** Why no row can be added. */
    Optional<String> insert() {
        return anything().or(() -> rights.columns().values().stream().noneMatch(TableRights.Column::insert) ? because("insert") : Optional.empty());
    }

    /** Why no row can be deleted. */
    Optional<String> delete() {
        return anything().or(() -> rights.delete() ? Optional.empty() : because("delete"));
    }

    /** The column that says when a row was softly deleted; empty when the table has none that may be written. */
    Optional<CatalogColumn> softDelete() {
        return table.columns().stream()
                .filter(column -> column.name().equals("deleted_at") && column.castType().startsWith("timestamp") && !column.notNull())
                .filter(column -> update(column).isEmpty()).findFirst();
    }

    Optional<TableRights.Column> right(String column) {
        return Optional.ofNullable(rights.columns().get(column));
    }

    private static Optional<String> because(String reason, Object... names) {
        return Optional.of(Messages.text("edit.reason." + reason, names));
    }
}
