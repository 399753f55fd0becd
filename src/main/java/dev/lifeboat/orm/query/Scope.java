package dev.lifeboat.orm.query;

/** Where columns are looked up: a source, or several in their places in one statement. */
public interface Scope {
    /** A column as SQL needs it. @throws dev.lifeboat.orm.error.UnknownName when it is none of this scope */
    BoundColumn column(ColumnRef ref);

    /** The same as seen from inside of a subquery, where a bare name could mean another table's column. */
    default Scope fromInside() {
        return this;
    }
}
