package dev.lifeboat.ui.browser.tree;

import dev.lifeboat.engine.postgres.CatalogObject;

/** One line of the tree. */
public sealed interface TreeEntry {
    record Database(DatabaseBranch branch) implements TreeEntry {}

    /** @param count how many tables and views are listed in it */
    record Schema(DatabaseBranch database, String name, int count) implements TreeEntry {}

    record Relation(DatabaseBranch database, TreeFilter.Branch branch) implements TreeEntry {}

    /** Those of one kind in a schema that are no tables. */
    record Folder(DatabaseBranch database, String schema, Group group, int count) implements TreeEntry {}

    /** Something without rows. */
    record Thing(DatabaseBranch database, CatalogObject object) implements TreeEntry {}

    /** ContainerPub's tables in a database, under plain names. */
    record ContainerPub(DatabaseBranch database) implements TreeEntry {}

    /** How ContainerPub's functions are doing. */
    record Functions(DatabaseBranch database) implements TreeEntry {}

    record Shortcut(DatabaseBranch database, Shortcuts.Shortcut shortcut) implements TreeEntry {}

    /** Words where there is nothing to choose: being read, empty, nothing found, failed. */
    record Note(String text, boolean failed) implements TreeEntry {}
}
