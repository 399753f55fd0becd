package dev.lifeboat.ui.browser.tree;

/** One line of the tree. */
public sealed interface TreeEntry {
    record Database(DatabaseBranch branch) implements TreeEntry {}

    /** @param count how many tables and views are listed in it */
    record Schema(DatabaseBranch database, String name, int count) implements TreeEntry {}

    record Relation(DatabaseBranch database, TreeFilter.Branch branch) implements TreeEntry {}

    /** Words where there is nothing to choose: being read, empty, nothing found, failed. */
    record Note(String text, boolean failed) implements TreeEntry {}
}
