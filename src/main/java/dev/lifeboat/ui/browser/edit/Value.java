package dev.lifeboat.ui.browser.edit;

/** What a column is given. NULL, the empty text and the column's default are three different things. */
public sealed interface Value {

    /** A value in PostgreSQL's text form; the server reads it as the column's type. */
    record Text(String text) implements Value {}

    record Null() implements Value {}

    /** What the column's default gives when the change is applied. */
    record Default() implements Value {}

    /** The time of the transaction that applies the change. */
    record Now() implements Value {}
}
