package dev.lifeboat.ui.browser.read;

import dev.lifeboat.orm.query.Cursor;

/** Where a page lies. */
public sealed interface Position {
    record First() implements Position {}

    record Last() implements Position {}

    record After(Cursor cursor) implements Position {}

    record Before(Cursor cursor) implements Position {}
}
