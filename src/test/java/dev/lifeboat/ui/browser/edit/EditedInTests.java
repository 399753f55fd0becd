package dev.lifeboat.ui.browser.edit;

import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.ui.browser.read.GridRow;
import java.util.List;

/** Stages changes without the keyboard, for pictures. */
public final class EditedInTests {
    private EditedInTests() {}

    /** @param text null for NULL */
    public static void set(EditModel edits, GridRow row, CatalogColumn column, String text) {
        edits.original(row, column, original -> edits.set(row, column, original, text == null ? new Value.Null() : new Value.Text(text)));
    }

    public static void delete(EditModel edits, GridRow row) {
        edits.delete(List.of(row));
    }

    public static void insert(EditModel edits, CatalogColumn column, String text) {
        edits.set(edits.insert(), column, Original.NULL, new Value.Text(text));
    }
}
